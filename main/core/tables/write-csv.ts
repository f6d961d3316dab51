import { csvLine, neutralText } from "../../../shared/i18n/csv-text.ts";
import { breathe } from "../breathe.ts";
import { ROWS_A_BREATH, type WrittenCell, type WrittenTable } from "./written-table.ts";

/**
 * What a French spreadsheet opens as it is: UTF-8 with its mark, `;`, CRLF, the comma for decimals, days first. Amounts without grouping or unit, so
 * that they are numbers there. Texts that begin like a formula are made none; a number below zero stays a number.
 */
export async function writeCsv({ columns, rows }: WrittenTable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let lines = [`\uFEFF${csvLine(columns.map(({ title }) => neutralText(title)), ";")}`];
  const flush = (): void => {
    pieces.push(Buffer.from(`${lines.join("\r\n")}\r\n`, "utf8"));
    lines = [];
  };
  for (const row of rows) {
    lines.push(csvLine(row.map(csvText), ";"));
    if (lines.length < ROWS_A_BREATH) continue;
    flush();
    await breathe();
  }
  if (lines.length > 0) flush();
  return Buffer.concat(pieces);
}

function csvText(cell: WrittenCell): string {
  if (cell === undefined) return "";
  if (typeof cell === "string") return neutralText(cell);
  if ("cents" in cell) return `${cell.cents < 0 ? "-" : ""}${Math.trunc(Math.abs(cell.cents) / 100)},${String(Math.abs(cell.cents) % 100).padStart(2, "0")}`;
  if ("count" in cell) return String(cell.count);
  if ("date" in cell) return dayFirst(cell.date);
  const at = new Date(cell.at);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

const dayFirst = (date: string): string => `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
