import { keyOf, type MemoryTables } from "./memory-tables.ts";

export type WritableScope = { readonly bank: string; readonly persons: readonly string[] };

/** [ST2] A row of a branch is written only for a replica, not revoked, of a person of the transaction who is of that branch. */
export function isWritable(tables: MemoryTables, { bank, persons }: WritableScope, replica: string, branch: string): boolean {
  const row = tables.replicas.get(keyOf(bank, replica));
  return row !== undefined && !row.revoked && persons.includes(row.person) && (tables.places.get(keyOf(bank, row.person)) ?? []).includes(branch);
}
