import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findElectronBinary, requireElectron } from "./electron-binary.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guichet-electron-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(program: string): string {
  const path = join(folder, program);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
  return path;
}

class Skipped extends Error {}
const skip = (_: boolean, why: string) => {
  throw new Skipped(why);
};

test.each([
  ["linux", "electron"],
  ["win32", "electron.exe"],
  ["darwin", "Electron.app/Contents/MacOS/Electron"],
] as const)("finds the program as %s ships it", (platform, program) => {
  const path = put(program);
  expect(findElectronBinary({ ELECTRON_OVERRIDE_DIST_PATH: folder }, platform)).toBe(path);
});

test("a test without the binary is skipped, with what to do", () => {
  expect(() => requireElectron(skip, { ELECTRON_OVERRIDE_DIST_PATH: folder }, "linux")).toThrow(Skipped);
  expect(() => requireElectron(skip, { ELECTRON_OVERRIDE_DIST_PATH: folder }, "linux")).toThrow(/install-electron/);
});

test("where the binary is demanded, its absence is a failure and no skip", () => {
  const demanding = { ELECTRON_OVERRIDE_DIST_PATH: folder, GUICHET_REQUIRE_ELECTRON: "1" };
  expect(() => requireElectron(skip, demanding, "linux")).toThrow(/demands it/);
  expect(() => requireElectron(skip, demanding, "linux")).not.toThrow(Skipped);
});
