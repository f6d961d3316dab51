import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPolicies } from "../../../main/core/policy/read-policies.ts";
import { listFiles } from "../list-files.ts";
import { createWinePrefix, findWine, type WinePrefix } from "../testing/wine.ts";
import { findTool, howToGet } from "../tools.ts";
import { makeMsi } from "./make-msi.ts";

/** The MSI's own logic, run by Wine's Windows Installer with small files in Electron's place. It is not Windows; where Wine is missing this says so. */
const [wine, wixl] = [findWine(), findTool("wixl")];
const canRun = wine !== undefined && wixl !== undefined;
const aloud = canRun ? "" : ` — SKIPPED, ${wine === undefined ? "wine64 is missing: apt-get install wine64" : `wixl is missing: ${howToGet.wixl}`}`;
const folder = mkdtempSync(join(tmpdir(), "guichet-msi-"));
const packed = join(folder, "packed");
const icon = fileURLToPath(new URL("../../installer/resources/icon.ico", import.meta.url));

let windows: WinePrefix;
beforeAll(() => {
  if (!canRun) return;
  mkdirSync(join(packed, "resources"), { recursive: true });
  writeFileSync(join(packed, "old.dll"), "only in the pilot");
  for (const version of ["1.0.0-pilot.1", "1.0.0", "0.9.0"]) {
    writeFileSync(join(packed, "Guichet.exe"), version);
    makeMsi(wixl, { version, folder: packed, icon, output: join(folder, `${version}.msi`), workFolder: folder });
    rmSync(join(packed, "old.dll"), { force: true });
  }
  windows = createWinePrefix(wine, join(folder, "prefix"));
});
afterAll(() => {
  if (canRun) windows.stop();
  rmSync(folder, { recursive: true, force: true });
});

const msiexec = (what: "/i" | "/x", version: string): number | null => windows.run("msiexec", what, `Z:${join(folder, `${version}.msi`).replaceAll("/", "\\")}`, "/qn").code;
const installed = (): readonly string[] => {
  const program = join(windows.drive, "Program Files", "Guichet");
  return existsSync(program) ? listFiles(program) : [];
};
const program = (): string => readFileSync(join(windows.drive, "Program Files", "Guichet", "Guichet.exe"), "utf8");

test.skipIf(!canRun)(`installs in silence, is replaced by the release of its pilot, refuses to go back, and leaves data when it goes${aloud}`, () => {
  const data = join(windows.drive, "users", "maelle", "AppData", "Local", "Guichet", "profile");
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, "kept"), "a day's work");

  expect(msiexec("/i", "1.0.0-pilot.1")).toBe(0);
  expect(installed()).toEqual(["Guichet.exe", "old.dll", "resources/install-kind"]);
  expect(windows.run("reg", "query", "HKLM\\Software\\Classes\\guichet\\shell\\open\\command", "/ve").said).toContain('"C:\\Program Files\\Guichet\\Guichet.exe" "%1"');

  expect(msiexec("/i", "1.0.0")).toBe(0);
  expect([installed(), program()]).toEqual([["Guichet.exe", "resources/install-kind"], "1.0.0"]);
  const uninstallers = windows.run("reg", "query", "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall").said;
  expect(uninstallers.match(/Uninstall\\\{/g)).toHaveLength(1);

  expect(msiexec("/i", "0.9.0")).toBe(1603 % 256);
  expect(program()).toBe("1.0.0");

  expect(msiexec("/x", "1.0.0")).toBe(0);
  expect(installed()).toEqual([]);
  for (const key of ["HKLM\\Software\\Guichet", "HKLM\\Software\\Classes\\guichet"]) expect([key, windows.run("reg", "query", key).code]).toEqual([key, 1]);
  expect(readFileSync(join(data, "kept"), "utf8")).toBe("a day's work");
});

test.skipIf(!canRun)(`what group policy writes is read back through reg.exe${aloud}`, () => {
  const queryRegistry = (key: string): string | undefined => {
    const { code, said } = windows.run("reg", "query", key, "/reg:64");
    return code === 0 ? said : undefined;
  };
  const look = () => readPolicies("win32", {}, { readFile: () => undefined, queryRegistry });
  expect(look().policies.serverAddress).toBeUndefined();
  const write = (name: string, type: string, data: string): unknown => windows.run("reg", "add", "HKLM\\Software\\Policies\\Guichet", "/v", name, "/t", type, "/d", data, "/f");
  write("ServerAddress", "REG_SZ", "https://guichet.banque.example");
  write("TelemetryOff", "REG_DWORD", "1");
  expect(look()).toMatchObject({ policies: { serverAddress: "https://guichet.banque.example", telemetryOff: true }, faults: [] });
});
