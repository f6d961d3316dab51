import type { ImportView } from "../../../shared/bridge/import-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { ReadableDb } from "../db/connection.ts";
import { countRows, listFirstRows, type ImportJob } from "../db/import-jobs.ts";
import { isNeverKept } from "./never-kept.ts";
import { cellText, isEmptyCell } from "../tables/table.ts";

/** Rows that samples are taken from, and how many of a column are shown. */
const LOOKED_AT = 30;
const SAMPLES = 3;
const SAMPLE_LENGTH = 40;

/** What a window is told of an import. */
export function viewImport(db: ReadableDb, job: ImportJob, turn: number, error: CodedError | undefined): ImportView | undefined {
  if (job.state === "reading") return undefined;
  const { rows, left, mended, counts } = countRows(db, job.id);
  const first = listFirstRows(db, job.id, LOOKED_AT);
  const samplesOf = (column: number): readonly string[] =>
    first.flatMap(({ cells }) => { const cell = cells[column]; return cell === undefined || isEmptyCell(cell) ? [] : [cellText(cell).slice(0, SAMPLE_LENGTH)]; }).slice(0, SAMPLES);
  return {
    id: job.id, turn, name: job.name, format: job.format, sheet: job.sheet, state: job.state, rows, done: rows - left, counts, mended, remembered: job.remembered, error,
    columns: job.titles.map((title, column) => ({ title, target: job.targets[column], samples: samplesOf(column), neverKept: isNeverKept(title) })),
  };
}
