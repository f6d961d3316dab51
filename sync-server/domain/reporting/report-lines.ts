import { csvCell, type Clock, type WrittenCell } from "../../../shared/i18n/csv-cell.ts";
import { csvLine } from "../../../shared/i18n/csv-text.ts";
import type { ReportingCell, ReportingColumn } from "../../store/store.ts";

const paris = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", hourCycle: "h23" });

/** As it was in Paris, wherever this server's own clock lives. */
export const parisClock: Clock = (at) => {
  const parts = new Map(paris.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
};

export const reportHead = (columns: readonly ReportingColumn[]): string => csvLine(columns.map(({ name }) => name), ";");
/** A row in the form of every CSV of Guichet: amounts in euros, days first, no formula. */
export const reportLine = (columns: readonly ReportingColumn[], row: readonly ReportingCell[]): string => csvLine(row.map((cell, i) => csvCell(toWritten(cell, columns[i]), parisClock)), ";");

function toWritten(cell: ReportingCell, column: ReportingColumn | undefined): WrittenCell {
  if (cell === null) return undefined;
  if (typeof cell === "boolean") return cell ? "1" : "0";
  if (typeof cell === "string") return column?.type === "date" ? { date: cell } : cell;
  if (column?.type === "timestamp with time zone") return { at: cell };
  return column?.name.endsWith("_cents") === true ? { cents: cell } : { count: cell };
}
