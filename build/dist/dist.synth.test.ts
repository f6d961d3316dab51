import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const script = fileURLToPath(new URL("./dist.ts", import.meta.url));
const empty = mkdtempSync(join(tmpdir(), "guichet-dist-"));
afterAll(() => rmSync(empty, { recursive: true, force: true }));
const dist = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args, "--out", join(empty, "out")], { encoding: "utf8", env: { PATH: process.env["PATH"], HOME: empty, ...env }, timeout: 60_000 });
  return { status, stdout, stderr };
};

test("a malformed command ends with 2 and explains; help is no failure", () => {
  expect(dist(["--target", "rpm"])).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("none of deb, msi, nsis") });
  expect(dist(["--help"]).status).toBe(0);
});

test("a missing tool ends with 3 and says how to get it, before anything is packed", () => {
  expect(dist(["--target", "msi,nsis,deb", "--stand-in"], { PATH: empty })).toMatchObject({ status: 3, stderr: expect.stringMatching(/wixl is missing\. To get it: apt-get install wixl[^]*makensis is missing[^]*dpkg-deb is missing/) });
  if (process.platform !== "darwin") expect(dist(["--target", "dmg"])).toMatchObject({ status: 3, stderr: expect.stringContaining("a Mac") });
  expect(readdirSync(empty)).toEqual([]);
});

test("signing that is half configured ends with 2", () => {
  expect(dist(["--target", "linux-dir", "--stand-in"], { GUICHET_SIGN: "pfx" })).toMatchObject({ status: 2, stderr: expect.stringContaining("GUICHET_SIGN_PFX") });
});

test("no Electron to be had, and no stand-in asked for, ends with 4", () => {
  const nowhere = { ELECTRON_MIRROR: "http://127.0.0.1:1/", ELECTRON_OVERRIDE_DIST_PATH: join(empty, "none") };
  expect(dist(["--target", "win-dir"], nowhere)).toMatchObject({ status: 4, stderr: expect.stringContaining("--stand-in") });
});
