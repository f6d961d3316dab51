import { existsSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { createOnDiskFolder, isRamDisk } from "./on-disk-folder.ts";

const hasRamDisk = process.platform === "linux" && existsSync("/dev/shm") && isRamDisk("/dev/shm");

test("takes the first place that can be written", () => {
  const folder = createOnDiskFolder("guichet-place-", ["/nowhere/at/all", process.cwd().startsWith("/dev/shm") ? "/var/tmp" : tmpdir(), "/var/tmp"]);
  expect(existsSync(folder)).toBe(true);
  rmdirSync(folder);
});

test.skipIf(!hasRamDisk)("refuses memory: nothing durable can be proven there", () => {
  expect(() => createOnDiskFolder("guichet-place-", ["/dev/shm"])).toThrow(/TMPDIR/);
});
