import encodeQR from "qr";
import type { CodeBlock } from "./paper.ts";
import { printable } from "./printable.ts";
import type { Sheet } from "./sheet.ts";
import { COLOURS, PAGE, STYLES, TEXT_WIDTH } from "./styles.ts";

/** Of a module, in points: 0.6 mm, which a telephone reads from a copy of a copy. */
const MODULE = 1.75;
/** Modules of white around a code, which readers expect. */
const QUIET = 4;
const GAP = 10;

/** A code to read with a telephone, and beside it what it is and how to do without. It is a figure with its alternate text; the lines are read after it. */
export function drawCode(sheet: Sheet, { text, alt, title, lines }: CodeBlock): void {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: QUIET });
  const side = rows.length * MODULE;
  const [x, width] = [PAGE.left + side + GAP, TEXT_WIDTH - side - GAP];
  const texts = lines.map(printable);
  const height = Math.max(side, sheet.measure(printable(title), STYLES.strong, width) + texts.reduce((sum, line) => sum + 4 + sheet.measure(line, STYLES.value, width), 0) + QUIET * MODULE);
  sheet.ensure(height + 6);
  const top = sheet.y();
  const first = top + QUIET * MODULE;
  // On white, whatever lies across the page.
  sheet.artifact(() => sheet.doc.rect(PAGE.left, top, side, side).fill(COLOURS.paper));
  sheet.tag(sheet.root, "Figure", () => {
    rows.forEach((row, y) => runsOf(row).forEach(({ from, length }) => sheet.doc.rect(PAGE.left + from * MODULE, top + y * MODULE, length * MODULE, MODULE)));
    sheet.doc.fill(COLOURS.ink);
  }, { alt: printable(alt) });
  sheet.tag(sheet.root, "P", () => sheet.write(printable(title), STYLES.strong, { x, y: first, width }));
  for (const line of texts) sheet.tag(sheet.root, "P", () => sheet.write(line, STYLES.value, { x, y: sheet.y() + 4, width }));
  sheet.moveTo(top + height + 6);
}

/** Dark modules that stand beside each other are one rectangle: between two a reader would see a hair of white. */
function runsOf(row: readonly boolean[]): readonly { readonly from: number; readonly length: number }[] {
  const runs: { from: number; length: number }[] = [];
  row.forEach((isDark, at) => {
    const last = runs.at(-1);
    if (!isDark) return;
    if (last !== undefined && last.from + last.length === at) last.length += 1;
    else runs.push({ from: at, length: 1 });
  });
  return runs;
}
