import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readDistArguments, usage } from "./arguments.ts";
import { checkBudget } from "./archive-budget.ts";
import { chooseElectron } from "./electron-source.ts";
import { signCommand } from "./signing/sign-command.ts";
import { readSignSettings, type SignSettings } from "./signing/sign-settings.ts";
import { findTool } from "./tools.ts";

const folder = mkdtempSync(join(tmpdir(), "guichet-choices-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const closed = async () => false;

describe("what is asked for", () => {
  test("targets, once each, in the order given", () => {
    expect(readDistArguments(["--target", "msi,deb", "--target", "msi", "--stand-in"])).toEqual({ kind: "run", targets: ["msi", "deb"], standIn: true, signForTest: false, out: "build/out/dist" });
  });
  test("what is wrong is named, and every target is explained", () => {
    expect(readDistArguments([])).toEqual({ kind: "usage", wrong: "--target is missing" });
    expect(readDistArguments(["--target", "deb,rpm"])).toMatchObject({ kind: "usage", wrong: expect.stringContaining("rpm is none of deb, msi, nsis") });
    expect(readDistArguments(["--help"])).toEqual({ kind: "usage", wrong: undefined });
    for (const name of ["deb", "msi", "nsis", "dmg"]) expect(usage()).toContain(`  ${name} `);
  });
});

describe("which Electron", () => {
  test("one of the wrong version, or for another system, is refused by name", async () => {
    mkdirSync(join(folder, "old"));
    writeFileSync(join(folder, "old", "electron"), "");
    writeFileSync(join(folder, "old", "version"), "44.0.0");
    expect(await chooseElectron("linux", "45.4.1", true, { GUICHET_ELECTRON_DIST: join(folder, "old") }, closed)).toMatchObject({ ok: false, error: expect.stringContaining("holds Electron 44.0.0; 45.4.1") });
    expect(await chooseElectron("win32", "44.0.0", true, { GUICHET_ELECTRON_DIST: join(folder, "old") }, closed)).toMatchObject({ ok: false, error: expect.stringContaining("electron.exe is not in it") });
    expect(await chooseElectron("linux", "44.0.0", false, { GUICHET_ELECTRON_DIST: join(folder, "old") }, closed)).toEqual({ ok: true, value: { kind: "folder", folder: join(folder, "old") } });
  });
  test("each system may have its own, when several are packed at once", async () => {
    const env = { GUICHET_ELECTRON_DIST: "/nothing", GUICHET_ELECTRON_DIST_LINUX: join(folder, "old") };
    expect((await chooseElectron("linux", "44.0.0", false, env, closed)).ok).toBe(true);
    expect((await chooseElectron("win32", "44.0.0", false, env, closed)).ok).toBe(false);
  });
  test("a real one that can be had is taken even when a stand-in was allowed; a stand-in never without being asked for, and never for a Mac", async () => {
    const none = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, "nothing") };
    expect(await chooseElectron("win32", "45.4.1", true, none, async () => true)).toEqual({ ok: true, value: { kind: "download" } });
    expect(await chooseElectron("win32", "45.4.1", true, none, closed)).toEqual({ ok: true, value: { kind: "stand-in" } });
    expect(await chooseElectron("win32", "45.4.1", false, none, closed)).toMatchObject({ ok: false, error: expect.stringContaining("--stand-in") });
    expect((await chooseElectron("darwin", "45.4.1", true, none, closed)).ok).toBe(false);
  });
});

