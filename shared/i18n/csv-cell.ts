import { neutralText } from "./csv-text.ts";

/** A cell to be written. Text is never a number, a date or a formula to whoever opens it. `cents` is money, `date` is `YYYY-MM-DD`, `at` is UTC ms. */
export type WrittenCell =
  | string
  | undefined
  | { readonly cents: number }
  | { readonly count: number }
  | { readonly date: string }
  | { readonly at: number };

/** Of a moment: its parts by the clock of whoever writes. */
export type Clock = (at: number) => { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number };

/**
 * The text of a cell as a French spreadsheet opens it: the comma for decimals, days first. Amounts without grouping or unit, so that they are numbers there. Texts that begin like a
 * formula are made none; a number below zero stays a number.
 */
export function csvCell(cell: WrittenCell, clock: Clock): string {
  if (cell === undefined) return "";
  if (typeof cell === "string") return neutralText(cell);
  if ("cents" in cell) return `${cell.cents < 0 ? "-" : ""}${Math.trunc(Math.abs(cell.cents) / 100)},${String(Math.abs(cell.cents) % 100).padStart(2, "0")}`;
  if ("count" in cell) return String(cell.count);
  if ("date" in cell) return `${cell.date.slice(8, 10)}/${cell.date.slice(5, 7)}/${cell.date.slice(0, 4)}`;
  const { year, month, day, hour, minute } = clock(cell.at);
  return `${two(day)}/${two(month)}/${year} ${two(hour)}:${two(minute)}`;
}

const two = (n: number): string => String(n).padStart(2, "0");
