import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { z } from "zod";
import { IMPORT_LIMITS } from "../../../shared/bridge/import-views.ts";
import { decodeText } from "./decode-text.ts";
import { TableFailure, trimmedCells, type Row, type Table } from "./table.ts";

/** The parser's own types do not follow its options. */
const recordSchema = z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) });
/** The text goes to the parser by pieces, so that others are answered between two of them. */
const PIECE = 64 * 1024;

/** A CSV whatever its separator, encoding and line ends. Throws {@link TableFailure}. */
export async function readCsv(bytes: Uint8Array): Promise<Table> {
  const text = decodeText(bytes);
  if (text === undefined) throw new TableFailure("IMPORT_ENCODING");
  // Excel's own way to name the separator, as some exports write it.
  const named = /^sep=(.)(?:\r\n|\r|\n)/.exec(text);
  const records = parse({ delimiter: named?.[1] ?? delimiterOf(text), from_line: named === null ? 1 : 2, bom: true, info: true, relax_column_count: true, relax_quotes: false, skip_empty_lines: true });
  const parsing = Readable.from(piecesOf(text)).on("error", (error) => records.destroy(error)).pipe(records);
  const rows: Row[] = [];
  try {
    for await (const found of parsing) {
      const { record, info } = recordSchema.parse(found);
      if (rows.length > IMPORT_LIMITS.rows) throw new TableFailure("IMPORT_TOO_MANY_ROWS");
      if (record.length > IMPORT_LIMITS.columns && trimmedCells(record).length > IMPORT_LIMITS.columns) throw new TableFailure("IMPORT_TOO_MANY_COLUMNS");
      rows.push({ line: info.lines - linesInside(record), cells: trimmedCells(record) });
    }
  } catch (error) {
    if (error instanceof CsvError) throw new TableFailure("IMPORT_QUOTES");
    throw error;
  }
  const [header, ...rest] = rows;
  return { format: "csv", sheet: undefined, epoch1904: false, titles: (header?.cells ?? []).map(String), rows: rest };
}

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

/** A cell may hold several lines: a row is named by its first one. */
const linesInside = (record: readonly string[]): number => record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

/** `;` as French spreadsheets write it, `,` or a tab, whichever the first line has most of outside quotes. */
function delimiterOf(text: string): string {
  const first = firstLine(text).replaceAll(/"[^"]*"/g, "");
  return [";", ",", "\t"].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ";";
}

function firstLine(text: string): string {
  const from = text.search(/[^\s\uFEFF]/);
  const end = text.slice(Math.max(0, from)).search(/[\r\n]/);
  return end === -1 ? text.slice(Math.max(0, from)) : text.slice(Math.max(0, from), Math.max(0, from) + end);
}
