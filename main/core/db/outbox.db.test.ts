import { expect, test } from "vitest";
import { id, type ChangeId, type FileId } from "../../../shared/kernel/ids.ts";
import type { FirstVerdict } from "../../../shared/sync/protocol.ts";
import type { LocalDb, Query } from "./connection.ts";
import { migrations } from "./migrations/all.ts";
import { countUnanswered, findUnmended, insertSealed, listLineOfFile, listToSend, listWaiting, purgeAnswered, recordVerdict, resolveRefusals } from "./outbox.ts";
import { hasOwnWork, hasPendingWork } from "./own-work.ts";
import { mustOpen, newProfile } from "./testing-profile.ts";

const uuid = (n: number): string => `01800000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const file = (n: number): FileId => id<FileId>(uuid(1_000 + n));
const change = (n: number): ChangeId => id<ChangeId>(uuid(n));
const open = async (): Promise<LocalDb> => await mustOpen(newProfile(), migrations);

function seal(db: LocalDb, seq: number, of: FileId, mends?: ChangeId): void {
  const head = {
    v: 1, bank: uuid(1), branch: uuid(2), file: of, change: change(seq), replica: uuid(3), seq, prev: "0".repeat(64), kind: "edited", kindVersion: 1, base: 0, author: "anne", madeAt: 100 + seq,
    rules: "r", reference: "r", bodyHash: "0".repeat(64),
  } as const;
  db.transaction((write) => insertSealed(write, { sealed: { head: JSON.stringify(head), body: "{}", salt: "0".repeat(32) }, head, line: { seq, hash: `${seq}`.padStart(64, "0") } }, mends));
}
const accepted: FirstVerdict = { kind: "accepted", version: 3, n: 1, conflicts: [] };
const refused: FirstVerdict = { kind: "refused", code: "G2002", fields: [], params: {} };

test("[SY10] a verdict is kept once: a repeat changes nothing", async () => {
  const db = await open();
  seal(db, 1, file(1));
  expect(db.transaction((write) => recordVerdict(write, 1, accepted, 50) ?? null)).toBe(file(1));
  expect(db.transaction((write) => recordVerdict(write, 1, refused, 60) ?? null)).toBe(null);
  expect(listLineOfFile(db.read, file(1), 0)).toMatchObject([{ outcome: "accepted", version: 3, answeredAt: 50 }]);
  expect(listLineOfFile(db.read, file(1), 3)).toEqual([]);
});

test("[SY20] the refusal to mend is the last one that no later change mends", async () => {
  const db = await open();
  seal(db, 1, file(1));
  seal(db, 2, file(1));
  seal(db, 3, file(2));
  expect(findUnmended(db.read, file(1))).toBeUndefined();
  db.transaction((write) => {
    recordVerdict(write, 1, refused, 10);
    recordVerdict(write, 2, { kind: "skipped", cause: change(1) }, 10);
  });
  expect(findUnmended(db.read, file(1))).toBe(change(1));
  expect(findUnmended(db.read, file(2))).toBeUndefined();
  seal(db, 4, file(1), change(1));
  expect(findUnmended(db.read, file(1))).toBeUndefined();
  db.transaction((write) => recordVerdict(write, 4, refused, 20) ?? null);
  expect(findUnmended(db.read, file(1))).toBe(change(4));
});

test("what waits is what a refusal left, then what is not answered; an amendment is neither", async () => {
  const db = await open();
  for (const seq of [1, 2, 3, 4]) seal(db, seq, file(seq));
  db.transaction((write) => {
    recordVerdict(write, 1, accepted, 10);
    recordVerdict(write, 2, { ...refused, code: "G2006" }, 10);
    recordVerdict(write, 3, refused, 10);
  });
  expect(listWaiting(db.read, 10).map((row) => row.seq)).toEqual([3, 4]);
  expect(countUnanswered(db.read)).toEqual({ changes: 1, oldestAt: 104 });
  expect([1, 2, 3, 4].map((n) => hasPendingWork(db.read, file(n)))).toEqual([false, false, false, true]);
  expect([1, 9].map((n) => hasOwnWork(db.read, file(n)))).toEqual([true, false]);
  db.transaction((write) => resolveRefusals(write, file(3), 20));
  expect(listWaiting(db.read, 10).map((row) => row.seq)).toEqual([4]);
});

test("what is sent is the exact texts, in order, from where it is asked", async () => {
  const db = await open();
  for (const seq of [1, 2, 3]) seal(db, seq, file(1));
  expect(listToSend(db.read, 2, 5).map((row) => row.seq)).toEqual([2, 3]);
  expect(listToSend(db.read, 1, 1)).toMatchObject([{ seq: 1, body: "{}", salt: "0".repeat(32), hash: "1".padStart(64, "0") }]);
});

test("[WS13] after ninety days what was accepted goes; refusals and what waits stay", async () => {
  const db = await open();
  for (const seq of [1, 2, 3, 4]) seal(db, seq, file(seq));
  db.transaction((write) => {
    recordVerdict(write, 1, accepted, 10);
    recordVerdict(write, 2, refused, 10);
    recordVerdict(write, 3, accepted, 30);
  });
  expect(db.transaction((write) => purgeAnswered(write, 20))).toBe(1);
  expect(listToSend(db.read, 1, 10).map((row) => row.seq)).toEqual([2, 3, 4]);
});

test("the questions of every exchange use an index", async () => {
  const db = await open();
  const plan = (query: Query): string => db.read.all<{ detail: string }>({ text: `EXPLAIN QUERY PLAN ${query.text}`, values: query.values }).map((step) => step.detail).join(" | ");
  const asked: Query[] = [];
  const spy = { all: (query: Query) => (asked.push(query), []), get: (query: Query) => void asked.push(query) };
  listLineOfFile(spy, file(1), 0);
  listToSend(spy, 1, 10);
  findUnmended(spy, file(1));
  countUnanswered(spy);
  listWaiting(spy, 10);
  hasOwnWork(spy, file(1));
  hasPendingWork(spy, file(1));
  expect(asked.length).toBe(8);
  for (const query of asked) {
    for (const step of plan(query).split(" | ")) expect(step).not.toMatch(/^SCAN (?!CONSTANT ROW|outbox USING INDEX outbox_(?:waiting|to_mend))/);
  }
});
