import { hash } from "node:crypto";
import { liveMovements } from "../../sync-server/testing/memory/memory-push.ts";
import { keyOf } from "../../sync-server/testing/memory/memory-tables.ts";
import type { Effects, FileWrite, PushTransaction } from "../../sync-server/store/store.ts";
import type { Seams, World } from "./world.ts";

/** A store whose push transactions are `changed`. */
const withPush = (change: (tx: PushTransaction, world: World) => PushTransaction): Pick<Seams, "wrapStore"> => ({
  wrapStore: (store, world) => ({ ...store, push: (scope, work) => store.push(scope, async (tx) => await work(change(tx, world))) }),
});
const withState = (file: FileWrite, change: (state: Record<string, unknown>) => Record<string, unknown>): FileWrite => {
  const state = JSON.stringify(change(JSON.parse(file.state) as Record<string, unknown>)); // written by the centre a moment ago
  return { ...file, state, hash: hash("sha256", state, "hex") };
};
const onEachFile = (effects: Effects, change: (file: FileWrite) => FileWrite): Effects => ({ ...effects, created: effects.created.map(change), updated: effects.updated.map(change) });

/** Numbers are taken from a sequence before the commit: one that is slow to commit is passed over by whoever follows the numbers. */
export const sequenceForCounter: Seams = {
  wrapStore: (store) => {
    let slow: { readonly branch: string; readonly n: number } | undefined;
    let pushes = 0;
    return {
      ...store,
      push: async (scope, work) => await store.push(scope, async (tx) => await work({
        ...tx,
        writeFeed: async (feed) => {
          const before = await tx.writeFeed(feed);
          pushes += 1;
          const [branch] = feed.branches;
          slow = pushes % 3 === 0 && branch !== undefined ? { branch: branch.branch, n: (before.get(branch.branch) ?? 0) + branch.many } : undefined;
          return before;
        },
      })),
      pull: async (scope, ask) => {
        const { have, pages } = await store.pull(scope, ask);
        return { have, pages: pages.map((page) => (page.branch === slow?.branch ? { ...page, entries: page.entries.filter(({ n }) => n !== slow?.n) } : page)) };
      },
    };
  },
};

/** The replica's mark is written after the effects, in a transaction of its own, which a crash may come before. */
export const markOutsideTransaction: Seams = {
  wrapStore: (store, world) => ({
    ...store,
    push: async (scope, work) => {
      let marks: Parameters<PushTransaction["writeFeed"]>[0] | undefined;
      const answer = await store.push(scope, async (tx) => await work({
        ...tx,
        writeFeed: async (feed) => {
          marks = { ...feed, branches: [], entries: [] };
          return await tx.writeFeed({ ...feed, lines: [] });
        },
      }));
      const late = marks;
      if (late !== undefined && world.random.below(4) > 0) await store.push(scope, async (tx) => await tx.writeFeed(late));
      return answer;
    },
  }),
};

/** A change id that was decided before is decided again. */
export const noDeduplication = withPush((tx) => ({
  ...tx,
  decided: async () => [],
  write: async (effects) => await tx.write({ ...effects, changes: effects.changes.map((change) => ({ ...change, decided: false })) }),
}));

/** What was answered before is not found again: a repeat is answered with nothing. */
export const verdictLostOnRepeat = withPush((tx) => ({ ...tx, lineOf: async (...asked) => (await tx.lineOf(...asked)).slice(1) }));

/** The ledger is read without its lock. */
export const ledgerWithoutLock = withPush((tx, world) => ({
  ...tx,
  openLedger: async (sirens) => {
    const { movements } = await world.centre.tables();
    return sirens.toSorted().flatMap((siren) => liveMovements(movements.get(siren) ?? []).map(({ scheme, amount, grantOn, number }) => ({ siren, scheme, amount, grantOn, number, own: true })));
  },
}));

/** What a loan that ended held of its company's ceiling is never given back. */
export const nothingReleased = withPush((tx) => ({
  ...tx,
  write: async (effects) => await tx.write({ ...effects, movements: effects.movements.filter(({ state }) => state !== "released") }),
}));

/** The ledger answers with the asking bank's own entries only. */
export const ceilingOfOneBank = withPush((tx) => ({ ...tx, openLedger: async (sirens) => (await tx.openLedger(sirens)).filter(({ own }) => own) }));

/** Files are locked in the order in which they are named, not in that of their ids. */
export const lockOrderReversed = withPush((tx, world) => ({
  ...tx,
  lockFiles: async (files) => {
    const ordered = world.random.below(2) === 0 ? files.toSorted() : files.toSorted().toReversed();
    const rows = [];
    for (const file of ordered) rows.push(...(await tx.lockFiles([file])));
    return rows;
  },
}));

/** Two values of one field: the second is dropped and nobody hears of it. */
export const conflictDropped = withPush((tx) => ({ ...tx, write: async (effects) => await tx.write(onEachFile(effects, (file) => withState(file, (state) => ({ ...state, conflicts: [] })))) }));

/** Who changed a field, and when, is forgotten before a submission is judged. */
export const submitWithoutCompare = withPush((tx) => ({
  ...tx,
  write: async (effects) => {
    await tx.write(onEachFile(effects, (file) => withState(file, (state) => ({ ...state, touched: {} }))));
  },
}));

/** A refusal holds nothing: what came after it in the line is taken. */
export const noSkipping = withPush((tx) => ({ ...tx, holdsOf: async () => [] }));

/** The feed of a branch hears nothing of a file that leaves it. */
export const leftWithoutWord: Seams = {
  wrapStore: (store) => ({
    ...store,
    pull: async (scope, ask) => {
      const { have, pages } = await store.pull(scope, ask);
      return { have, pages: pages.map((page) => ({ ...page, entries: page.entries.filter(({ kind }) => kind !== "left") })) };
    },
  }),
};

/** A page says that it goes further than it does. */
export const pageTooFar: Seams = {
  wrapStore: (store) => ({
    ...store,
    pull: async (scope, ask) => {
      const { have, pages } = await store.pull(scope, ask);
      return { have, pages: pages.map((page) => (page.more ? { ...page, n: page.n + 1, at: undefined } : page)) };
    },
  }),
};

/** Whoever pushes next decides what the centre has: a gap is closed by pretending, and a fork by forgetting. */
export const gapAndForkAccepted: Seams = {
  wrapServices: (services, world) => ({
    ...services,
    push: async (caller, request) => {
      const tables = await world.centre.tables();
      const key = keyOf(caller.bank?.id ?? "", request.replica);
      const row = tables.replicas.get(key);
      const head: unknown = JSON.parse(request.changes[0]?.head ?? "{}");
      const prev = typeof head === "object" && head !== null && "prev" in head && typeof head.prev === "string" ? head.prev : undefined;
      if (row !== undefined && prev !== undefined && request.first > row.have) tables.replicas.set(key, { ...row, have: request.first - 1, lastHash: prev });
      return await services.push(caller, request);
    },
  }),
};

