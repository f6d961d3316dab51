import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { dateToSerial, instantToSerial } from "./excel-date.ts";
import { breathe } from "../breathe.ts";
import type { WrittenCell } from "../../../shared/i18n/csv-cell.ts";
import { ROWS_A_BREATH, type WrittenColumn, type WrittenTable } from "./written-table.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/** Places in the styles part. */
const STYLE = { text: 1, money: 2, date: 3, instant: 4, head: 5 } as const;

const FIXED: readonly (readonly [path: string, text: string])[] = [
  ["[Content_Types].xml", `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`],
  ["_rels/.rels", `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
  ["xl/_rels/workbook.xml.rels", `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`],
  ["xl/styles.xml", `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00\\ &quot;€&quot;"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6">${[0, 49, 164, 14, 22].map((format) => `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`).join("")}<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`],
];

/** A workbook of one sheet, its head in sight and filtered. Money, counts and dates are typed; a text is a text, whatever it begins with. */
export async function writeXlsx({ sheet, columns, rows }: WrittenTable): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, text] of FIXED) zip.addBuffer(Buffer.from(HEAD + text, "utf8"), path, { compress: false });
  const name = escaped(sheet.replaceAll(/[\\/?*[\]:]/g, " ").slice(0, 31));
  zip.addBuffer(Buffer.from(`${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="r1"/></sheets></workbook>`, "utf8"), "xl/workbook.xml", { compress: false });
  zip.addReadStream(Readable.from(sheetText(columns, rows)), "xl/worksheets/sheet1.xml");
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

async function* sheetText(columns: readonly WrittenColumn[], rows: WrittenTable["rows"]): AsyncGenerator<Buffer> {
  const widths = columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join("");
  const head = `<row r="1">${columns.map(({ title }) => textCell(title, STYLE.head)).join("")}</row>`;
  let piece = `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData>${head}`;
  let line = 1;
  for (const row of rows) {
    line += 1;
    piece += `<row r="${line}">${row.map(cellXml).join("")}</row>`;
    if (line % ROWS_A_BREATH !== 0) continue;
    yield Buffer.from(piece, "utf8");
    piece = "";
    await breathe();
  }
  yield Buffer.from(`${piece}</sheetData><autoFilter ref="A1:${letters(columns.length)}${line}"/></worksheet>`, "utf8");
}

function cellXml(cell: WrittenCell): string {
  if (cell === undefined || cell === "") return "<c/>";
  if (typeof cell === "string") return textCell(cell, STYLE.text);
  if ("cents" in cell) return `<c s="${STYLE.money}"><v>${cell.cents / 100}</v></c>`;
  if ("count" in cell) return `<c><v>${cell.count}</v></c>`;
  return "date" in cell ? `<c s="${STYLE.date}"><v>${dateToSerial(cell.date)}</v></c>` : `<c s="${STYLE.instant}"><v>${instantToSerial(cell.at)}</v></c>`;
}

const textCell = (text: string, style: number): string => `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text.slice(0, 32_767))}</t></is></c>`;

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;
/** What XML cannot hold is written as spreadsheets do; half a character, which nobody can read, as the sign for it. */
const escaped = (text: string): string =>
  text.toWellFormed().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_").replaceAll(CONTROLS, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`);

function letters(column: number): string {
  const rest = column - 1;
  return `${rest >= 26 ? letters(Math.floor(rest / 26)) : ""}${String.fromCharCode(65 + (rest % 26))}`;
}
