import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { LocalDb } from "./connection.ts";
import { openCipher, PAGE_BYTES } from "./open-cipher.ts";
import { sql } from "./sql.ts";
import { countNotes, fileSize, fingerprint, mustOpen, newProfile, openProfile, saveNote, snapshot, type TestProfile } from "./testing-profile.ts";

const DB = "guichet.db";
const WAL = "guichet.db-wal";
const WITNESS = "guichet.witness";
const FRAME = 24 + PAGE_BYTES;

/** A workstation cut off after notes 1 to 20 were settled in the main file and 21 to 40 stand in the WAL. */
async function cutOff(): Promise<{ readonly left: TestProfile; readonly live: LocalDb; readonly profile: TestProfile }> {
  const profile = newProfile();
  const first = await mustOpen(profile);
  for (let n = 1; n <= 20; n += 1) saveNote(first, n, "a".repeat(1_000));
  first.close();
  const live = await mustOpen(profile);
  for (let n = 21; n <= 40; n += 1) saveNote(live, n, "b".repeat(1_000));
  return { left: snapshot(profile), live, profile };
}

/** Opening must answer G1003 with at least these facts, write to none of the files, and keep a copy of each. */
async function expectNoticed(profile: TestProfile, facts: Readonly<Record<string, unknown>>, why: string): Promise<void> {
  const before = fingerprint(profile.dir);
  const opened = await openProfile(profile);
  if (opened.ok) opened.value.close();
  expect(opened, why).toMatchObject({ ok: false, error: { code: "G1003", params: facts } });
  expect(fingerprint(profile.dir), why).toEqual(before);
  const aside = opened.ok ? "" : String(opened.error.params?.["aside"]);
  expect(fingerprint(join(profile.dir, aside)), why).toEqual(before);
}

function flipBit(path: string, at: number, bit = 0): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  writeFileSync(path, bytes);
}

test("[LS8] a workstation cut off with nothing damaged opens with everything", async () => {
  const { left } = await cutOff();
  expect(countNotes(await mustOpen(left))).toBe(40);
});

test("[LS5] why there is a witness: of a flipped bit SQLite itself says nothing, and fewer rows are there", async () => {
  const { left } = await cutOff();
  flipBit(join(left.dir, WAL), 32 + FRAME * 12 + 5_000);
  const db = openCipher(join(left.dir, DB), left.key, "write");
  onTestFinished(() => void db.close());
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  const row = db.prepare<[], { n: number }>("SELECT count(*) AS n FROM note").get();
  expect(row?.n).toBeGreaterThan(20);
  expect(row?.n).toBeLessThan(40);
});

describe("[LS6] a flipped bit in the WAL", () => {
  const frameFields = { "page number": 3, "size at commit": 7, "first salt": 9, "second salt": 15, "first checksum": 17, "second checksum": 22, "page start": 30, "page middle": 24 + 8_000, "page tag": FRAME - 40, "page nonce": FRAME - 3 };
  for (const [field, offset] of Object.entries(frameFields)) {
    test(`${field}, first, middle and last frame`, async () => {
      const { left } = await cutOff();
      const frames = (fileSize(join(left.dir, WAL)) - 32) / FRAME;
      expect(Number.isInteger(frames)).toBe(true);
      for (const frame of [0, Math.floor(frames / 2), frames - 1]) {
        const hurt = snapshot(left);
        flipBit(join(hurt.dir, WAL), 32 + frame * FRAME + offset, frame % 8);
        await expectNoticed(hurt, { reason: "behind-witness" }, `${field} of frame ${frame}`);
      }
    });
  }
  test("each byte of its header", async () => {
    const { left } = await cutOff();
    for (let at = 0; at < 32; at += 1) {
      if (at >= 4 && at < 8) continue;
      const hurt = snapshot(left);
      flipBit(join(hurt.dir, WAL), at, at % 8);
      await expectNoticed(hurt, { reason: "behind-witness", missingCommits: 20, missingChanges: "21–40" }, `byte ${at}`);
    }
  });
  test("every frame of it, one after the other, with what is missing named", async () => {
    const { left } = await cutOff();
    const frames = (fileSize(join(left.dir, WAL)) - 32) / FRAME;
    let last = 41;
    for (let frame = frames - 1; frame >= 0; frame -= 1) {
      const hurt = snapshot(left);
      flipBit(join(hurt.dir, WAL), 32 + frame * FRAME + 24 + ((frame * 997) % PAGE_BYTES), frame % 8);
      const opened = await openProfile(hurt);
      const params = opened.ok ? {} : opened.error.params;
      const missing = Number(params?.["missingCommits"]);
      expect(missing, `frame ${frame}`).toBeGreaterThan(0);
      expect(41 - missing).toBeLessThanOrEqual(last);
      expect(params?.["missingChanges"]).toBe(missing === 1 ? "40" : `${41 - missing}–40`);
      last = 41 - missing;
    }
    expect(last).toBe(21);
  });
});

