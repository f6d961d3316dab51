import { expect, test } from "vitest";
import { isReleaseFileName } from "./file-name.ts";

test("[RL6] names that are safe everywhere, and no others", () => {
  for (const good of ["guichet-1.4.0-win-x64.exe", "guichet_1.4.0_amd64.deb", "latest-linux.yml", "guichet-1.4.0.AppImage", "sbom.cdx.json"]) expect([good, isReleaseFileName(good)]).toEqual([good, true]);
  const bad = ["../x.exe", "a/b.exe", "a\\b.exe", ".hidden", "x.", "-x", "a..b", "a b.exe", "con", "NUL.exe", "com1.txt", "é.exe", "x%2e.exe", "x?y", "x#y", "x:y", "x\u0000y", "x\ny", "release.json", "Release.json.sig", "", "a", "a".repeat(101), "x\u202egpj.exe", 7];
  for (const name of bad) expect([name, isReleaseFileName(name)]).toEqual([name, false]);
});
