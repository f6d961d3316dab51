import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unwrap } from "../../shared/kernel/result.ts";
import { demonstrationFolder, startDemonstration } from "../../sync-server/testing/demonstration-server.ts";
import { ensureRenderer } from "../bootstrap/ensure-renderer.mjs";
import { compileElectron } from "../compile/compile-electron.ts";
import { ARCHIVE_BUDGET_MB, archiveIn } from "./archive-budget.ts";
import { listFiles } from "./list-files.ts";
import { makeInstallers, type MakeOptions } from "./make-installers.ts";
import { makeTestAuthority } from "./signing/test-authority.ts";
import { verifyFile } from "./signing/verify-file.ts";
import { readFuses } from "./stand-in/fuse-wire.ts";
import type { TargetName } from "./targets.ts";
import { archiveFiles, debFiles, windowsFiles } from "./testing/expected-files.ts";
import { startPackedCore } from "./testing/packed-core.ts";
import { archiveSize, readAsar, unpackAsar } from "./testing/read-asar.ts";
import { findTool, howToGet, type ToolName } from "./tools.ts";

/**
 * Everything around Electron, for real: electron-builder, archives, fuses, signatures, packages. Electron itself is a stand-in here, on every
 * machine, so that what is asserted is the same everywhere: that Electron starts, and that Windows installs, stays to be shown elsewhere.
 */
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const CLOSED_FUSES = "010011001";
const folder = mkdtempSync(join(tmpdir(), "guichet-packaging-"));
const at = (...names: readonly string[]): string => join(folder, ...names);
const has = (...names: readonly ToolName[]): boolean => names.every((name) => findTool(name) !== undefined);
const tool = (name: ToolName): string => findTool(name) ?? name;
/** Said aloud in the title of what is left out. */
const unless = (...names: readonly ToolName[]): string => names.filter((name) => !has(name)).map((name) => ` — SKIPPED, ${name} is missing: ${howToGet[name]}`).join("");
const stem = "guichet-STAND-IN-TEST-SIGNED";
const version = "0.1.0";

