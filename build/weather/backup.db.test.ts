import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyForBackup, findBackup, mendFolders, putBack } from "./backup.ts";

let home: string;
const at = (...parts: readonly string[]): string => join(home, ...parts);
const put = (part: string, text: string): void => {
  mkdirSync(at("server", part), { recursive: true });
  writeFileSync(at("server", part, "held"), text);
};
const backUp = (takenAt: number): void => copyForBackup(home, takenAt).keep();
const held = (part: string): string => readFileSync(at("server", part, "held"), "utf8");
beforeEach(() => { home = mkdtempSync(join(tmpdir(), "guichet-backup-")); });
afterEach(() => rmSync(home, { recursive: true, force: true }));

test("[WE9] what is put back is store and documents as they were; keys and sign-ins stay as they are", () => {
  expect(findBackup(home)).toBeUndefined();
  for (const part of ["store", "objects", "identity"]) put(part, "yesterday");
  backUp(1_000);
  for (const part of ["store", "objects", "identity"]) put(part, "today");
  expect(findBackup(home)).toEqual({ takenAt: 1_000 });
  putBack(home);
  expect(["store", "objects", "identity"].map(held)).toEqual(["yesterday", "yesterday", "today"]);
  put("store", "spoilt");
  putBack(home);
  expect(held("store")).toBe("yesterday");
});

test("[WE9] documents that came after a backup without any are gone with what is put back", () => {
  put("store", "yesterday");
  backUp(1_000);
  put("objects", "today");
  putBack(home);
  expect(existsSync(at("server", "objects"))).toBe(false);
});

test("[WE9] a newer backup takes the place of the one before, and half of one is none", () => {
  put("store", "first");
  backUp(1_000);
  put("store", "second");
  backUp(2_000);
  put("store", "damaged, as its server is about to find");
  copyForBackup(home, 3_000).drop();
  put("store", "third");
  mkdirSync(at("backup.new", "store"), { recursive: true });
  putBack(home);
  expect([held("store"), findBackup(home)]).toEqual(["second", { takenAt: 2_000 }]);
});

test("[WE9] an end in the middle of putting back leaves the store that was there, not an empty place", () => {
  put("store", "today");
  renameSync(at("server", "store"), at("server", "store.old"));
  mendFolders(home);
  expect(held("store")).toBe("today");
});
