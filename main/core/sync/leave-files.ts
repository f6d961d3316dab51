import type { BranchId } from "../../../shared/kernel/ids.ts";
import type { WritableDb } from "../db/connection.ts";
import { dropCursor, listCursors } from "../db/cursors.ts";
import { dropRow } from "../db/file-rows.ts";
import { noteLeftFile } from "../db/left-files.ts";
import { dropTruth, listLeft, markBranchLeft } from "../db/file-truth.ts";
import { releaseFile } from "../db/outbox.ts";
import { hasPendingWork } from "../db/own-work.ts";

/** A file that left this person's branches goes from this computer, once nothing of hers waits in it. */
export function dropSettledLeft(db: WritableDb, at: number): void {
  for (const file of listLeft(db)) {
    if (hasPendingWork(db, file)) continue;
    noteLeftFile(db, file);
    dropTruth(db, file);
    releaseFile(db, file, at);
    dropRow(db, file);
  }
}

/** Branches that she may no longer see. */
export function leaveBranches(db: WritableDb, kept: ReadonlySet<string>, at: number): void {
  for (const { branch } of listCursors(db)) {
    if (kept.has(branch)) continue;
    dropCursor(db, branch);
    markBranchLeft(db, branch satisfies BranchId, at);
  }
  dropSettledLeft(db, at);
}
