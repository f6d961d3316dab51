import { assertNever } from "../shared/kernel/assert-never.ts";
import type { Block, Tone } from "./paper.ts";
import { printable } from "./printable.ts";
import type { Sheet } from "./sheet.ts";
import { COLOURS, PAGE, STYLES, TEXT_WIDTH, type Colour, type Style } from "./styles.ts";

type Of<K extends Block["kind"]> = Extract<Block, { readonly kind: K }>;

const HEADINGS = {
  1: { role: "H1", style: STYLES.h1, before: 0, after: 8, keep: 60 },
  2: { role: "H2", style: STYLES.h2, before: 18, after: 6, keep: 64 },
  3: { role: "H3", style: STYLES.h3, before: 12, after: 4, keep: 48 },
} as const;

/** A heading, never alone at the foot of a page. */
export function drawHeading(sheet: Sheet, { level, text }: Of<"heading">): void {
  const { role, style, before, after, keep } = HEADINGS[level];
  const words = printable(text);
  const began = sheet.ensure(before + sheet.measure(words, style, TEXT_WIDTH) + keep);
  const y = sheet.y() + (began || sheet.y() === PAGE.top ? 0 : before);
  sheet.tag(sheet.root, role, () => sheet.write(words, style, { x: PAGE.left, y, width: TEXT_WIDTH }));
  sheet.moveTo(sheet.y() + after);
}

const LOOKS = { plain: { style: STYLES.plain, after: 7 }, strong: { style: STYLES.strong, after: 4 }, quiet: { style: STYLES.quiet, after: 6 }, number: { style: STYLES.number, after: 6 } } as const;

/** Each line that a person began anew is a paragraph of its own; a long one goes on over pages. */
export function drawParagraph(sheet: Sheet, { text, look = "plain" }: Of<"paragraph">): void {
  const { style, after } = LOOKS[look];
  for (const line of paragraphsOf(text)) {
    sheet.ensure(Math.min(sheet.measure(line, style, TEXT_WIDTH), 2 * style.size * style.leading));
    sheet.tag(sheet.root, "P", () => sheet.write(line, style, { x: PAGE.left, y: sheet.y(), width: TEXT_WIDTH }));
    sheet.moveTo(sheet.y() + after);
  }
}

const paragraphsOf = (text: string): readonly string[] => text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => printable(line).trim()).filter((line) => line !== "");

const BAR = 3;
const INSET = 12;
const PAD = 7;

export function drawNotice(sheet: Sheet, { tone, title, lines }: Of<"notice">): void {
  const width = TEXT_WIDTH - INSET;
  const head: Style = { ...STYLES.strong, size: 10.5, colour: colourOf(tone) };
  const texts = lines.map(printable);
  const height = 2 * PAD + sheet.measure(printable(title), head, width) + texts.reduce((sum, line) => sum + 2 + sheet.measure(line, STYLES.plain, width), 0);
  sheet.ensure(height + 10);
  const top = sheet.y();
  sheet.artifact(() => sheet.doc.rect(PAGE.left, top, BAR, height).fill(colourOf(tone)));
  sheet.tag(sheet.root, "P", () => sheet.write(printable(title), head, { x: PAGE.left + INSET, y: top + PAD, width }));
  for (const line of texts) sheet.tag(sheet.root, "P", () => sheet.write(line, STYLES.plain, { x: PAGE.left + INSET, y: sheet.y() + 2, width }));
  sheet.moveTo(top + height + 9);
}

function colourOf(tone: Tone): Colour {
  switch (tone) {
    case "done": return COLOURS.done;
    case "stop": return COLOURS.stop;
    case "attend": return COLOURS.attend;
    case "plain": return COLOURS.quiet;
    default: return assertNever(tone, "tone of a notice");
  }
}

export function drawList(sheet: Sheet, { items, numbered }: Of<"list">): void {
  const list = sheet.group(sheet.root, "L");
  items.forEach((item, i) => {
    const text = printable(item);
    const width = TEXT_WIDTH - INSET - 4;
    sheet.ensure(Math.min(sheet.measure(text, STYLES.value, width), 400));
    const y = sheet.y();
    const entry = sheet.group(list, "LI");
    sheet.tag(entry, "Lbl", () => sheet.writeLine(numbered === true ? `${i + 1}.` : "–", STYLES.value, PAGE.left + 2, y));
    sheet.tag(entry, "LBody", () => sheet.write(text, STYLES.value, { x: PAGE.left + INSET + 4, y, width }));
    sheet.moveTo(sheet.y() + 3);
  });
  sheet.moveTo(sheet.y() + 4);
}

/** To the right: where the window of a French envelope shows an address. */
const RIGHT = PAGE.left + 255;

export function drawLines(sheet: Sheet, { at, lines, strong, top }: Of<"lines">): void {
  const x = at === "left" ? PAGE.left : RIGHT;
  const width = PAGE.width - PAGE.right - x;
  if (top !== undefined) sheet.moveTo(Math.max(sheet.y(), top));
  sheet.ensure(lines.length * 16);
  lines.forEach((line, i) => sheet.tag(sheet.root, "P", () => sheet.write(printable(line), i === strong ? STYLES.strong : STYLES.plain, { x, y: sheet.y(), width })));
  sheet.moveTo(sheet.y() + 14);
}
