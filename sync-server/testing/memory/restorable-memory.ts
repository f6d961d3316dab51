import type { RestorableStore } from "../restorable-store.ts";
import { createMemoryCentre } from "./memory-store.ts";
import { copyTables, emptyTables } from "./memory-tables.ts";

/** A backup is a copy of the tables. */
export async function restorableMemory(): Promise<RestorableStore> {
  const centre = createMemoryCentre();
  let kept = emptyTables();
  return {
    open: async () => centre.connect(),
    backUp: async () => void (kept = copyTables(centre.tables())),
    restore: async () => centre.restore(kept),
    drop: async () => undefined,
  };
}
