import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findTool, howToGet } from "../tools.ts";
import { verifyRepository } from "./verify-repository.ts";

const needed = ["dpkg-deb", "gpg", "gpgv"] as const;
const missing = needed.filter((name) => findTool(name) === undefined);
const aloud = missing.map((name) => ` — SKIPPED, ${name} is missing: ${howToGet[name]}`).join("");
const folder = mkdtempSync(join(tmpdir(), "guichet-apt-"));
const at = (...names: readonly string[]): string => join(folder, ...names);
const env = { ...process.env, GNUPGHOME: at("gnupg") };
const script = fileURLToPath(new URL("./apt-repository.ts", import.meta.url));
const run = (...args: readonly string[]) => spawnSync(process.execPath, [script, ...args], { env, encoding: "utf8" });
const verify = (where: string, nowMs = Date.now()) => verifyRepository(findTool("gpgv") ?? "gpgv", where, "stable", at("out", "guichet-archive-keyring.gpg"), nowMs);

function makeDeb(name: string, version: string): void {
  const control = `Package: guichet\nVersion: ${version}\nArchitecture: amd64\nMaintainer: Guichet <postes@guichet.example>\nDescription: a test\n`;
  mkdirSync(at("tree", "DEBIAN"), { recursive: true });
  mkdirSync(at("debs"), { recursive: true });
  writeFileSync(at("tree", "DEBIAN", "control"), control);
  execFileSync("dpkg-deb", ["--root-owner-group", "-Znone", "--build", at("tree"), at("debs", name)], { stdio: "ignore" });
}
const newKey = (name: string): string => {
  const out = execFileSync("gpg", ["--batch", "--passphrase", "", "--status-fd", "1", "--quick-gen-key", `${name} <test@guichet.example>`, "ed25519", "sign", "2d"], { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return /KEY_CREATED \w ([0-9A-F]{40})/.exec(out)?.[1] ?? "";
};

let key = "";
beforeAll(() => {
  if (missing.length > 0) return;
  mkdirSync(at("gnupg"), { mode: 0o700 });
  key = newKey("Guichet TEST");
  makeDeb("guichet-0.1.0-linux-amd64.deb", "0.1.0");
  makeDeb("guichet-0.2.0-linux-amd64.deb", "0.2.0");
});
afterAll(() => {
  spawnSync("gpgconf", ["--kill", "all"], { env });
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(missing.length > 0)(`a folder of debs becomes a signed repository that verifies from outside${aloud}`, () => {
  const made = run(at("debs"), "--out", at("out"), "--key", key);
  expect([made.status, made.stderr]).toEqual([0, ""]);
  expect(run("--verify", at("out"), "--keyring", at("out", "guichet-archive-keyring.gpg")).status).toBe(0);
  expect(readFileSync(at("out", "dists/stable/main/binary-amd64/Packages"), "utf8").match(/^Version: .*$/gm)).toEqual(["Version: 0.1.0", "Version: 0.2.0"]);
});

const hasApt = spawnSync("apt-get", ["--version"]).status === 0;
test.skipIf(missing.length > 0 || !hasApt)(`apt itself takes it with that key, and refuses it once a list is changed${aloud}${hasApt ? "" : " — SKIPPED, apt-get is missing"}`, () => {
  const look = (repository: string, name: string) => {
    for (const path of ["etc/sources.list.d", "etc/preferences.d", "state/lists/partial", "cache/archives/partial"]) mkdirSync(at(name, path), { recursive: true });
    writeFileSync(at(name, "status"), "");
    writeFileSync(at(name, "etc/sources.list"), `deb [arch=amd64 signed-by=${at("out", "guichet-archive-keyring.gpg")}] file:${repository} stable main\n`);
    const options = [`Dir::Etc=${at(name, "etc")}`, `Dir::State=${at(name, "state")}`, `Dir::State::status=${at(name, "status")}`, `Dir::Cache=${at(name, "cache")}`, "APT::Architecture=amd64", "APT::Architectures=amd64", "APT::Sandbox::User=", "Acquire::Languages=none"];
    const apt = (tool: string, ...args: readonly string[]) => spawnSync(tool, [...options.flatMap((option) => ["-o", option]), ...args], { env: { ...env, LC_ALL: "C" }, encoding: "utf8" });
    const updated = apt("apt-get", "update");
    return `${updated.stdout}${updated.stderr}\n${apt("apt-cache", "policy", "guichet").stdout}`;
  };
  expect(look(at("out"), "apt")).toMatch(/Candidate: 0\.2\.0/);
  cpSync(at("out"), at("changed"), { recursive: true });
  const inRelease = at("changed", "dists/stable/InRelease");
  writeFileSync(inRelease, readFileSync(inRelease, "utf8").replace("Label: Guichet", "Label: Gulchet"));
  rmSync(at("changed", "dists/stable/Release"));
  const refused = look(at("changed"), "apt-changed");
  expect(refused).toMatch(/BADSIG|not signed|invalid/i);
  expect(refused).not.toMatch(/Candidate: 0\.2\.0/);
});

test.skipIf(missing.length > 0)(`every way of changing it is found${aloud}`, () => {
  const spoilt = (name: string, spoil: (where: string) => void, nowMs?: number): readonly string[] => {
    cpSync(at("out"), at(name), { recursive: true });
    spoil(at(name));
    return verify(at(name), nowMs);
  };
  const append = (path: string): void => writeFileSync(path, `${readFileSync(path, "utf8")}\n`);
  expect(spoilt("a", (where) => append(join(where, "pool/main/guichet-0.2.0-linux-amd64.deb")))).toEqual(["pool/main/guichet-0.2.0-linux-amd64.deb: it is not what was signed"]);
  expect(spoilt("b", (where) => append(join(where, "dists/stable/main/binary-amd64/Packages")))).toEqual(["dists/stable/main/binary-amd64/Packages: it is not what was signed"]);
  expect(spoilt("c", (where) => append(join(where, "dists/stable/Release")))).toEqual(["dists/stable: its signature is not of that key"]);
  expect(spoilt("d", (where) => writeFileSync(join(where, "dists/stable/Release"), "Suite: stable\n"))).toEqual(["dists/stable: its signature is not of that key"]);
  expect(spoilt("e", (where) => writeFileSync(join(where, "dists/stable/InRelease"), readFileSync(join(where, "dists/stable/InRelease"), "utf8").replace("Suite: stable", "Suite: staple")))).toEqual(["dists/stable: its signature is not of that key"]);
  expect(spoilt("f", () => undefined, Date.now() + 31 * 86_400_000)).toEqual(["dists/stable: it is out of date"]);
  expect(spoilt("g", (where) => rmSync(join(where, "pool"), { recursive: true }))).toHaveLength(2);
  const other = newKey("Somebody else");
  expect(run(at("debs"), "--out", at("h"), "--key", other).status).toBe(0);
  expect(verify(at("h"))).toEqual(["dists/stable: its signature is not of that key"]);
});

test.skipIf(missing.length > 0)(`a deb made for a test, a stranger's, or one version twice is refused${aloud}`, () => {
  renameSync(at("debs", "guichet-0.2.0-linux-amd64.deb"), at("debs", "guichet-STAND-IN-0.2.0-linux-amd64.deb"));
  expect(run(at("debs"), "--out", at("i"), "--key", key)).toMatchObject({ status: 1, stderr: expect.stringContaining("goes into no repository") });
  rmSync(at("debs", "guichet-STAND-IN-0.2.0-linux-amd64.deb"));
  makeDeb("guichet-again.deb", "0.1.0");
  expect(run(at("debs"), "--out", at("i"), "--key", key)).toMatchObject({ status: 1, stderr: expect.stringContaining("is of version 0.1.0 too") });
});

test("usage ends with 2, and says how", () => {
  for (const args of [[], ["--channel", "beta"], ["--unknown"], [folder, "--out", at("j"), "--key", "short"]]) expect([args, run(...args).status]).toEqual([args, 2]);
});
