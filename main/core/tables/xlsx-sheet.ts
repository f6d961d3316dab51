import { IMPORT_LIMITS } from "../../../shared/bridge/import-views.ts";
import { serialToDate } from "./excel-date.ts";
import { TableFailure, trimmedCells, type Cell, type Row } from "./table.ts";
import type { NumberKind } from "./xlsx-formats.ts";
import type { Parts } from "./xlsx-parts.ts";
import { unescaped } from "./xlsx-strings.ts";

export type SheetContext = { readonly strings: readonly string[]; readonly formats: readonly NumberKind[]; readonly epoch1904: boolean };
/** Cells that hold something: what bounds the memory of a table. */
const MOST_CELLS = 3_000_000;

/** The rows of a sheet that hold something. No formula is computed: a cell is what its spreadsheet last showed. */
export async function readSheet(parts: Parts, path: string, { strings, formats, epoch1904 }: SheetContext): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let [line, column, count] = [0, -1, 0];
  let cells: Cell[] = [];
  let cell = { type: "n", style: 0, value: "", hasValue: false, hasFormula: false };
  let into: "value" | "other" = "other";

  const put = (): void => {
    const read = toCell(cell, strings, formats[cell.style] ?? "plain", epoch1904);
    if (read === "") return;
    if (column >= IMPORT_LIMITS.columns) throw new TableFailure("IMPORT_TOO_MANY_COLUMNS");
    count += 1;
    if (count > MOST_CELLS) throw new TableFailure("IMPORT_UNZIPPED_TOO_LARGE");
    while (cells.length < column) cells.push("");
    cells[column] = read;
  };
  await parts.read(path, {
    open: (name, attributes) => {
      if (name === "row") {
        line = placeOf(attributes["r"], line + 1);
        column = -1;
        cells = [];
      } else if (name === "c") {
        column = columnOf(attributes["r"]) ?? column + 1;
        cell = { type: attributes["t"] ?? "n", style: Number(attributes["s"] ?? 0), value: "", hasValue: false, hasFormula: false };
      } else if (name === "f") cell.hasFormula = true;
      else if (name === "v" || name === "t") into = "value";
    },
    text: (text) => {
      if (into !== "value") return;
      cell.value += text;
      cell.hasValue = true;
    },
    close: (name) => {
      if (name === "v" || name === "t") into = "other";
      else if (name === "c") put();
      else if (name === "row" && trimmedCells(cells).length > 0) {
        if (rows.length > IMPORT_LIMITS.rows) throw new TableFailure("IMPORT_TOO_MANY_ROWS");
        rows.push({ line, cells: trimmedCells(cells) });
      }
      // What follows the rows (links, drawings, rules) is none of a table's.
      return name === "sheetData";
    },
  });
  return rows;
}

function toCell({ type, value, hasValue, hasFormula }: { readonly type: string; readonly value: string; readonly hasValue: boolean; readonly hasFormula: boolean }, strings: readonly string[], kind: NumberKind, epoch1904: boolean): Cell {
  if (!hasValue) return hasFormula && type !== "str" ? { error: "" } : "";
  switch (type) {
    case "s": return strings[Number(value)] ?? "";
    case "str": case "inlineStr": return unescaped(value);
    case "b": return { boolean: value.trim() === "1" };
    case "e": return { error: value };
    case "d": return /^\d{4}-\d{2}-\d{2}/.test(value) ? { date: value.slice(0, 10) } : value;
    default: return toNumber(value.trim(), kind, epoch1904);
  }
}

function toNumber(number: string, kind: NumberKind, epoch1904: boolean): Cell {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(number) || !Number.isFinite(Number(number))) return number;
  const date = kind === "date" ? serialToDate(Number(number), epoch1904) : undefined;
  if (date !== undefined) return { date };
  return kind === "percent" ? { number, percent: true } : { number };
}

const placeOf = (written: string | undefined, next: number): number => {
  const place = Number(written);
  return Number.isInteger(place) && place >= 1 && place <= 1_048_576 ? place : next;
};

/** `AB12` is column 27, counted from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference ?? "")?.[0];
  return letters === undefined ? undefined : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
