import { OutOfScope, type ChangeWrite, type DataScope, type Effects, type FeedEffects, type FileWrite, type KeptVerdict, type PushTransaction } from "../../store/store.ts";
import { KeyTaken, type Locks } from "./memory-locks.ts";
import { erasedIn } from "./memory-erasure.ts";
import { memoryActTransaction } from "./memory-acts.ts";
import { memoryQuarantineTransaction } from "./memory-quarantine.ts";
import { memoryReoffers } from "./memory-reoffers.ts";
import { isWritable, type WritableScope } from "./memory-scope.ts";
import { keyOf, type MemoryMovement, type MemoryTables } from "./memory-tables.ts";

export type OpenPush = { readonly tx: PushTransaction; /** All that was written, at once. Answers what to announce. */ readonly commit: () => readonly string[] };

/**
 * One transaction over the tables: what it reads is what was committed when it reads, under the locks it took; what it writes is seen when
 * it commits. What is asked together is done in the order in which it was asked, as on one connection.
 */
export function openPush(tables: MemoryTables, scope: DataScope, locks: Locks, pause: () => Promise<void>): OpenPush {
  const { bank } = scope;
  const writes: (() => void)[] = [];
  const news: string[] = [];
  let before: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => T | Promise<T>): Promise<T> => {
    const turn = before.then(async () => {
      await pause();
      return await work();
    });
    before = turn.catch(() => undefined);
    return turn;
  };
  const takeAll = async (family: string, ids: readonly string[]): Promise<void> => {
    for (const id of ids.toSorted()) await locks.take(keyOf(family, id));
  };
  const mayWrite: WritableScope = { bank, persons: scope.persons };

  function verdictOf(row: ChangeWrite): KeptVerdict {
    if (row.branch === null || row.place === null) return { verdict: row.verdict, n: undefined };
    const from = tables.placesBefore.get(keyOf(bank, row.replica, row.lastSeq))?.get(row.branch);
    return { verdict: row.verdict, n: from === undefined ? undefined : from + row.place };
  }
  function putFile(file: FileWrite, isNew: boolean): void {
    if (!isWritable(tables, mayWrite, file.replica, file.branch)) throw new OutOfScope("row-level security");
    writes.push(() => {
      const key = keyOf(bank, file.file);
      if (isNew && tables.files.has(key)) throw new KeyTaken("file_pkey");
      tables.files.set(key, file);
    });
  }
  function putChange(row: ChangeWrite): void {
    if (!owns(row.replica)) throw new OutOfScope("row-level security");
    writes.push(() => {
      const key = keyOf(bank, row.replica, row.seq);
      if (tables.changes.has(key)) throw new KeyTaken("change_pkey");
      if (row.decided && row.change !== null) {
        if (tables.decided.has(keyOf(bank, row.change))) throw new KeyTaken("change_decided_once");
        tables.decided.set(keyOf(bank, row.change), key);
      }
      tables.changes.set(key, row);
    });
  }
  function append(movement: Effects["movements"][number]): void {
    writes.push(() => {
      const known = tables.movements.get(movement.siren) ?? [];
      if (movement.state === "reserved") for (const rows of tables.movements.values()) if (rows.some((row) => row.state === "reserved" && row.number === movement.number)) throw new KeyTaken("ledger_number_once");
      const step = 1 + known.filter((row) => row.bank === bank && row.file === movement.file).length;
      tables.movements.set(movement.siren, [...known, { ...movement, bank, step }]);
    });
  }
  const owns = (replica: string): boolean => scope.persons.includes(tables.replicas.get(keyOf(bank, replica))?.person ?? "");

  const tx: PushTransaction = {
    lockReplicas: (replicas) => inTurn(async () => {
      await takeAll(keyOf("replica", bank), replicas);
      return replicas.toSorted().flatMap((replica) => {
        const row = tables.replicas.get(keyOf(bank, replica));
        return row !== undefined && scope.persons.includes(row.person) ? [row] : [];
      });
    }),
    lineOf: (replica, first, last) => inTurn(() => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => tables.changes.get(keyOf(bank, replica, first + i)))
      .flatMap((row) => (row === undefined ? [] : [{ seq: row.seq, hash: row.hash, ...verdictOf(row) }]))),
    holdsOf: (replicas) => inTurn(() => [...tables.holds].flatMap(([key, cause]) => {
      const [ofBank = "", replica = "", file = ""] = key.split("/");
      return ofBank === bank && replicas.includes(replica) ? [{ replica, file, cause }] : [];
    })),
    decided: (changes) => inTurn(() => changes.flatMap((change) => {
      const row = tables.changes.get(tables.decided.get(keyOf(bank, change)) ?? "");
      const person = row === undefined ? undefined : tables.replicas.get(keyOf(bank, row.replica))?.person;
      return row === undefined || row.file === null || person === undefined ? [] : [{ change, file: row.file, person, ...verdictOf(row) }];
    })),
    lockFiles: (files) => inTurn(async () => {
      const seen = (file: string): FileWrite | undefined => {
        const row = tables.files.get(keyOf(bank, file));
        return row !== undefined && scope.branches.includes(row.branch) ? row : undefined;
      };
      await takeAll(keyOf("file", bank), files.filter((file) => seen(file) !== undefined));
      return files.toSorted().flatMap((file) => {
        const row = seen(file);
        return row === undefined ? [] : [{ file, branch: row.branch, state: row.state }];
      });
    }),
    takenFiles: (files) => inTurn(() => files.filter((file) => tables.files.has(keyOf(bank, file)))),
    erasedFiles: (files) => inTurn(() => erasedIn(tables, bank, files)),
    openLedger: (sirens) => inTurn(async () => {
      await takeAll("account", sirens);
      return sirens.toSorted().flatMap((siren) => liveMovements(tables.movements.get(siren) ?? [])
        .map(({ scheme, amount, grantOn, number, bank: of }) => ({ siren, scheme, amount, grantOn, number, own: of === bank })));
    }),
    disclosedTo: (person, since) => inTurn(() => [...new Set([...tables.disclosures.values()].filter((one) => one.bank === bank && one.person === person && one.at >= since).map((one) => one.siren))]),
    write: ({ created, updated, changes, movements, holds, disclosures }) => inTurn(() => {
      for (const file of created) putFile(file, true);
      for (const file of updated) putFile(file, false);
      changes.forEach(putChange);
      movements.forEach(append);
      for (const { replica, file, cause } of holds) {
        writes.push(() => void (cause === null ? tables.holds.delete(keyOf(bank, replica, file)) : tables.holds.set(keyOf(bank, replica, file), cause)));
      }
      for (const one of disclosures) writes.push(() => void tables.disclosures.set(keyOf(bank, one.change), { bank, ...one }));
    }),
    writeFeed: (feed) => inTurn(async () => {
      await takeAll(keyOf("counter", bank), feed.branches.map(({ branch }) => branch));
      const numbers = new Map(feed.branches.map(({ branch }) => [branch, tables.counters.get(keyOf(bank, branch, feed.epoch)) ?? 0]));
      writes.push(() => enterFeed(tables, bank, feed, numbers));
      for (const { branch, many } of feed.branches) news.push(JSON.stringify({ bank, branch, n: (numbers.get(branch) ?? 0) + many }));
      return numbers;
    }),
    quarantine: memoryQuarantineTransaction(tables, scope, { inTurn, write: (work) => void writes.push(work) }),
    acts: memoryActTransaction(tables, bank, { inTurn, write: (work) => void writes.push(work), tell: (payload) => void news.push(payload), lock: (key) => locks.take(key) }),
    reoffers: memoryReoffers(tables, scope, { lock: () => locks.take(keyOf("reoffers", bank)), inTurn, write: (work) => void writes.push(work) }),
  };
  return {
    tx,
    commit: () => {
      for (const write of writes) write();
      return news;
    },
  };
}

