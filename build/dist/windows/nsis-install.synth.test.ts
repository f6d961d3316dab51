import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listFiles } from "../list-files.ts";
import { createWinePrefix, findWine, type WinePrefix } from "../testing/wine.ts";
import { findTool, howToGet } from "../tools.ts";
import { nsisScript } from "./nsis-script.ts";

/** The per-user installer's script, made for 64 bits so that Wine runs it here, with small files in Electron's place. It is not Windows. */
const [wine, makensis] = [findWine(), findTool("makensis")];
const canRun = wine !== undefined && makensis !== undefined && existsSync("/usr/share/nsis/Stubs/lzma_solid-amd64-unicode");
const aloud = canRun ? "" : ` — SKIPPED, wine64 (apt-get install wine64) or makensis with 64-bit stubs is missing: ${howToGet.makensis}`;
const folder = mkdtempSync(join(tmpdir(), "guichet-nsis-"));
const packed = join(folder, "packed");
const icon = fileURLToPath(new URL("../../installer/resources/icon.ico", import.meta.url));
const installer = (version: string): string => join(folder, `${version}.exe`);

let windows: WinePrefix;
let local = "";
beforeAll(() => {
  if (!canRun) return;
  mkdirSync(join(packed, "resources", "app.asar.unpacked"), { recursive: true });
  writeFileSync(join(packed, "resources", "install-kind"), "user");
  writeFileSync(join(packed, "resources", "app.asar.unpacked", "$odd & name.node"), "native");
  for (const version of ["1.0.0", "1.1.0"]) {
    writeFileSync(join(packed, "Guichet.exe"), version);
    const script = nsisScript({ version, folder: packed, files: listFiles(packed), icon, output: installer(version), signUninstaller: undefined, bits: 64 });
    writeFileSync(join(folder, "guichet.nsi"), script);
    execFileSync(makensis, ["-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8", join(folder, "guichet.nsi")], { stdio: "pipe" });
  }
  windows = createWinePrefix(wine, join(folder, "prefix"));
  local = windows.run("cmd", "/c", "echo %LOCALAPPDATA%").said.trim().replace(/^C:/, windows.drive).replaceAll("\\", "/");
});
afterAll(() => {
  if (canRun) windows.stop();
  rmSync(folder, { recursive: true, force: true });
});
const home = (): string => join(local, "Programs", "Guichet");
const run = (version: string): number | null => windows.run(installer(version), "/S").code;
const value = (key: string, name: string): string | undefined => new RegExp(`^ +${name} +REG_SZ +(.*)$`, "m").exec(windows.run("reg", "query", key, "/v", name).said)?.[1]?.trim();

test.skipIf(!canRun)(`yields to IT: a per-machine Guichet, or the policy, and nothing is written${aloud}`, () => {
  windows.run("reg", "add", "HKLM\\Software\\Policies\\Guichet", "/v", "ForbidPerUserInstall", "/t", "REG_DWORD", "/d", "1", "/f");
  expect(run("1.0.0")).toBe(3);
  windows.run("reg", "delete", "HKLM\\Software\\Policies\\Guichet", "/f");
  windows.run("reg", "add", "HKLM\\Software\\Guichet", "/v", "InstallKind", "/d", "machine", "/f");
  expect(run("1.0.0")).toBe(3);
  windows.run("reg", "delete", "HKLM\\Software\\Guichet", "/f");
  expect(existsSync(home())).toBe(false);
});

test.skipIf(!canRun)(`installs in silence for the person alone, is replaced in place, and leaves data when it goes${aloud}`, async () => {
  mkdirSync(join(local, "Guichet"), { recursive: true });
  writeFileSync(join(local, "Guichet", "kept"), "a day's work");
  expect(run("1.0.0")).toBe(0);
  expect(listFiles(home())).toEqual([...listFiles(packed), "Uninstall Guichet.exe"].toSorted());
  expect(value("HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Guichet", "DisplayVersion")).toBe("1.0.0");
  expect(windows.run("reg", "query", "HKCU\\Software\\Classes\\guichet\\shell\\open\\command", "/ve").said).toMatch(/Programs\\Guichet\\Guichet\.exe" "%1"/);
  writeFileSync(join(home(), "of-the-person.txt"), "not ours");

  expect(run("1.1.0")).toBe(0);
  expect(readFileSync(join(home(), "Guichet.exe"), "utf8")).toBe("1.1.0");

  windows.run(join(home(), "Uninstall Guichet.exe"), "/S");
  // The uninstaller copies itself elsewhere and goes on there.
  await expect.poll(() => listFiles(home())).toEqual(["of-the-person.txt"]);
  await expect.poll(() => windows.run("reg", "query", "HKCU\\Software\\Classes\\guichet").code).toBe(1);
  expect(readFileSync(join(local, "Guichet", "kept"), "utf8")).toBe("a day's work");
});
