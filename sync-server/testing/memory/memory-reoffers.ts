import type { DataScope, PushTransaction } from "../../store/store.ts";
import { OutOfScope } from "../../store/store.ts";
import { KeyTaken } from "./memory-locks.ts";
import { keyOf, type MemoryTables, type MemoryWaiting } from "./memory-tables.ts";

type Turn = {
  readonly lock: () => Promise<void>;
  readonly inTurn: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** Done when the transaction commits. */
  readonly write: (work: () => void) => void;
};
type Place = Pick<MemoryWaiting, "file" | "version" | "replica" | "seq">;

/** The part of a push that only re-offers need. Rows of branches outside the scope are neither seen nor written. */
export function memoryReoffers(tables: MemoryTables, { bank, branches }: DataScope, { lock, inTurn, write }: Turn): PushTransaction["reoffers"] {
  const keyAt = ({ file, version, replica, seq }: Place): string => keyOf(bank, file, version, replica, seq);
  const seenAt = (place: Place): MemoryWaiting | undefined => {
    const row = tables.waiting.get(keyAt(place));
    return row !== undefined && branches.includes(row.branch) ? row : undefined;
  };
  return {
    lock: () => inTurn(lock),
    waitingOf: (files) => inTurn(() => [...tables.waiting.values()]
      .filter((row) => row.bank === bank && files.includes(row.file) && branches.includes(row.branch) && row.outcome === null)
      .toSorted(byPlace)),
    keepWaiting: (rows) => inTurn(() => {
      for (const row of rows) {
        if (!branches.includes(row.branch)) throw new OutOfScope("row-level security");
        write(() => {
          if (tables.waiting.has(keyAt(row))) throw new KeyTaken("reoffered_pkey");
          tables.waiting.set(keyAt(row), { ...row, bank, outcome: null, late: null });
        });
      }
    }),
    dropWaiting: (places) => inTurn(() => {
      for (const place of places) if (seenAt(place) !== undefined) write(() => void tables.waiting.delete(keyAt(place)));
    }),
    refuseWaiting: (places) => inTurn(() => {
      for (const { code, late, ...place } of places) {
        const row = seenAt(place);
        if (row !== undefined) write(() => void tables.waiting.set(keyAt(place), { ...row, outcome: code, late }));
      }
    }),
    noteReinstated: (rows, at) => inTurn(() => {
      for (const row of rows) {
        write(() => {
          const key = keyOf(bank, row.number);
          const known = tables.reinstated.get(key);
          tables.reinstated.set(key, known === undefined ? { ...row, bank, at } : { ...known, flag: known.flag ?? row.flag });
        });
      }
    }),
  };
}

/** In order of file, version, replica and number. */
export function byPlace(a: Place, b: Place): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  if (a.version !== b.version) return a.version - b.version;
  return a.replica === b.replica ? a.seq - b.seq : a.replica < b.replica ? -1 : 1;
}
