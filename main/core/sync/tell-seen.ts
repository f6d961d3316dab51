import { MAX_READS, type ReadsRequest } from "../../../shared/sync/inspection-messages.ts";
import { listUntoldSeen, markToldSeen } from "../db/seen-files.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";

/** What a supervisor opened here, told to the centre for its audit, page by page; what it does not take now is told another time. `ask` answers whether it was taken. */
export async function tellSeen(desk: Desk, ask: (reads: ReadsRequest["reads"]) => Promise<boolean>): Promise<void> {
  for (;;) {
    const seen = listUntoldSeen(desk.db.read, MAX_READS);
    const last = seen.at(-1);
    if (last === undefined || !(await ask(seen.map(({ file, at }) => ({ file, at }))))) return;
    if (!desk.isOpen() || !coded(() => desk.db.transaction((db) => markToldSeen(db, last.id, desk.now()))).ok) return;
  }
}