function enterFeed(tables: MemoryTables, bank: string, { epoch, branches, entries, lines }: FeedEffects, numbers: ReadonlyMap<string, number>): void {
  for (const { branch, many } of branches) tables.counters.set(keyOf(bank, branch, epoch), (numbers.get(branch) ?? 0) + many);
  for (const { branch, place, kind, file, version, change } of entries) {
    const key = keyOf(bank, branch, epoch);
    const n = (numbers.get(branch) ?? 0) + place;
    if ((tables.feeds.get(key) ?? []).some((entry) => entry.n === n)) throw new KeyTaken("feed_pkey");
    tables.feeds.set(key, [...(tables.feeds.get(key) ?? []), { n, kind, file, version, change }]);
  }
  for (const { replica, last, lastHash, signature, at } of lines) {
    tables.placesBefore.set(keyOf(bank, replica, last), numbers);
    tables.signatures.set(keyOf(bank, replica, last), signature);
    const row = tables.replicas.get(keyOf(bank, replica));
    if (row !== undefined) tables.replicas.set(keyOf(bank, replica), { ...row, have: last, lastHash, lastAt: at });
  }
}

/** The last movement of each file, released ones left out. */
export function liveMovements(movements: readonly MemoryMovement[]): readonly MemoryMovement[] {
  const last = new Map<string, MemoryMovement>();
  for (const movement of movements) last.set(keyOf(movement.bank, movement.file), movement);
  return [...last.values()].filter(({ state }) => state !== "released");
}
