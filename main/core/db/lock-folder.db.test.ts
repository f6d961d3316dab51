import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockFolder } from "./lock-folder.ts";
import { countNotes, mustOpen, newProfile, openProfile, saveNote, tempFolder } from "./testing-profile.ts";

test("[LS11] a folder is held once, and again after it was released", () => {
  const dir = tempFolder();
  const first = lockFolder(dir);
  expect(first.ok).toBe(true);
  expect(lockFolder(dir)).toEqual({ ok: false, error: { code: "G1004" } });
  if (first.ok) first.value.release();
  const again = lockFolder(dir);
  expect(again.ok).toBe(true);
  if (again.ok) again.value.release();
});

test("[LS11] the second opening in one process is refused, and the first goes on", async () => {
  const profile = newProfile();
  const db = await mustOpen(profile);
  expect(await openProfile(profile)).toEqual({ ok: false, error: { code: "G1004" } });
  saveNote(db, 1);
  db.close();
  expect(countNotes(await mustOpen(profile))).toBe(1);
});

test("[LS13] a lock file that is something else is told, not overwritten", () => {
  const dir = tempFolder();
  writeFileSync(join(dir, "guichet.lock"), "not ours ".repeat(200));
  expect(lockFolder(dir)).toMatchObject({ ok: false, error: { code: "G1007" } });
});
