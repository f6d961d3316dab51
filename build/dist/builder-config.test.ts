import { DebugLogger } from "builder-util";
import { validateConfiguration } from "app-builder-lib/out/util/config/config.js";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { artefactStem, builderConfig, readBuilderConfig } from "./builder-config.ts";
import { builderArguments } from "./targets.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const real = { standIn: false, testSigned: false };
const configFor = (platform: "linux" | "win32" | "darwin") => builderConfig(root, platform, "/work", { kind: "folder", folder: "/electron" }, "/stand-in", real);

describe.each(["linux", "win32", "darwin"] as const)("the configuration of %s, as electron-builder completes it", (platform) => {
  test("is one that electron-builder accepts", async () => {
    await validateConfiguration(await configFor(platform), new DebugLogger(false));
  });

  test("packs what is compiled, and of the binaries its own: no list of a platform's adds to it", async () => {
    const config = await configFor(platform);
    expect(config.files).toEqual(expect.arrayContaining(["build/out/electron/*.js", "build/out/renderer/**", "package.json", "!**/*.map", `!node_modules/better-sqlite3/prebuilds/!(${platform}-\${arch}).node`]));
    expect([config.win?.files, config.linux?.files, config.mac?.files]).toEqual([undefined, undefined, undefined]);
    expect(JSON.stringify(config.files)).not.toContain("${platform}");
  });

  test("archives everything, leaves only native code outside, rebuilds nothing, publishes nothing, names no channel", async () => {
    const config = await configFor(platform);
    expect([config.asar, config.asarUnpack, config.npmRebuild, config.nodeGypRebuild, config.publish]).toEqual([{ smartUnpack: false }, ["**/*.node"], false, false, null]);
    expect(config.afterPack).toBe("build/installer/after-pack.mjs");
    expect(JSON.stringify(config)).not.toContain('"channel"');
  });

  test("is Guichet's own: identity, icon, its scheme, Electron in French and English", async () => {
    const config = await configFor(platform);
    expect([config.appId, config.protocols, config.electronLanguages]).toEqual(["fr.guichet.poste", [{ name: "Guichet", schemes: ["guichet"] }], ["fr", "en-US"]]);
    expect([config.win?.icon, config.linux?.icon, config.mac?.icon]).toEqual(["icon.ico", "icons", "icon.icns"]);
  });
});

test("Windows: no rights asked, everything native signed by our own hand with SHA-256; a folder, from which MSI and NSIS are made", async () => {
  const { win } = await readBuilderConfig(root);
  expect(win).toMatchObject({ target: "dir", requestedExecutionLevel: "asInvoker", signExts: [".dll", ".node"], signtoolOptions: { signingHashAlgorithms: ["sha256"], sign: "build/dist/signing/sign-hook.ts" } });
});

test("Linux: a deb whose scripts are ours and whose parts are named for Debian 12 and 13", async () => {
  const { linux, deb } = await readBuilderConfig(root);
  expect(linux).toMatchObject({ target: "deb", executableName: "guichet", category: "Office" });
  expect(deb).toMatchObject({ afterInstall: "build/installer/linux/after-install.sh", afterRemove: "build/installer/linux/after-remove.sh" });
  expect(deb?.depends).toContain("libgtk-3-0 | libgtk-3-0t64");
});

test("macOS: hardened runtime, disk image and archive", async () => {
  expect((await readBuilderConfig(root)).mac).toMatchObject({ target: ["dmg", "zip"], hardenedRuntime: true, category: "public.app-category.finance" });
});

test("what is not for people says so in its name; a real Electron is never replaced by the stand-in", async () => {
  expect([artefactStem(real), artefactStem({ standIn: true, testSigned: true })]).toEqual(["guichet", "guichet-STAND-IN-TEST-SIGNED"]);
  const standIn = await builderConfig(root, "linux", "/work", { kind: "stand-in" }, "/stand-in", { standIn: true, testSigned: false });
  expect([standIn.electronDist, standIn.artifactName]).toEqual(["/stand-in", "guichet-STAND-IN-${version}-${os}-${arch}.${ext}"]);
  expect([(await configFor("linux")).electronDist, (await builderConfig(root, "linux", "/work", { kind: "download" }, "/stand-in", real)).electronDist]).toEqual(["/electron", undefined]);
});

test("targets of one system are packed once", () => {
  expect(builderArguments("win32", ["msi", "nsis"])).toEqual(["--win", "dir", "--x64"]);
  expect(builderArguments("linux", ["deb", "linux-dir"])).toEqual(["--linux", "deb", "dir", "--x64"]);
});
