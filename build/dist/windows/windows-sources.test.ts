import { expect, test } from "vitest";
import { identifierOf, numericVersion, productCode, UPGRADE_CODE } from "./identity.ts";
import { nsisScript } from "./nsis-script.ts";
import { wxs } from "./wxs.ts";

const files = ["Guichet.exe", "a & b.txt", "resources/app.asar", "resources/app.asar.unpacked/x/y.node", "resources/install-kind"];
const msi = (version: string): string => wxs({ version, folder: "packed", files, icon: "guichet.ico" });
const nsis = nsisScript({ version: "1.2.3", folder: "/packed", files, icon: "/i.ico", output: "/o.exe", signUninstaller: '"node" "sign.ts" "%1"' });

test("the upgrade code never changes; a product code follows from its version alone", () => {
  expect(UPGRADE_CODE).toBe("792191D8-692A-4F3A-A549-947202D71CB4");
  expect(productCode("1.2.3")).toBe(productCode("1.2.3"));
  expect(new Set(["1.2.3", "1.2.4", "1.2.3-pilot.1"].map(productCode)).size).toBe(3);
  expect(identifierOf("x")).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
});

test("a version is three numbers to MSI; what it can't hold is refused", () => {
  expect([numericVersion("1.2.3"), numericVersion("1.2.3-pilot.4")]).toEqual(["1.2.3", "1.2.3"]);
  for (const version of ["1.2", "256.0.0", "1.0.65536", "1.2.3+x", "v1.2.3", ""]) expect(() => numericVersion(version)).toThrow("no version");
});

test("every older version, and a pilot of the same numbers, is replaced; a newer one is kept", () => {
  expect(msi("1.2.9")).toContain('Minimum="0.0.0" IncludeMinimum="yes" Maximum="1.2.10" IncludeMaximum="no"');
  expect(msi("1.2.9")).toContain('<Condition Message="Une version plus récente');
  expect(msi("1.2.9")).toContain('<RemoveExistingProducts After="InstallInitialize" />');
});

test("per machine, each file a component of its own with a lasting identifier, names escaped", () => {
  const text = msi("1.2.3");
  expect(text).toContain('InstallScope="perMachine"');
  expect(text.match(/<File /g)).toHaveLength(files.length);
  expect(text.match(/<ComponentRef /g)).toHaveLength(files.length + 2);
  expect(text).toContain('Name="a &amp; b.txt" Source="packed/a &amp; b.txt"');
  const guids = (source: string) => [...source.matchAll(/Component Id="\w+" Guid="([^"]+)"/g)].map(([, guid]) => guid);
  expect(guids(msi("1.2.3"))).toEqual(guids(msi("9.9.9")));
  expect(new Set(guids(text)).size).toBe(files.length + 2);
});

test("neither installer names a folder of data, nor deletes more than it brought", () => {
  for (const text of [msi("1.2.3"), nsis]) {
    expect(text).not.toMatch(/AppDataFolder|APPDATA\\Guichet|LOCALAPPDATA\\Guichet|RemoveFolderEx|RMDir \/r/i);
  }
  const deleted = [...nsis.matchAll(/^ {2}Delete "([^"]+)"$/gm)].map(([, path]) => path);
  expect(deleted).toEqual([...files.map((path) => `$INSTDIR\\${path.replaceAll("/", "\\")}`), "$SMPROGRAMS\\Guichet.lnk", "$INSTDIR\\Uninstall Guichet.exe"]);
});

test("the per-user installer asks no rights, speaks both languages, yields to IT, waits for an open Guichet, and signs its uninstaller", () => {
  for (const part of ["RequestExecutionLevel user", 'MUI_LANGUAGE "French"', 'MUI_LANGUAGE "English"', "$LOCALAPPDATA\\Programs\\Guichet", '"ForbidPerUserInstall"', 'HKLM "Software\\Guichet" "InstallKind"', "--force-run", "!uninstfinalize '\"node\" \"sign.ts\" \"%1\"' = 0", 'HKCU "Software\\Classes\\guichet" "URL Protocol"']) expect(nsis).toContain(part);
  expect(nsis).not.toMatch(/WriteReg\w+ HKLM/);
  const said = (language: string) => [...nsis.matchAll(new RegExp(`^LangString (\\w+) \\$\\{LANG_${language}\\}`, "gm"))].map(([, name]) => name).toSorted();
  expect(said("FRENCH")).toEqual(said("ENGLISH"));
});