describe("how it is signed", () => {
  const pkcs11 = { GUICHET_SIGN: "pkcs11", GUICHET_SIGN_PKCS11_MODULE: "/lib/p11.so", GUICHET_SIGN_KEY: "pkcs11:id=%01", GUICHET_SIGN_CERTIFICATES: "/c.pem", GUICHET_SIGN_PASSWORD_FILE: "/pin", GUICHET_SIGN_TIMESTAMP: "http://time.example" };
  const settingsOf = (env: Readonly<Record<string, string>>): SignSettings => {
    const read = readSignSettings(env);
    if (!read.ok) throw new Error(read.error);
    return read.value;
  };
  const commandOf = (env: Readonly<Record<string, string>>, file = "a.exe") => {
    const settings = settingsOf(env);
    if (settings.kind === "none") throw new Error("unsigned");
    return signCommand(settings, file, "out");
  };
  test("nothing said is unsigned; half said is refused with what is missing", () => {
    expect(settingsOf({})).toEqual({ kind: "none" });
    expect(readSignSettings({ GUICHET_SIGN: "pfx", GUICHET_SIGN_PFX: "/k.pfx" })).toEqual({ ok: false, error: "GUICHET_SIGN=pfx also needs GUICHET_SIGN_PASSWORD_FILE." });
    expect(readSignSettings({ GUICHET_SIGN: "sigstore" }).ok).toBe(false);
    expect(readSignSettings({ ...pkcs11, GUICHET_SIGN_TIMESTAMP: "time.example" }).ok).toBe(false);
    expect(readSignSettings({ GUICHET_SIGN: "store", GUICHET_SIGN_THUMBPRINT: "xyz", GUICHET_SIGN_TIMESTAMP: "http://t.example" }).ok).toBe(false);
  });
  test("a token: SHA-256, page hashes, a time-stamp; its PIN by a file", () => {
    expect(commandOf(pkcs11)).toEqual({ inPlace: false, args: ["sign", "-pkcs11module", "/lib/p11.so", "-certs", "/c.pem", "-key", "pkcs11:id=%01", "-readpass", "/pin", "-h", "sha256", "-n", "Guichet", "-ph", "-ts", "http://time.example", "-in", "a.exe", "-out", "out"] });
    expect(commandOf(pkcs11, "a.msi").args).toContain("-add-msi-dse");
    expect(commandOf(pkcs11, "a.msi").args).not.toContain("-ph");
  });
  test("Azure and Windows' own store go through signtool, in place", () => {
    expect(commandOf({ GUICHET_SIGN: "azure", GUICHET_SIGN_AZURE_LIBRARY: "C:\\d.dll", GUICHET_SIGN_AZURE_METADATA: "C:\\m.json", GUICHET_SIGN_TIMESTAMP: "http://t.example" })).toEqual({ inPlace: true, args: ["sign", "/dlib", "C:\\d.dll", "/dmdf", "C:\\m.json", "/fd", "SHA256", "/td", "SHA256", "/tr", "http://t.example", "/d", "Guichet", "a.exe"] });
    expect(commandOf({ GUICHET_SIGN: "store", GUICHET_SIGN_THUMBPRINT: "ab".repeat(20), GUICHET_SIGN_TIMESTAMP: "http://t.example" }).args.slice(0, 3)).toEqual(["sign", "/sha1", "AB".repeat(20)]);
  });
});

test("an application that grew beyond its budget is not packed in silence", () => {
  mkdirSync(join(folder, "fat", "resources"), { recursive: true });
  writeFileSync(join(folder, "fat", "resources", "app.asar"), Buffer.alloc(9_000_000));
  expect(() => checkBudget(join(folder, "fat"))).toThrow("weighs 9.0 MB");
  expect(() => checkBudget(join(folder, "old"))).toThrow("was not made");
});

test("a tool is looked for in the PATH only, and must be one that runs", () => {
  writeFileSync(join(folder, "wixl"), "", { mode: 0o644 });
  expect(findTool("wixl", { PATH: folder }, "linux")).toBeUndefined();
  writeFileSync(join(folder, "makensis"), "", { mode: 0o755 });
  expect(findTool("makensis", { PATH: `/nowhere:${folder}` }, "linux")).toBe(join(folder, "makensis"));
  expect(findTool("macos", {}, "linux")).toBeUndefined();
});
