import { CHANGE_KINDS, headSchema, type ChangeKind, type Head } from "../../shared/sync/change.ts";
import { firstVerdictSchema, type FirstVerdict } from "../../shared/sync/protocol.ts";
import type { MemoryTables } from "../../sync-server/testing/memory/memory-tables.ts";

/** A change as the centre keeps it, read back. */
export type KeptChange = { readonly bank: string; readonly replica: string; readonly seq: number; readonly hash: string; readonly head: Head | undefined; readonly verdict: FirstVerdict; readonly decided: boolean };

/** In order of bank, replica and number. */
export function keptChanges(tables: MemoryTables): readonly KeptChange[] {
  const kept = [...tables.changes].map(([key, row]): KeptChange => {
    const head = row.head === null ? undefined : headSchema.safeParse(JSON.parse(row.head)).data;
    const verdict: unknown = JSON.parse(row.verdict);
    return { bank: key.split("/")[0] ?? "", replica: row.replica, seq: row.seq, hash: row.hash, head, verdict: firstVerdictSchema.parse(typeof verdict === "object" ? { n: 1, ...verdict } : verdict), decided: row.decided };
  });
  return kept.toSorted((x, y) => (x.bank + x.replica === y.bank + y.replica ? x.seq - y.seq : x.bank + x.replica < y.bank + y.replica ? -1 : 1));
}

/** Kinds of the changes that `later` has and `earlier` has not. */
export function kindsBetween(earlier: MemoryTables, later: MemoryTables): readonly ChangeKind[] {
  const names = new Set([...later.changes].filter(([key]) => !earlier.changes.has(key)).map(([, row]) => row.kind));
  return CHANGE_KINDS.filter((kind) => names.has(kind));
}