describe("[LS6] a WAL that is not what it was", () => {
  test("deleted", async () => {
    const { left } = await cutOff();
    rmSync(join(left.dir, WAL));
    await expectNoticed(left, { reason: "behind-witness", wal: "absent", missingCommits: 20, missingChanges: "21–40" }, "deleted");
  });
  test("cut to nothing, in its header, at a frame's end, within a frame", async () => {
    const { left } = await cutOff();
    const bytes = fileSize(join(left.dir, WAL));
    for (const length of [0, 20, 32, 32 + FRAME * 9, 32 + FRAME * 9 + 100, bytes - FRAME, bytes - 1]) {
      const hurt = snapshot(left);
      truncateSync(join(hurt.dir, WAL), length);
      await expectNoticed(hurt, { reason: "behind-witness" }, `cut to ${length} of ${bytes}`);
    }
  });
  test("put back as it was ten commits ago", async () => {
    const { live, profile } = await cutOff();
    const old = snapshot(profile);
    for (let n = 41; n <= 50; n += 1) saveNote(live, n);
    const left = snapshot(profile);
    copyFileSync(join(old.dir, WAL), join(left.dir, WAL));
    await expectNoticed(left, { reason: "behind-witness", missingCommits: 10, missingChanges: "41–50" }, "rolled back");
  });
  test("put back from before it was last settled into the main file", async () => {
    const { live, profile } = await cutOff();
    const old = snapshot(profile);
    live.close();
    const later = await mustOpen(profile);
    saveNote(later, 41);
    const left = snapshot(profile);
    copyFileSync(join(old.dir, WAL), join(left.dir, WAL));
    await expectNoticed(left, { reason: "behind-witness", missingCommits: 1, missingChanges: "41" }, "older generation");
  });
});

describe("[LS6] a main file that is not what it was", () => {
  test("put back with its WAL as both were ten commits ago", async () => {
    const { live, profile } = await cutOff();
    const old = snapshot(profile);
    for (let n = 41; n <= 50; n += 1) saveNote(live, n);
    const left = snapshot(profile);
    for (const name of [DB, WAL]) copyFileSync(join(old.dir, name), join(left.dir, name));
    await expectNoticed(left, { reason: "behind-witness", missingChanges: "41–50" }, "rolled back together");
  });
  test("put back alone, under a WAL that is current", async () => {
    const { live, profile } = await cutOff();
    live.close();
    const old = snapshot(profile);
    const next = await mustOpen(profile);
    next.transaction((tx) => void tx.run(sql`UPDATE note SET text = 'e' WHERE id = 7`));
    next.close();
    const later = await mustOpen(profile);
    saveNote(later, 41);
    const left = snapshot(profile);
    expect(fileSize(join(old.dir, DB))).toBe(fileSize(join(left.dir, DB)));
    copyFileSync(join(old.dir, DB), join(left.dir, DB));
    await expectNoticed(left, { reason: "database-changed" }, "rolled back alone");
  });
  test("truncated, at a page's end, within a page, to nothing", async () => {
    const { left } = await cutOff();
    const bytes = fileSize(join(left.dir, DB));
    for (const length of [bytes - PAGE_BYTES, bytes - 1, PAGE_BYTES, 100, 0]) {
      const hurt = snapshot(left);
      truncateSync(join(hurt.dir, DB), length);
      await expectNoticed(hurt, { reason: "database-truncated" }, `cut to ${length} of ${bytes}`);
    }
  });
  test("deleted", async () => {
    const { left } = await cutOff();
    rmSync(join(left.dir, DB));
    await expectNoticed(left, { reason: "database-missing", counted: "no" }, "deleted");
  });
  test("each byte of its clear header and salt flipped", async () => {
    const { left } = await cutOff();
    for (let at = 0; at < 24; at += 1) {
      const hurt = snapshot(left);
      flipBit(join(hurt.dir, DB), at, at % 8);
      await expectNoticed(hurt, { reason: "database-changed" }, `byte ${at}`);
    }
  });
  test("a bit flipped in each page: its start, its middle, its tag and its nonce", async () => {
    const profile = newProfile();
    const db = await mustOpen(profile);
    for (let n = 1; n <= 60; n += 1) saveNote(db, n, "c".repeat(1_000));
    db.close();
    const pages = fileSize(join(profile.dir, DB)) / PAGE_BYTES;
    expect(pages).toBeGreaterThan(5);
    for (let page = 0; page < pages; page += 1) {
      for (const offset of [40, 8_000, PAGE_BYTES - 50, PAGE_BYTES - 10]) {
        const hurt = snapshot(profile);
        flipBit(join(hurt.dir, DB), page * PAGE_BYTES + offset, page % 8);
        const reason = expect.stringMatching(/^(pages-damaged|database-changed)$/);
        await expectNoticed(hurt, { reason }, `page ${page + 1}, byte ${offset}`);
      }
    }
  });
  test("another profile's database in its place", async () => {
    const { left } = await cutOff();
    const { left: other } = await cutOff();
    copyFileSync(join(other.dir, DB), join(left.dir, DB));
    await expectNoticed(left, { reason: "database-changed" }, "exchanged");
  });
});

