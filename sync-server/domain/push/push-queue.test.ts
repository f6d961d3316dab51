import { expect, test, vi } from "vitest";
import { id, type BankId } from "../../../shared/kernel/ids.ts";
import { ok } from "../../../shared/kernel/result.ts";
import type { ReadPush } from "./open-lines.ts";
import type { PushOutcome } from "./process-pushes.ts";
import { createPushQueue } from "./push-queue.ts";

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [BANK, OTHER] = [id<BankId>(uuid(1)), id<BankId>(uuid(2))];
const change = { seq: 1, sealed: { head: "", body: "", salt: "" }, hash: "", head: undefined, content: { kind: "bad" as const, error: { code: "G2014" as const } }, kept: true };
const push = (replica: number, changes = 1): ReadPush => ({
  caller: { user: "u", name: "n", role: "advisor", bank: undefined, branches: [] },
  request: { protocol: 1, centre: uuid(3), epoch: uuid(4), replica: uuid(replica), first: 1, changes: [], signature: "x" },
  changes: Array.from({ length: changes }, () => change),
});
const done = (have: number): PushOutcome => ok({ have, verdicts: [] });

/** A transaction that ends when the test says so. */
function gate() {
  const groups: (readonly string[])[] = [];
  const release: (() => void)[] = [];
  const process = async (_bank: BankId, pushes: readonly ReadPush[]): Promise<readonly PushOutcome[]> => {
    groups.push(pushes.map((one) => one.request.replica));
    await new Promise<void>((resolve) => release.push(resolve));
    return pushes.map((_, index) => done(index));
  };
  const releaseAll = async (): Promise<void> => {
    for (let i = 0; i < 20; i += 1) {
      for (const open of release.splice(0)) open();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { groups, process, releaseAll };
}

test("an idle bank's push leaves at once; those that come meanwhile share the next transaction, each with its own outcome", async () => {
  const { groups, process, releaseAll } = gate();
  const send = createPushQueue(process, { parallel: 1 });
  const sent = [1, 2, 3, 4].map((replica) => send(BANK, push(replica)));
  expect(groups).toEqual([[uuid(1)]]);
  await releaseAll();
  expect(groups).toEqual([[uuid(1)], [uuid(2), uuid(3), uuid(4)]]);
  expect(await Promise.all(sent)).toEqual([done(0), done(0), done(1), done(2)]);
});

test("two pushes of one replica never share a transaction, and banks do not wait for each other", async () => {
  const { groups, process, releaseAll } = gate();
  const send = createPushQueue(process, { parallel: 1 });
  const sent = [send(BANK, push(1)), send(BANK, push(2)), send(BANK, push(2)), send(BANK, push(3)), send(OTHER, push(4))];
  expect(groups).toEqual([[uuid(1)], [uuid(4)]]);
  await releaseAll();
  await Promise.all(sent);
  expect(groups.slice(2)).toEqual([[uuid(2), uuid(3)], [uuid(2)]]);
});

test("a shared transaction stays within the size of one large push", async () => {
  const { groups, process, releaseAll } = gate();
  const send = createPushQueue(process, { parallel: 1 });
  const sent = [push(1), push(2, 600), push(3, 600), push(4, 1_000)].map((one) => send(BANK, one));
  await releaseAll();
  await Promise.all(sent);
  expect(groups).toEqual([[uuid(1)], [uuid(2)], [uuid(3)], [uuid(4)]]);
});

test("small pushes share the next transaction even where several may run, and a large one at work holds none of them up", async () => {
  const { groups, process, releaseAll } = gate();
  const send = createPushQueue(process, { parallel: 4 });
  const sent = [push(1), push(2), push(3), push(4, 1_000), push(5)].map((one) => send(BANK, one));
  expect(groups).toEqual([[uuid(1)], [uuid(4)]]);
  await releaseAll();
  await Promise.all(sent);
  expect(groups).toEqual([[uuid(1)], [uuid(4)], [uuid(2), uuid(3), uuid(5)]]);

  const other = gate();
  const sendOther = createPushQueue(other.process, { parallel: 4 });
  const both = [sendOther(BANK, push(1, 1_000)), sendOther(BANK, push(2)), sendOther(BANK, push(3, 1_000))];
  expect(other.groups).toEqual([[uuid(1)], [uuid(2)], [uuid(3)]]);
  await other.releaseAll();
  await Promise.all(both);
});

test("under load small pushes gather; after a quiet moment, and among large ones, none waits", async () => {
  vi.useFakeTimers();
  try {
    const groups: number[] = [];
    const send = createPushQueue(async (_bank, pushes) => {
      groups.push(pushes.length);
      return pushes.map(() => done(0));
    }, { parallel: 4, gatherMs: 8, now: () => Date.now() });
    await send(BANK, push(1));
    const waiting = [send(BANK, push(2)), send(BANK, push(3))];
    await vi.advanceTimersByTimeAsync(7);
    expect(groups).toEqual([1]);
    await send(BANK, push(4, 1_000));
    expect(groups).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(groups).toEqual([1, 1, 2]);
    await Promise.all(waiting);
    await vi.advanceTimersByTimeAsync(8);
    await send(BANK, push(5));
    expect(groups).toEqual([1, 1, 2, 1]);
  } finally {
    vi.useRealTimers();
  }
});

test("a small group that is stuck behind somebody's locks holds up its own pushes and no others", async () => {
  vi.useFakeTimers();
  try {
    const { groups, process, releaseAll } = gate();
    const send = createPushQueue(process, { parallel: 3 });
    const sent = [push(1), push(2), push(3)].map((one) => send(BANK, one));
    await vi.advanceTimersByTimeAsync(24);
    expect(groups).toEqual([[uuid(1)]]);
    await vi.advanceTimersByTimeAsync(1);
    expect(groups).toEqual([[uuid(1)], [uuid(2), uuid(3)]]);
    sent.push(send(BANK, push(4)));
    await vi.advanceTimersByTimeAsync(25);
    expect(groups).toEqual([[uuid(1)], [uuid(2), uuid(3)], [uuid(4)]]);
    sent.push(send(BANK, push(5)));
    await vi.advanceTimersByTimeAsync(100);
    expect(groups).toHaveLength(3);
    vi.useRealTimers();
    await releaseAll();
    await Promise.all(sent);
    expect(groups).toEqual([[uuid(1)], [uuid(2), uuid(3)], [uuid(4)], [uuid(5)]]);
  } finally {
    vi.useRealTimers();
  }
});

test("when a shared transaction fails, each push is tried alone: only the one at fault fails", async () => {
  const process = async (_bank: BankId, pushes: readonly ReadPush[]): Promise<readonly PushOutcome[]> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (pushes.some((one) => one.request.replica === uuid(3))) throw new Error("fault");
    return pushes.map(() => done(7));
  };
  const send = createPushQueue(process, { parallel: 1 });
  const settled = await Promise.allSettled([1, 2, 3, 4].map((replica) => send(BANK, push(replica))));
  expect(settled.map((one) => one.status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
});
