import type { ReportPage, ReportPart, ReportRemark, ReportRow, RowOutcome } from "../../../shared/bridge/import-views.ts";
import type { ReadableDb } from "../db/connection.ts";
import { findRow } from "../db/file-rows.ts";
import { countPart, listPart, type ImportJob, type ImportRow, type RowPart } from "../db/import-jobs.ts";
import { cellText, isEmptyCell } from "../tables/table.ts";
import { schemeNames, type SchemeNames } from "../packs/scheme-names.ts";
import { readRow } from "./read-row.ts";

const PARTS = {
  faulty: { outcomes: ["faulty"] }, changed: { outcomes: ["changed"] }, known: { outcomes: ["known", "doubled"] }, noticed: "noticed",
} as const satisfies Record<ReportPart, RowPart>;
const LONGEST_VALUE = 200;

export function listReport(db: ReadableDb, job: ImportJob, part: ReportPart, offset: number, limit: number): ReportPage {
  return { total: countPart(db, job.id, PARTS[part]), rows: listPart(db, job.id, PARTS[part], offset, limit).map((row) => toReportRow(db, job, row)) };
}

/** Faults and notices are read again from the cells: what is told is what would be found now. */
export function toReportRow(db: ReadableDb, job: ImportJob, row: ImportRow): ReportRow {
  const known = row.file === undefined ? undefined : findRow(db, row.file);
  return {
    line: row.line, outcome: row.outcome ?? "empty", name: nameOf(job, row), firstLine: row.firstLine, remarks: remarksOf(job, row, known?.status === "withdrawn", schemeNames(db)),
    file: row.file === undefined ? undefined : { file: row.file, name: known?.name ?? "" },
  };
}

function remarksOf(job: ImportJob, row: ImportRow, isWithdrawn: boolean, schemes: SchemeNames): readonly ReportRemark[] {
  const about = (column: number | undefined): Pick<ReportRemark, "column" | "title" | "value" | "mended"> => ({
    column, title: column === undefined ? "" : (job.titles[column] ?? ""), value: column === undefined ? "" : cellText(row.cells[column] ?? "").slice(0, LONGEST_VALUE), mended: column !== undefined && row.mended.includes(column),
  });
  switch (row.outcome) {
    case "known": return [{ ...about(undefined), code: "IMPORT_KNOWN" }];
    case "doubled": return [{ ...about(undefined), code: "IMPORT_DOUBLED" }];
    case "changed": return [{ ...about(undefined), code: isWithdrawn ? "IMPORT_WITHDRAWN_SINCE" : "IMPORT_CHANGED" }];
    case "taken": return readRow(job.targets, row.cells, job.epoch1904, schemes).notices.map(({ column, code, kept }) => ({ ...about(column), code, kept }));
    default: {
      const { faults } = readRow(job.targets, row.cells, job.epoch1904, schemes);
      // A cell that reads well now stays in sight until its row is taken.
      const mended = row.mended.filter((column) => !faults.some((fault) => fault.column === column));
      return [...faults.map(({ column, code }) => ({ ...about(column), code })), ...mended.map((column) => ({ ...about(column), code: "IMPORT_MENDED" as const }))]
        .toSorted((a, b) => (a.column ?? -1) - (b.column ?? -1));
    }
  }
}

/** The company's name, else its number, else whatever comes first. */
function nameOf({ targets }: ImportJob, { cells }: ImportRow): string {
  for (const target of ["legalName", "tradeName", "siren"] as const) {
    const cell = cells[targets.indexOf(target)];
    if (cell !== undefined && !isEmptyCell(cell)) return cellText(cell).slice(0, 80);
  }
  const first = cells.find((cell) => !isEmptyCell(cell));
  return first === undefined ? "" : cellText(first).slice(0, 80);
}

/** What there is to do something about: the rows of an exported report. */
export const TO_MEND: readonly RowOutcome[] = ["faulty", "changed"];