describe("[LS6] a witness that is not what it was", () => {
  test("deleted", async () => {
    const { left } = await cutOff();
    rmSync(join(left.dir, WITNESS));
    await expectNoticed(left, { reason: "witness-missing", missingCommits: 0 }, "deleted");
  });
  test("flipped, cut, emptied", async () => {
    const { left } = await cutOff();
    for (const hurtIt of [(path: string) => flipBit(path, 20), (path: string) => truncateSync(path, 50), (path: string) => truncateSync(path, 0)]) {
      const hurt = snapshot(left);
      hurtIt(join(hurt.dir, WITNESS));
      await expectNoticed(hurt, { reason: "witness-damaged" }, "hurt");
    }
  });
});

test("[LS7] the same damage met twice is copied aside once", async () => {
  const { left } = await cutOff();
  rmSync(join(left.dir, WAL));
  await expectNoticed(left, { reason: "behind-witness" }, "first");
  await expectNoticed(left, { reason: "behind-witness" }, "second");
  expect(readdirSync(join(left.dir, "aside"))).toHaveLength(1);
});

describe("[LS8] no false alarm", () => {
  test("killed between a commit and its witness: the database is ahead by one, and opens", async () => {
    const { live, profile } = await cutOff();
    const before = readFileSync(join(profile.dir, WITNESS));
    saveNote(live, 41);
    const left = snapshot(profile);
    writeFileSync(join(left.dir, WITNESS), before);
    writeFileSync(join(left.dir, `${WITNESS}.next`), readFileSync(join(profile.dir, WITNESS)));
    expect(countNotes(await mustOpen(left))).toBe(41);
    expect(existsSync(join(left.dir, `${WITNESS}.next`))).toBe(false);
  });
  test("killed while writing frames of a commit that nobody was told of", async () => {
    const { live, profile } = await cutOff();
    const before = snapshot(profile);
    saveNote(live, 41, "d".repeat(100_000));
    const walAfter = readFileSync(join(profile.dir, WAL));
    const start = fileSize(join(before.dir, WAL));
    for (const length of [start + 10, start + FRAME, start + FRAME + 5_000, start + 3 * FRAME]) {
      const left = snapshot(before);
      writeFileSync(join(left.dir, WAL), walAfter.subarray(0, length));
      expect(countNotes(await mustOpen(left)), `${length}`).toBe(40);
    }
  });
  test("a power cut that kept the end of an unacknowledged commit and lost its beginning", async () => {
    const { live, profile } = await cutOff();
    const before = snapshot(profile);
    saveNote(live, 41, "d".repeat(100_000));
    const walAfter = readFileSync(join(profile.dir, WAL));
    walAfter.fill(0, fileSize(join(before.dir, WAL)), fileSize(join(before.dir, WAL)) + FRAME);
    writeFileSync(join(before.dir, WAL), walAfter);
    expect(countNotes(await mustOpen(before))).toBe(40);
  });
});

test("[LS6] two commits behind a bad frame are one more than a cut can leave, even where the witness knows of neither", async () => {
  const { live, profile } = await cutOff();
  const left = snapshot(profile);
  const start = fileSize(join(left.dir, WAL));
  saveNote(live, 41);
  saveNote(live, 42);
  copyFileSync(join(profile.dir, WAL), join(left.dir, WAL));
  flipBit(join(left.dir, WAL), start + 1_000);
  await expectNoticed(left, { reason: "wal-damaged", wal: "bad-frame", missingCommits: 0 }, "unwitnessed");
});

test("what the witness cannot tell: a folder put back whole agrees with itself (the centre notices it)", async () => {
  const { live, profile } = await cutOff();
  const old = snapshot(profile);
  for (let n = 41; n <= 50; n += 1) saveNote(live, n);
  expect(countNotes(await mustOpen(old))).toBe(40);
});
