import { id, type FileId } from "../../../shared/kernel/ids.ts";
import type { WritableDb } from "../db/connection.ts";
import { findRow } from "../db/file-rows.ts";
import { setOutcome, type ImportJob, type ImportRow, type Outcome } from "../db/import-jobs.ts";
import { findByContent, findBySubject, putImported } from "../db/imported-rows.ts";
import { appendChange } from "../files/append-change.ts";
import type { Desk } from "../files/desk.ts";
import { refreshRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";
import { schemeNames } from "../packs/scheme-names.ts";
import { readRow } from "./read-row.ts";
import { rowKey, type RowKey } from "./row-key.ts";

/**
 * Gives each row its outcome, in the caller's transaction: the draft, what it is remembered by and the outcome are on disk together or not at all, so that a kill makes
 * no row twice and loses none. Answers the last number of the line, undefined when no draft was made.
 */
export function takePage(db: WritableDb, desk: Desk, job: ImportJob, rows: readonly ImportRow[]): number | undefined {
  const context = rowContext(desk);
  const schemes = schemeNames(db);
  let last: number | undefined;
  for (const row of rows) {
    const { fields, faults, notices } = readRow(job.targets, row.cells, job.epoch1904, schemes);
    if (faults.length > 0 || Object.keys(fields).length === 0) {
      setOutcome(db, job.id, row.line, { outcome: faults.length > 0 ? "faulty" : "empty" });
      continue;
    }
    const key = rowKey(fields);
    const before = findBefore(db, job, row, key);
    if (before !== undefined) {
      setOutcome(db, job.id, row.line, before);
      continue;
    }
    const file = id<FileId>(desk.newId());
    last = appendChange(db, desk, { kind: "created", body: { fields: { ...fields } }, file, branch: desk.ownBranch(), base: 0 });
    refreshRow(db, file, context);
    putImported(db, key, { file, job: job.id, line: row.line });
    setOutcome(db, job.id, row.line, { outcome: "taken", file, noticed: notices.length > 0 });
  }
  return last;
}

/** What was made of the same row before, or of another about the same; a row that the person asked for is only held against this very table. */
function findBefore(db: WritableDb, job: ImportJob, { line, forced }: ImportRow, { content, subject }: RowKey): Outcome | undefined {
  const same = findByContent(db, content);
  if (same !== undefined && same.job === job.id && same.line !== line) return { outcome: "doubled", file: same.file, firstLine: same.line };
  if (forced) return undefined;
  if (same !== undefined) return { outcome: findRow(db, same.file)?.status === "withdrawn" ? "changed" : "known", file: same.file };
  const about = subject === undefined ? undefined : findBySubject(db, subject, job.id);
  return about === undefined ? undefined : { outcome: "changed", file: about.file };
}
