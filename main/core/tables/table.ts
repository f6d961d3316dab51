import type { TableFault } from "../../../shared/bridge/import-views.ts";
import type { Result } from "../../../shared/kernel/result.ts";

/**
 * A cell as it was read. Text is itself, empty for nothing. A number keeps the very digits of the file (`1250000.5`, `5.5E+8`): what a spreadsheet shows may
 * be rounded, what it holds is not. `percent`: shown as such, so that 0.0025 reads as 0,25 %. A date is `YYYY-MM-DD`.
 */
export type Cell =
  | string
  | { readonly number: string; readonly percent?: true }
  | { readonly date: string }
  | { readonly boolean: boolean }
  /** What the spreadsheet shows instead of a value: `#N/A`; empty where a formula was never computed. */
  | { readonly error: string };
export type Row = {
  /** Line of the file, or of the sheet; from 1. */
  readonly line: number;
  /** Without the empty ones at its end. */
  readonly cells: readonly Cell[];
};
/** A table whole, its first line apart. `epoch1904`: what its workbook counts days from, for dates that it holds as plain numbers. */
export type Table = {
  readonly format: "csv" | "xlsx";
  readonly sheet: { readonly name: string; readonly others: number } | undefined;
  readonly epoch1904: boolean;
  readonly titles: readonly string[];
  readonly rows: readonly Row[];
};
export type TableResult = Result<Table, TableFault>;

/** Thrown while reading, where a value cannot pass; answered as its fault by {@link readTable}. */
export class TableFailure extends Error {
  readonly fault: TableFault;
  constructor(fault: TableFault) {
    super(fault);
    this.fault = fault;
  }
}

/** A cell as a person reads it, in French spelling; exact. */
export function cellText(cell: Cell): string {
  if (typeof cell === "string") return cell;
  if ("number" in cell) return numberText(cell);
  if ("date" in cell) return `${cell.date.slice(8, 10)}/${cell.date.slice(5, 7)}/${cell.date.slice(0, 4)}`;
  if ("boolean" in cell) return cell.boolean ? "oui" : "non";
  return cell.error;
}

function numberText({ number, percent }: { readonly number: string; readonly percent?: true }): string {
  const value = Number(number) * (percent === true ? 100 : 1);
  // A spreadsheet holds fifteen figures that mean something; what comes after is the noise of the machine's arithmetic.
  const plain = plainDecimal(value);
  return `${plain}${percent === true ? " %" : ""}`;
}

/** Fifteen significant figures without an exponent, the comma for the decimals. */
export function plainDecimal(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const [mantissa = "0", exponent = "0"] = value.toExponential(14).split("e");
  const sign = mantissa.startsWith("-") ? "-" : "";
  const figures = mantissa.replace(/[-.]/g, "");
  const point = 1 + Number(exponent);
  const whole = point <= 0 ? "0" : figures.slice(0, point).padEnd(point, "0");
  const fraction = (point <= 0 ? figures.padStart(figures.length - point, "0") : figures.slice(point)).replace(/0+$/, "");
  const text = fraction === "" ? whole : `${whole},${fraction}`;
  return text === "0" ? text : `${sign}${text}`;
}

export const isEmptyCell = (cell: Cell | undefined): boolean => cell === undefined || (typeof cell === "string" && cell.trim() === "");

/** Without the empty cells that spreadsheets leave at the end of a line. */
export function trimmedCells(cells: readonly Cell[]): readonly Cell[] {
  const last = cells.findLastIndex((cell) => !isEmptyCell(cell));
  return last === cells.length - 1 ? cells : cells.slice(0, last + 1);
}
