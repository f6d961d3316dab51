import type { FileState } from "../../../shared/sync/file-state.ts";
import type { DecidedRow, ErasedFile, LedgerEntry, LockedFile } from "../../store/store.ts";

/** What the store held when the locks were taken. Deciding reads it and never changes it. */
export type World = {
  readonly files: ReadonlyMap<string, { readonly branch: string; readonly state: FileState }>;
  /** Ids of files that exist and may not be seen. */
  readonly taken: ReadonlySet<string>;
  /** [ER11] Files that were erased, by their ids. */
  readonly erased: ReadonlyMap<string, ErasedFile>;
  readonly decided: ReadonlyMap<string, DecidedRow>;
  /** Cause of the hold, by {@link holdKey}. */
  readonly holds: ReadonlyMap<string, string>;
  readonly ledger: ReadonlyMap<string, readonly LedgerEntry[]>;
};

export const holdKey = (replica: string, file: string): string => `${replica}/${file}`;

/** The text was written by this centre and is guarded by its own hash: trusted as it is. */
export const lockedToFile = (row: LockedFile): { readonly branch: string; readonly state: FileState } => ({ branch: row.branch, state: JSON.parse(row.state) as FileState });

export function entriesBySiren(entries: readonly LedgerEntry[]): ReadonlyMap<string, readonly LedgerEntry[]> {
  return Map.groupBy(entries, (entry) => entry.siren);
}
