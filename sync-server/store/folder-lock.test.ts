import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FolderBusy, lockFolder } from "./folder-lock.ts";

let folder = "";
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "guichet-lock-")); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const lock = (): string => join(folder, "guichet.lock");

test("[ST7] a folder is one holder's at a time, and free again when it lets go", () => {
  const release = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(FolderBusy);
  release();
  lockFolder(folder)();
});

test("[ST7] another living process's lock is respected and named", () => {
  writeFileSync(lock(), `${process.ppid} `);
  expect(() => lockFolder(folder)).toThrow(`Another process (${process.ppid})`);
});

test.each([["of a process that is gone", "999999999 1"], ["that cannot be read", "?"], ["cut short by a crash", ""]])("[ST7] a lock %s is taken over", (_what, text) => {
  writeFileSync(lock(), text);
  const release = lockFolder(folder);
  expect(readFileSync(lock(), "utf8")).toMatch(new RegExp(`^${process.pid} `));
  release();
});

test.runIf(process.platform === "linux")("[ST7] a lock whose number now belongs to a younger process is taken over", () => {
  writeFileSync(lock(), `${process.ppid} 1`);
  lockFolder(folder)();
});
