import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = readFileSync(new URL("../../electron-builder.yml", import.meta.url), "utf8");
const packageFile: { readonly dependencies: Readonly<Record<string, string>>; readonly devDependencies: Readonly<Record<string, string>> } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

test("the installer packs the Electron that the tests use", () => {
  expect(/^electronVersion: (.+)$/m.exec(text)?.[1]).toBe(packageFile.devDependencies["electron"]);
});

test("only native packages are dependencies: everything else is bundled, and does not travel twice", () => {
  expect(Object.keys(packageFile.dependencies)).toEqual(["better-sqlite3"]);
});

test("no channel is named (it would send betas to everybody), no hand-picked unpacking, no rebuild", () => {
  expect(text).not.toMatch(/^\s*channel:/m);
  expect(text).toMatch(/^asar:\n {2}smartUnpack: false$/m);
  expect(text).toMatch(/^npmRebuild: false$/m);
});
