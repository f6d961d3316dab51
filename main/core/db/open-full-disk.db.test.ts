import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, type TestContext } from "vitest";
import type { LocalDb } from "./connection.ts";
import { countNotes, mustOpen, newProfile, openProfile, saveNote, snapshot, tempFolder } from "./testing-profile.ts";

/** A disk of `mebibytes`, where this system lets us mount one. */
function smallDisk(context: TestContext, mebibytes: number): string {
  const dir = tempFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", dir], { stdio: "ignore" });
  } catch {
    context.skip("no right to mount a small disk here; the same rule is also proven by SQLite's own limit");
  }
  onTestFinished(() => void execFileSync("umount", ["-l", dir], { stdio: "ignore" }));
  return dir;
}

function fillToTheLastByte(path: string): void {
  for (const chunk of [65_536, 4_096, 64]) {
    try {
      for (;;) writeFileSync(path, new Uint8Array(chunk), { flag: "a" });
    } catch (error) {
      expect(error).toMatchObject({ code: "ENOSPC" });
    }
  }
}

/** Saves until the disk says no; answers how many were acknowledged. */
function saveUntilFull(db: LocalDb, from: number, length: number): number {
  for (let n = from; ; n += 1) {
    try {
      saveNote(db, n, "f".repeat(length));
    } catch (error) {
      expect(error).toMatchObject({ coded: { code: "G1005" } });
      return n - 1;
    }
  }
}

test("[LS12] past SQLite's own limit of pages a save is G1005, the database is as before, and saving goes on with room", async () => {
  const profile = newProfile();
  const db = await mustOpen(profile);
  const limit = (pages: number) => db.transaction((tx) => tx.get({ text: `PRAGMA max_page_count = ${pages}`, values: [] }));
  limit(30);
  const saved = saveUntilFull(db, 1, 20_000);
  expect(saved).toBeGreaterThan(5);
  expect(countNotes(db)).toBe(saved);
  expect(db.lastCommit().line.seq).toBe(saved);
  limit(1_000);
  saveNote(db, saved + 1);
  db.close();
  expect(countNotes(await mustOpen(profile))).toBe(saved + 1);
});

test("[LS12] on a real full disk nothing acknowledged is lost, killed or closed, and work goes on when there is room", async (context) => {
  const disk = smallDisk(context, 6);
  const profile = { dir: join(disk, "profile"), key: newProfile().key };
  const db = await mustOpen(profile);
  saveNote(db, 1);
  writeFileSync(join(disk, "filler"), new Uint8Array(1_500_000));
  const saved = saveUntilFull(db, 2, 50_000);
  const fewer = saveUntilFull(db, saved + 1, 10);
  expect(countNotes(db)).toBe(fewer);
  expect(countNotes(await mustOpen(snapshot(profile)))).toBe(fewer);
  rmSync(join(disk, "filler"));
  saveNote(db, fewer + 1, "f".repeat(50_000));
  const again = saveUntilFull(db, fewer + 2, 50_000);
  fillToTheLastByte(join(disk, "last"));
  const last = saveUntilFull(db, again + 1, 10);
  // Not even room for the next witness: closing must then write over the old one, for SQLite still settles its WAL.
  rmSync(join(profile.dir, "guichet.witness.next"), { force: true });
  fillToTheLastByte(join(disk, "last"));
  db.close();
  const left = snapshot(profile);
  expect(countNotes(await mustOpen(left))).toBe(last);
});

test("[LS12] where there is no room to begin, G1005 and nothing half-made", async (context) => {
  const disk = smallDisk(context, 1);
  const profile = { dir: join(disk, "profile"), key: newProfile().key };
  writeFileSync(join(disk, "filler"), new Uint8Array(1_048_576 - 3 * 4_096));
  expect(await openProfile(profile)).toMatchObject({ ok: false, error: { code: "G1005" } });
  rmSync(join(disk, "filler"));
  expect(countNotes(await mustOpen(profile))).toBe(0);
});
