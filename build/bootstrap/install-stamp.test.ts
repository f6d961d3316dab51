import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdsTheLock, installKey, isForHere, isStamped, stamp } from "./install-stamp.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "guichet-stamp-"));
});
afterEach(() => rmSync(root, { recursive: true }));

type Packages = Readonly<Record<string, object>>;
const someLock: Packages = {
  "": {},
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a", optionalDependencies: { "a-elsewhere": "1.0.0" } },
  "node_modules/a-elsewhere": { version: "1.0.0", integrity: "sha512-e", optional: true, os: ["nowhere"], dependencies: { "only-there": "1" } },
  "node_modules/only-there": { version: "1.0.0", integrity: "sha512-o", optional: true },
};

function writeLock(packages: Packages): void {
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages }));
}

function install(packages: Packages): void {
  for (const path of Object.keys(packages)) {
    mkdirSync(join(root, path), { recursive: true });
    writeFileSync(join(root, path, "package.json"), "{}");
  }
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(join(root, "node_modules/.package-lock.json"), JSON.stringify({ packages }));
}

const installedHere = { "node_modules/a": someLock["node_modules/a"] ?? {} };

test("the stamp holds for this lock on this kind of machine, and for nothing else", () => {
  writeLock(someLock);
  install(installedHere);
  expect(isStamped(root)).toBe(false);
  stamp(root);
  expect(isStamped(root)).toBe(true);
  expect(isStamped(root, installKey(root, "win32", "x64"))).toBe(false);
  writeLock({ ...someLock, "node_modules/b": { version: "1.0.0" } });
  expect(isStamped(root)).toBe(false);
});

test("removing node_modules removes the claim about it", () => {
  writeLock(someLock);
  install(installedHere);
  stamp(root);
  rmSync(join(root, "node_modules"), { recursive: true });
  expect(isStamped(root)).toBe(false);
});

test("what npm installed by hand is recognised, parts for other machines being absent", () => {
  writeLock(someLock);
  install(installedHere);
  expect(holdsTheLock(root)).toBe(true);
});

test.each([
  ["a package is missing", { ...someLock, "node_modules/b": { version: "1.0.0", integrity: "sha512-b" } }, installedHere],
  ["an optional package that belongs here is missing", { ...someLock, "node_modules/a-elsewhere": { version: "1.0.0", integrity: "sha512-e", optional: true } }, installedHere],
  ["a version differs", { ...someLock, "node_modules/a": { version: "1.0.1", integrity: "sha512-a" } }, installedHere],
  ["a fingerprint differs", { ...someLock, "node_modules/a": { version: "1.0.0", integrity: "sha512-z" } }, installedHere],
  ["something is there that the lock does not name", someLock, { ...installedHere, "node_modules/z": { version: "1.0.0" } }],
])("it is not, when %s", (_, locked, installed) => {
  writeLock(locked);
  install(installed);
  expect(holdsTheLock(root)).toBe(false);
});

test("it is not, when npm's list says so but the folder is gone", () => {
  writeLock(someLock);
  install(installedHere);
  rmSync(join(root, "node_modules/a"), { recursive: true });
  expect(holdsTheLock(root)).toBe(false);
});

test("a package is for here when its system, processor and C library all agree", () => {
  expect(isForHere({ os: ["linux"], cpu: ["x64"] }, "linux", "x64", "glibc")).toBe(true);
  expect(isForHere({ os: ["!win32"] }, "linux", "x64", "glibc")).toBe(true);
  expect(isForHere({ os: ["!linux"] }, "linux", "x64", "glibc")).toBe(false);
  expect(isForHere({ os: ["linux"], cpu: ["arm64"] }, "linux", "x64", "glibc")).toBe(false);
  expect(isForHere({ os: ["linux"], libc: "musl" }, "linux", "x64", "glibc")).toBe(false);
  expect(isForHere({ os: ["darwin"], libc: "musl" }, "darwin", "x64", "glibc")).toBe(true);
});
