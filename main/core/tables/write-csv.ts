import { csvCell, type Clock } from "../../../shared/i18n/csv-cell.ts";
import { csvLine, neutralText } from "../../../shared/i18n/csv-text.ts";
import { breathe } from "../breathe.ts";
import { ROWS_A_BREATH, type WrittenTable } from "./written-table.ts";

/** What a French spreadsheet opens as it is: UTF-8 with its mark, `;`, CRLF, and cells as csvCell writes them. */
export async function writeCsv({ columns, rows }: WrittenTable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let lines = [`\uFEFF${csvLine(columns.map(({ title }) => neutralText(title)), ";")}`];
  const flush = (): void => {
    pieces.push(Buffer.from(`${lines.join("\r\n")}\r\n`, "utf8"));
    lines = [];
  };
  for (const row of rows) {
    lines.push(csvLine(row.map((cell) => csvCell(cell, workstationClock)), ";"));
    if (lines.length < ROWS_A_BREATH) continue;
    flush();
    await breathe();
  }
  if (lines.length > 0) flush();
  return Buffer.concat(pieces);
}

const workstationClock: Clock = (at) => {
  const date = new Date(at);
  return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate(), hour: date.getHours(), minute: date.getMinutes() };
};
