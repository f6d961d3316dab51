import type { StructureElement } from "pdfkit";
import type { Cell, Column, Pair, Row, TableBlock } from "./paper.ts";
import { printable } from "./printable.ts";
import type { Sheet } from "./sheet.ts";
import { COLOURS, PAGE, STYLES, TEXT_END, TEXT_WIDTH, tabular, type Style } from "./styles.ts";

const GAP = 10;
const PAD = 3.1;
const TALLEST = (TEXT_END - PAGE.top) * 0.6;
const ROWS_IN_A_BREATH = 8;
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const IS_FIGURE = /^[\d/]+$/;
type Laid = { readonly x: number; readonly width: number; readonly align: "left" | "right"; readonly head: string };

/** A table with its heads; on each further page the heads stand again, as an artifact: read once, they name the cells of all pages. */
export async function drawTable(sheet: Sheet, { columns, rows, look }: TableBlock): Promise<void> {
  const laid = layOut(columns);
  const table = sheet.group(sheet.root, "Table");
  const style = look === "large" ? STYLES.large : STYLES.cell;
  const first = rows[0];
  sheet.ensure(headHeight(sheet, laid) + (first === undefined ? 0 : rowHeight(sheet, laid, first, style)));
  const heads = sheet.group(table, "TR");
  writeHeads(sheet, laid, (draw) => sheet.tag(heads, "TH", draw, { scope: "Column" }));
  for (const [i, row] of rows.entries()) {
    // The core has other questions to answer meanwhile.
    if (i % ROWS_IN_A_BREATH === ROWS_IN_A_BREATH - 1) await breathe();
    const height = rowHeight(sheet, laid, row, style);
    if (sheet.ensure(height)) writeHeads(sheet, laid, (draw) => sheet.artifact(draw, "Pagination"));
    writeRow(sheet, laid, row, { table, height, style, hasHead: look !== "large" });
  }
  sheet.moveTo(sheet.y() + 10);
}

/** Labels and values: a table of two columns, whose first cells are the heads of their rows. */
export function drawPairs(sheet: Sheet, { pairs }: { readonly pairs: readonly Pair[] }): void {
  const laid = layOut([{ head: "", share: 0.36 }, { head: "", share: 0.64 }]);
  const table = sheet.group(sheet.root, "Table");
  for (const { label, value } of pairs) {
    const row: Row = { cells: [{ text: label }, { text: value }] };
    const height = rowHeight(sheet, laid, row, STYLES.value);
    sheet.ensure(height);
    writeRow(sheet, laid, row, { table, height, style: STYLES.value, hasHead: true, headStyle: STYLES.label });
  }
  sheet.moveTo(sheet.y() + 10);
}

function layOut(columns: readonly Column[]): readonly Laid[] {
  const room = TEXT_WIDTH - GAP * (columns.length - 1);
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  let x: number = PAGE.left;
  return columns.map(({ head, share, align }) => {
    const width = (room * share) / whole;
    const at: Laid = { x, width, align: align ?? "left", head: printable(head) };
    x += width + GAP;
    return at;
  });
}

const headHeight = (sheet: Sheet, laid: readonly Laid[]): number => 2 * PAD + Math.max(...laid.map(({ head, width }) => sheet.measure(head, STYLES.head, width)));

function writeHeads(sheet: Sheet, laid: readonly Laid[], put: (draw: () => void) => void): void {
  const top = sheet.y();
  const height = headHeight(sheet, laid);
  for (const at of laid) {
    const own = sheet.measure(at.head, STYLES.head, at.width);
    put(() => sheet.write(at.head, STYLES.head, { ...at, y: top + height - PAD - own }));
  }
  drawRule(sheet, top + height, COLOURS.edge, 0.8);
  sheet.moveTo(top + height);
}

type Standing = { readonly table: StructureElement; readonly height: number; readonly style: Style; /** The first cell is the head of its row. */ readonly hasHead: boolean; readonly headStyle?: Style };

function writeRow(sheet: Sheet, laid: readonly Laid[], row: Row, { table, height, style, hasHead, headStyle }: Standing): void {
  const top = sheet.y();
  const tr = sheet.group(table, "TR");
  const usual = row.look === "total" ? STYLES.cellStrong : style;
  row.cells.forEach((cell, i) => {
    const at = laid[i];
    if (at === undefined) return;
    const own = at.align === "right" || IS_FIGURE.test(cell.text) ? tabular(usual) : usual;
    const { text, under } = fitted(sheet, cell, own, at.width);
    const isHead = hasHead && i === 0;
    const draw = (): void => {
      sheet.write(text, isHead ? (headStyle ?? own) : own, { ...at, y: top + PAD });
      if (under !== undefined) sheet.write(under, STYLES.under, { ...at, y: sheet.y() + 1 });
    };
    const lang = cell.lang === undefined ? {} : { lang: "fr-FR" };
    sheet.tag(tr, isHead ? "TH" : "TD", draw, isHead ? { ...lang, scope: "Row" } : lang);
  });
  const isStrong = row.look !== undefined;
  drawRule(sheet, top + height, isStrong ? COLOURS.edge : COLOURS.line, isStrong ? 0.8 : 0.5);
  sheet.moveTo(top + height);
}

const rowHeight = (sheet: Sheet, laid: readonly Laid[], row: Row, style: Style): number =>
  2 * PAD + Math.max(...row.cells.map((cell, i) => cellHeight(sheet, fitted(sheet, cell, row.look === "total" ? STYLES.cellStrong : style, laid[i]?.width ?? 0), style, laid[i]?.width ?? 0)));

type Fitted = { readonly text: string; readonly under: string | undefined };

const cellHeight = (sheet: Sheet, { text, under }: Fitted, style: Style, width: number): number =>
  sheet.measure(text, style, width) + (under === undefined ? 0 : 1 + sheet.measure(under, STYLES.under, width));

/** A row stays on one page: what is longer than most of a page, and no field of a file is, ends with dots. */
function fitted(sheet: Sheet, cell: Cell, style: Style, width: number): Fitted {
  let text = printable(cell.text);
  const under = cell.under === undefined ? undefined : printable(cell.under);
  while (text.length > 40 && cellHeight(sheet, { text, under }, style, width) > TALLEST) text = `${text.slice(0, Math.floor(text.length * 0.8))}…`;
  // A cell says something, or that there is nothing: one of spaces alone would be tagged and hold no text.
  return { text: text.trim() === "" ? "–" : text, under };
}

function drawRule(sheet: Sheet, y: number, colour: string, width: number): void {
  sheet.artifact(() => sheet.doc.lineWidth(width).strokeColor(colour).moveTo(PAGE.left, y).lineTo(PAGE.width - PAGE.right, y).stroke());
}