const signs = has("osslsigncode", "openssl");
let authority = "";
beforeAll(async () => {
  await ensureRenderer(root, process.execPath);
  await compileElectron();
  const made = signs ? makeTestAuthority(tool("openssl"), at("authority")) : undefined;
  authority = made?.authority ?? "";
  const common: Omit<MakeOptions, "targets" | "env" | "signing"> = { root, version, source: () => ({ kind: "stand-in" }), marks: { standIn: true, testSigned: true }, out: at("out"), onStep: () => undefined };
  const signing: Pick<MakeOptions, "env" | "signing"> = made === undefined
    ? { env: process.env, signing: { kind: "none" } }
    : { env: { ...process.env, GUICHET_SIGN: "pfx", GUICHET_SIGN_PFX: made.pfx, GUICHET_SIGN_PASSWORD_FILE: made.passwordFile }, signing: { kind: "pfx", file: made.pfx, passwordFile: made.passwordFile, timestamp: undefined } };
  const targets: readonly TargetName[] = ["linux-dir", "win-dir", ...(has("dpkg-deb") ? ["deb" as const] : []), ...(has("wixl") ? ["msi" as const] : []), ...(has("makensis") ? ["nsis" as const] : [])];
  await makeInstallers({ ...common, ...signing, targets });
}, 170_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([["linux", "linux-dir", "guichet"], ["win32", "win-dir", "Guichet.exe"]] as const)("what is packed for %s", (platform, target, program) => {
  const packed = at("out", `${stem}-${target}`);

  test("the archive holds exactly what was compiled, the database, and one binary, which alone lies outside it", () => {
    const files = readAsar(archiveIn(packed));
    expect(files.map(({ path }) => path)).toEqual(archiveFiles(root, platform));
    expect(files.filter(({ unpacked }) => unpacked).map(({ path }) => path)).toEqual([`node_modules/better-sqlite3/prebuilds/${platform}-x64.node`]);
    expect(listFiles(packed).filter((path) => path.endsWith(".node"))).toEqual([`resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/${platform}-x64.node`]);
  });

  test(`the archive stays within ${ARCHIVE_BUDGET_MB} MB`, () => {
    expect(archiveSize(archiveIn(packed)) / 1e6).toBeLessThan(ARCHIVE_BUDGET_MB);
  });

  test("every fuse of the program is closed as decided", () => {
    expect(readFuses(readFileSync(join(packed, program)))).toBe(CLOSED_FUSES);
  });

  test("what Electron's folder brings and nobody starts is left out", () => {
    expect(listFiles(packed).filter((path) => /default_app|^version$|locales\/de/.test(path))).toEqual([]);
  });

  test("the archive's package.json names no tool, no script and no other package", () => {
    unpackAsar(archiveIn(packed), at(`json-${platform}`));
    const json = JSON.parse(readFileSync(at(`json-${platform}`, "package.json"), "utf8"));
    expect([json.scripts, json.devDependencies, json.main, json.version, Object.keys(json.dependencies)]).toEqual([undefined, undefined, "build/out/electron/main.js", version, ["better-sqlite3"]]);
  });
});

describe(`the deb${unless("dpkg-deb")}`, () => {
  const deb = at("out", `${stem}-${version}-linux-amd64.deb`);
  const isRoot = process.getuid?.() === 0;

  test.skipIf(!has("dpkg-deb"))("says what it is and needs, and its files belong to root", () => {
    const field = (name: string): string => execFileSync(tool("dpkg-deb"), ["-f", deb, name], { encoding: "utf8" }).trim();
    expect([field("Package"), field("Version"), field("Architecture"), field("Section")]).toEqual(["guichet", version, "amd64", "misc"]);
    expect(field("Depends")).toContain("libgtk-3-0 | libgtk-3-0t64");
    const lines = execFileSync(tool("dpkg-deb"), ["-c", deb], { encoding: "utf8" }).trim().split("\n");
    expect(lines.filter((line) => !/^[-d]rw[-x]r-[-x]r-[-x] root\/root /.test(line))).toEqual([]);
  });

  test.skipIf(!has("dpkg-deb") || !isRoot)(`installs by dpkg -i into a root of its own, exactly the expected files; its removal leaves data${isRoot ? "" : " — SKIPPED: dpkg wants root"}`, () => {
    const into = at("root");
    mkdirSync(join(into, "var/lib/dpkg/info"), { recursive: true });
    for (const name of ["status", "available"]) writeFileSync(join(into, "var/lib/dpkg", name), "");
    mkdirSync(join(into, "home/maelle/.local/share/guichet"), { recursive: true });
    writeFileSync(join(into, "home/maelle/.local/share/guichet/kept"), "a day's work");
    const dpkg = (...args: readonly string[]): string => execFileSync("dpkg", [`--root=${into}`, "--force-depends", "--force-script-chrootless", `--log=${at("dpkg.log")}`, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    dpkg("-i", deb);
    expect(listFiles(into).filter((path) => !path.startsWith("var/") && !path.startsWith("home/"))).toEqual(debFiles);
    expect(statSync(join(into, "opt/Guichet/chrome-sandbox")).mode & 0o7777).toBe(0o4755);
    expect(readFileSync(join(into, "opt/Guichet/resources/install-kind"), "utf8").trim()).toBe("machine");
    const desktop = readFileSync(join(into, "usr/share/applications/guichet.desktop"), "utf8");
    expect(desktop).toMatch(/^MimeType=x-scheme-handler\/guichet;$/m);
    expect(desktop).toMatch(/^Comment\[fr\]=Les prêts garantis/m);
    dpkg("-P", "guichet");
    expect(listFiles(into).filter((path) => !path.startsWith("var/"))).toEqual(["home/maelle/.local/share/guichet/kept"]);
  });

  test.skipIf(!has("dpkg-deb") || process.platform !== "linux" || process.arch !== "x64")("its core starts under Node 24 from the archive alone, and opens a profile", async () => {
    execFileSync(tool("dpkg-deb"), ["-x", deb, at("unpacked")]);
    unpackAsar(archiveIn(at("unpacked", "opt/Guichet")), at("application"));
    mkdirSync(at("data"), { mode: 0o700 });
    const { address } = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
    const entry = at("application", "build/out/electron/core-process.js");
    const core = await startPackedCore(entry, at("data"), address);
    unwrap(await core.bridge.call("session.demonstrationSignIn", { login: "maelle.exemple" }), "sign in");
    expect(unwrap(await core.bridge.call("session.choosePassphrase", { passphrase: "quatre mots dans une archive" }), "passphrase").kind).toBe("open");
    expect(await core.bridge.call("core.verify", undefined)).toMatchObject({ faults: [] });
    await core.close();
    const again = await startPackedCore(entry, at("data"), address);
    const state = await again.bridge.call("session.state", undefined);
    const profile = state.kind === "closed" ? state.profiles[0] : undefined;
    expect(unwrap(await again.bridge.call("session.unlock", { profile: profile?.id ?? "", passphrase: "quatre mots dans une archive" }), "unlock").kind).toBe("open");
    await again.close();
  });
});

describe(`the Windows folder, signed${unless("osslsigncode", "openssl")}`, () => {
  const packed = at("out", `${stem}-win-dir`);
  const signed = (): readonly string[] => listFiles(packed).filter((path) => /\.(exe|dll|node)$/.test(path));

  test("holds exactly the expected files", () => {
    expect(listFiles(packed).filter((path) => path !== "resources/install-kind")).toEqual(windowsFiles);
  });

  test("its program says which archive it takes, by name and hash", () => {
    expect(readFileSync(join(packed, "Guichet.exe")).toString("latin1")).toMatch(/\[\{"file":"resources\\\\app\.asar","alg":"SHA256","value":"[0-9a-f]{64}"\}/);
  });

  test.skipIf(!signs)("every program, library and .node file verifies against the authority; another authority refuses", async () => {
    expect(signed().length).toBe(10);
    for (const path of signed()) expect([path, (await verifyFile(tool("osslsigncode"), join(packed, path), authority)).ok]).toEqual([path, true]);
    const other = makeTestAuthority(tool("openssl"), at("other-authority"));
    expect((await verifyFile(tool("osslsigncode"), join(packed, "Guichet.exe"), other.authority)).ok).toBe(false);
  });

  test.skipIf(!signs)("one flipped byte, anywhere but in the signature's own padding, and each of them fails", async () => {
    for (const path of signed()) {
      const copy = at(`flipped-${path.replaceAll("/", "-")}`);
      copyFileSync(join(packed, path), copy);
      const bytes = readFileSync(copy);
      bytes.writeUInt8((bytes[0x400] ?? 0) ^ 1, 0x400);
      writeFileSync(copy, bytes);
      expect([path, (await verifyFile(tool("osslsigncode"), copy, authority)).ok]).toEqual([path, false]);
    }
  });
});

describe(`the MSI${unless("wixl", "msiinfo")}`, () => {
  const msi = at("out", `${stem}-${version}-win-x64.msi`);
  const canLook = has("wixl", "msiinfo");
  const rows = (table: string): readonly string[] => execFileSync("msiinfo", ["export", msi, table], { encoding: "utf8" }).trim().split(/\r?\n/).slice(3);

  test.skipIf(!canLook)("is per machine, with the stable code, and replaces every older version", () => {
    expect(rows("Property")).toEqual(expect.arrayContaining(["ALLUSERS\t1", "UpgradeCode\t{792191D8-692A-4F3A-A549-947202D71CB4}", "ProductVersion\t0.1.0"]));
    expect(rows("Upgrade").toSorted()).toEqual(["{792191D8-692A-4F3A-A549-947202D71CB4}\t0.0.0\t0.1.1\t\t256\t\tOLDERFOUND", "{792191D8-692A-4F3A-A549-947202D71CB4}\t0.1.0\t\t\t2\t\tNEWERFOUND"]);
  });

  test.skipIf(!canLook)("brings the folder's files and the per-machine mark, registers guichet://, and deletes nothing else", () => {
    const files = execFileSync("msiextract", ["-l", msi], { encoding: "utf8" }).trim().split(/\r?\n/).map((path) => path.replace(/^Guichet\//, ""));
    expect(files.toSorted()).toEqual([...windowsFiles, "resources/install-kind"].toSorted());
    mkdirSync(at("msi"));
    execFileSync("msiextract", ["-C", at("msi"), msi], { stdio: "ignore" });
    expect(readFileSync(at("msi", "Guichet/resources/install-kind"), "utf8")).toBe("machine");
    expect(rows("Registry").map((row) => row.split("\t").slice(1, 5).join("|"))).toEqual(expect.arrayContaining(["2|Software\\Classes\\guichet|URL Protocol|", '2|Software\\Classes\\guichet\\shell\\open\\command||"[INSTALLDIR]Guichet.exe" "%1"', "2|Software\\Guichet|InstallKind|machine"]));
    for (const table of ["RemoveFile", "CustomAction", "ServiceInstall"]) expect([table, rows(table)]).toEqual([table, []]);
    expect(rows("Component").filter((row) => (Number(row.split("\t")[3]) & 256) === 0)).toEqual([]);
    expect(execFileSync("msiinfo", ["suminfo", msi], { encoding: "utf8" })).toMatch(/Template: x64;1033/);
  });

  test.skipIf(!canLook || !signs)("is signed, and one flipped byte shows", async () => {
    expect((await verifyFile(tool("osslsigncode"), msi, authority)).ok).toBe(true);
    const bytes = readFileSync(msi);
    const place = bytes.indexOf("MSCF", 0, "latin1") + 4096;
    bytes.writeUInt8((bytes[place] ?? 0) ^ 1, place);
    writeFileSync(at("flipped.msi"), bytes);
    expect((await verifyFile(tool("osslsigncode"), at("flipped.msi"), authority)).ok).toBe(false);
  });
});

const sevenZip = findTool("7z") ?? findTool("7za");
describe(`the per-user installer${unless("makensis", ...(sevenZip === undefined ? ["7z" as const] : []))}`, () => {
  const exe = at("out", `${stem}-${version}-win-x64.exe`);
  const canLook = has("makensis") && sevenZip !== undefined;

  test.skipIf(!canLook)("brings the folder's files with the per-user mark", () => {
    execFileSync(sevenZip ?? "7z", ["x", "-y", `-o${at("nsis")}`, exe], { stdio: "ignore" });
    const files = listFiles(at("nsis")).filter((path) => !path.startsWith("$PLUGINSDIR") && path !== "Uninstall Guichet.exe");
    expect(files).toEqual([...windowsFiles, "resources/install-kind"].toSorted());
    expect(readFileSync(at("nsis", "resources/install-kind"), "utf8")).toBe("user");
  });

  test.skipIf(!canLook || !signs)("is signed, and so is the uninstaller inside it", async () => {
    expect((await verifyFile(tool("osslsigncode"), exe, authority)).ok).toBe(true);
    expect(readdirSync(at("nsis"))).toContain("Uninstall Guichet.exe");
    expect(await verifyFile(tool("osslsigncode"), at("nsis", "Uninstall Guichet.exe"), authority)).toMatchObject({ ok: true });
    const bytes = readFileSync(exe);
    bytes.writeUInt8((bytes[200_000] ?? 0) ^ 1, 200_000);
    writeFileSync(at("flipped.exe"), bytes);
    expect((await verifyFile(tool("osslsigncode"), at("flipped.exe"), authority)).ok).toBe(false);
  });
});
