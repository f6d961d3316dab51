import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { PAGE_BYTES } from "./open-cipher.ts";
import { beginAgain, recoverFromDamage, type Salvage } from "./open-salvage.ts";
import { sql } from "./sql.ts";
import { countNotes, fileSize, fingerprint, mustOpen, newProfile, openProfile, saveNote, snapshot, type TestProfile } from "./testing-profile.ts";

const FRAME = 24 + PAGE_BYTES;

/** Notes 1 to 20 in the main file, 21 to 40 in the WAL. */
async function cutOff(): Promise<TestProfile> {
  const profile = newProfile();
  const first = await mustOpen(profile);
  for (let n = 1; n <= 20; n += 1) saveNote(first, n, "a".repeat(1_000));
  first.close();
  const live = await mustOpen(profile);
  for (let n = 21; n <= 40; n += 1) saveNote(live, n, "b".repeat(1_000));
  return snapshot(profile);
}

function mustRecover({ dir, key }: TestProfile): Salvage {
  const salvage = recoverFromDamage({ dir, key, now: () => Date.now() });
  if (!salvage.ok) throw new Error(JSON.stringify(salvage.error));
  onTestFinished(() => salvage.value.close());
  return salvage.value;
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 4;
  writeFileSync(path, bytes);
}

const readNotes = ({ read }: Salvage): readonly number[] => read.all<{ id: number }>(sql`SELECT id FROM note ORDER BY id`).map((row) => row.id);

test("[LS10] a bad frame spoils its own page only: what stands behind it is read, and the mark says that nothing is missing", async () => {
  const left = await cutOff();
  flip(join(left.dir, "guichet.db-wal"), 32 + FRAME * 4 + 3_000);
  expect(await openProfile(left)).toMatchObject({ ok: false, error: { code: "G1003" } });
  const before = fingerprint(left.dir);
  const salvage = mustRecover(left);
  expect(salvage.found).toEqual(salvage.witnessed);
  expect(readNotes(salvage)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  expect(salvage.faults).toEqual([]);
  salvage.close();
  expect(fingerprint(left.dir)).toEqual(before);
  expect(readdirSync(join(left.dir, "aside"))).toHaveLength(1);
});

test("[LS10] each frame spoilt in turn: nothing wrong is ever read, and what is read is most of it", async () => {
  const left = await cutOff();
  const frames = (fileSize(join(left.dir, "guichet.db-wal")) - 32) / FRAME;
  let whole = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    const hurt = snapshot(left);
    flip(join(hurt.dir, "guichet.db-wal"), 32 + FRAME * frame + 24 + 700);
    const salvage = recoverFromDamage({ ...hurt, now: () => 1_586_937_600_000 });
    if (!salvage.ok) continue;
    try {
      const rows = salvage.value.read.all<{ id: number; text: string }>(sql`SELECT id, text FROM note ORDER BY id`);
      for (const { id, text } of rows) expect(text).toBe((id <= 20 ? "a" : "b").repeat(1_000));
      if (rows.length === 40) whole += 1;
    } catch (error) {
      expect(error).toMatchObject({ coded: { code: "G1003" } });
    } finally {
      salvage.value.close();
    }
  }
  expect(whole / frames).toBeGreaterThan(0.8);
});

test("[LS10] a spoilt WAL header, and a deleted WAL: what is left is read, and the two marks tell what is missing", async () => {
  const header = await cutOff();
  flip(join(header.dir, "guichet.db-wal"), 17);
  expect(readNotes(mustRecover(header))).toHaveLength(40);
  const deleted = await cutOff();
  rmSync(join(deleted.dir, "guichet.db-wal"));
  const salvage = mustRecover(deleted);
  expect(readNotes(salvage)).toHaveLength(20);
  expect([salvage.found?.line.seq, salvage.witnessed?.line.seq]).toEqual([20, 40]);
});

test("[LS10] a truncated main file and a flipped page: other tables go on, the spoilt one says so", async () => {
  const profile = newProfile();
  const db = await mustOpen(profile);
  for (let n = 1; n <= 60; n += 1) saveNote(db, n, "c".repeat(1_000));
  db.close();
  truncateSync(join(profile.dir, "guichet.db"), fileSize(join(profile.dir, "guichet.db")) - 2 * PAGE_BYTES);
  const salvage = mustRecover(profile);
  expect(salvage.found?.counter).toBe(61);
  expect(salvage.faults.length).toBeGreaterThan(0);
  expect(salvage.read.get(sql`SELECT text FROM note WHERE id = 1`)).toEqual({ text: "c".repeat(1_000) });
  expect(() => readNotes(salvage)).toThrow("G1003");
});

test("[LS10] a clear header that was flipped is put back in the copy", async () => {
  const left = await cutOff();
  for (const at of [16, 18, 19, 20]) flip(join(left.dir, "guichet.db"), at);
  expect(await openProfile(left)).toMatchObject({ ok: false, error: { params: { reason: "database-changed" } } });
  expect(readNotes(mustRecover(left))).toHaveLength(40);
});

test("[LS10] afterwards a new database begins, and the damaged one stays aside", async () => {
  const left = await cutOff();
  rmSync(join(left.dir, "guichet.db-wal"));
  const before = fingerprint(left.dir);
  const salvage = mustRecover(left);
  salvage.beginAgain();
  expect(fingerprint(left.dir)).toEqual({});
  expect(fingerprint(join(left.dir, salvage.aside))).toEqual(before);
  const db = await mustOpen(left);
  expect(countNotes(db)).toBe(0);
  saveNote(db, 1);
});

test("[LS10] where nothing can be read it is said, and one may still begin again", async () => {
  const left = await cutOff();
  rmSync(join(left.dir, "guichet.db"));
  rmSync(join(left.dir, "guichet.db-wal"));
  expect(recoverFromDamage({ ...left, now: () => 0 })).toMatchObject({ ok: false, error: { code: "G1003", params: { reason: "unreadable" } } });
  expect(beginAgain({ dir: left.dir, now: () => 0 }).ok).toBe(true);
  expect(countNotes(await mustOpen(left))).toBe(0);
});

test("[LS11] a folder that is open is not salvaged", async () => {
  const profile = newProfile();
  const db = await mustOpen(profile);
  expect(recoverFromDamage({ ...profile, now: () => 0 })).toEqual({ ok: false, error: { code: "G1004" } });
  saveNote(db, 1);
});

test("[LS9] a page that fails while running stops all writing, and the next opening", async () => {
  const profile = newProfile();
  const first = await mustOpen(profile);
  for (let n = 1; n <= 60; n += 1) saveNote(first, n, "c".repeat(1_000));
  first.close();
  const db = await mustOpen(profile);
  saveNote(db, 61);
  // Behind the back of the open connection, which has read few of its pages yet.
  const bytes = fileSize(join(profile.dir, "guichet.db"));
  const hurt = readFileSync(join(profile.dir, "guichet.db"));
  for (let page = 2; page < bytes / PAGE_BYTES; page += 1) hurt[page * PAGE_BYTES + 500] = (hurt[page * PAGE_BYTES + 500] ?? 0) ^ 1;
  writeFileSync(join(profile.dir, "guichet.db"), hurt);
  expect(() => db.read.all(sql`SELECT text FROM note`)).toThrow("G1003");
  expect(() => saveNote(db, 62)).toThrow("G1003");
  expect(existsSync(join(profile.dir, "guichet.damaged"))).toBe(true);
  db.close();
  expect(await openProfile(profile)).toMatchObject({ ok: false, error: { code: "G1003", params: { reason: "pages-damaged" } } });
});
