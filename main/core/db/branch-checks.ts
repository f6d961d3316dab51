import type { BranchId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** `differs`: what was fetched anew did not make it the same. */
export const CHECK_OUTCOMES = ["same", "mended", "differs"] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];
/** All times by the centre's clock. `mended` of the last comparison that came to an end; `mending` since. */
export type BranchCheckRow = { readonly branch: BranchId; readonly dueAt: number; readonly checkedAt: number | undefined; readonly outcome: CheckOutcome | undefined; readonly files: number; readonly mended: number; readonly mending: number };
type Row = { readonly branch: Uint8Array; readonly due_at: number; readonly checked_at: number | null; readonly outcome: string | null; readonly files: number; readonly mended: number; readonly mending: number };

export const listBranchChecks = (db: ReadableDb): readonly BranchCheckRow[] =>
  db.all<Row>(sql`SELECT branch, due_at, checked_at, outcome, files, mended, mending FROM branch_check ORDER BY branch`).map((row) => ({
    branch: blobToUuid<BranchId>(row.branch), dueAt: row.due_at, checkedAt: row.checked_at ?? undefined, outcome: CHECK_OUTCOMES.find((known) => known === row.outcome), files: row.files, mended: row.mended, mending: row.mending,
  }));

/** A comparison came to its end. */
export function putBranchCheck(db: WritableDb, { branch, dueAt, checkedAt, outcome, files, mended }: { readonly branch: BranchId; readonly dueAt: number; readonly checkedAt: number; readonly outcome: CheckOutcome; readonly files: number; readonly mended: number }): void {
  db.run(sql`
    INSERT INTO branch_check (branch, due_at, checked_at, outcome, files, mended, mending) VALUES (${uuidToBlob(branch)}, ${dueAt}, ${checkedAt}, ${outcome}, ${files}, ${mended}, 0)
    ON CONFLICT (branch) DO UPDATE SET due_at = excluded.due_at, checked_at = excluded.checked_at, outcome = excluded.outcome, files = excluded.files, mended = excluded.mended, mending = 0`);
}

/** It could not come to its end: tried again then. What was known stays. */
export function postponeBranchCheck(db: WritableDb, branch: BranchId, dueAt: number): void {
  db.run(sql`INSERT INTO branch_check (branch, due_at) VALUES (${uuidToBlob(branch)}, ${dueAt}) ON CONFLICT (branch) DO UPDATE SET due_at = excluded.due_at`);
}

/** Files mended, in the transaction that did it: a process that dies before the end has not forgotten them. */
export function addMended(db: WritableDb, branch: BranchId, files: number): void {
  db.run(sql`INSERT INTO branch_check (branch, due_at, mending) VALUES (${uuidToBlob(branch)}, 0, ${files}) ON CONFLICT (branch) DO UPDATE SET mending = mending + ${files}`);
}

/** As soon as there is time. */
export function wantBranchCheck(db: WritableDb, branch: BranchId): void {
  postponeBranchCheck(db, branch, 0);
}
