import { words, type Words } from "../../../shared/i18n/texts.ts";
import type { ReportRow } from "../../../shared/bridge/import-views.ts";
import { remarkText } from "../../../shared/i18n/import-words.ts";
import type { ReadableDb } from "../db/connection.ts";
import { countRows, listPart, type ImportJob } from "../db/import-jobs.ts";
import { toReportRow, TO_MEND } from "../import/list-report.ts";
import { NOTES_KEYS } from "../import/notes-columns.ts";
import { cellText, type Cell } from "../tables/table.ts";
import type { WrittenCell } from "../../../shared/i18n/csv-cell.ts";
import type { WholeTable } from "../tables/written-table.ts";

/** Rows that were not taken, their line and why before their own cells under their own titles: mended, it is a table to import. */
export function reportTable(db: ReadableDb, job: ImportJob, language: "fr" | "en"): WholeTable {
  const spoken = words[language];
  const [line, why] = NOTES_KEYS;
  return {
    sheet: spoken.t("import.report"),
    columns: [{ title: spoken.t(line), width: 8 }, { title: spoken.t(why), width: 60 }, ...job.titles.map((title) => ({ title, width: 18 }))],
    rows: listPart(db, job.id, { outcomes: TO_MEND }, 0, countRows(db, job.id).rows).map((row) => [
      { count: row.line }, whyText(toReportRow(db, job, row), spoken), ...Array.from({ length: Math.max(job.titles.length, row.cells.length) }, (_, column) => written(row.cells[column] ?? "")),
    ]),
  };
}

const whyText = (row: ReportRow, spoken: Words): string => row.remarks.map((remark) => `${remark.title === "" ? "" : `${remark.title} : `}${remarkText(remark, row, spoken)}`).join(" | ");

/** As text where it was a number: its very figures, whoever opens it. */
const written = (cell: Cell): WrittenCell => (typeof cell === "object" && "date" in cell ? { date: cell.date } : cellText(cell));
