import type { Paper } from "./paper.ts";
import { printable } from "./printable.ts";
import type { Sheet } from "./sheet.ts";
import { COLOURS, PAGE, STYLES, TEXT_WIDTH, type Style } from "./styles.ts";

const HEAD_Y = 36;
const FOOT_Y = PAGE.height - 44;
const STAMP = { padX: 7, padY: 4, gap: 6, height: 19 } as const;

/** Behind and above the text of a page, as soon as it is begun. Artifacts: what they say is said once in the text too. */
export function drawBehind(sheet: Sheet, { across, letterhead, stamps }: Paper): void {
  if (across !== undefined) sheet.artifact(() => writeAcross(sheet, printable(across)), "Pagination");
  let right = PAGE.width - PAGE.right;
  for (const stamp of stamps.toReversed()) {
    const text = printable(stamp);
    const width = sheet.widthOf(text, STYLES.stamp) + 2 * STAMP.padX;
    right -= width;
    const x = right;
    sheet.artifact(() => {
      sheet.doc.lineWidth(1).strokeColor(COLOURS.attend).roundedRect(x, HEAD_Y - STAMP.padY, width, STAMP.height, 3).stroke();
      sheet.writeLine(text, STYLES.stamp, x + STAMP.padX, HEAD_Y);
    }, "Pagination");
    right -= STAMP.gap;
  }
  if (letterhead !== "") sheet.artifact(() => sheet.writeLine(shortened(sheet, printable(letterhead), STYLES.furniture, right - PAGE.left - 8), STYLES.furniture, PAGE.left, HEAD_Y + 1), "Pagination");
}

/** The foot of every page, once their number is known. */
export function drawFeet(sheet: Sheet, { foot, pageOf }: Paper): void {
  const { start, count } = sheet.doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    sheet.doc.switchToPage(page);
    const number = pageOf(page + 1, count);
    const width = sheet.widthOf(number, STYLES.furniture);
    sheet.artifact(() => {
      sheet.doc.lineWidth(0.5).strokeColor(COLOURS.line).moveTo(PAGE.left, FOOT_Y - 8).lineTo(PAGE.width - PAGE.right, FOOT_Y - 8).stroke();
      sheet.writeLine(shortened(sheet, printable(foot), STYLES.furniture, TEXT_WIDTH - width - 16), STYLES.furniture, PAGE.left, FOOT_Y);
      sheet.writeLine(number, STYLES.furniture, PAGE.width - PAGE.right - width, FOOT_Y);
    }, "Pagination");
  }
}

/** From corner to corner, as large as fits. */
function writeAcross(sheet: Sheet, text: string): void {
  const [middleX, middleY] = [PAGE.width / 2, PAGE.height / 2];
  const wanted: Style = { font: "strong", size: 80, leading: 1.21, colour: COLOURS.across };
  const size = Math.min(96, (wanted.size * 640) / sheet.widthOf(text, wanted));
  const style = { ...wanted, size };
  const width = sheet.widthOf(text, style);
  sheet.doc.save().rotate(-52, { origin: [middleX, middleY] });
  sheet.writeLine(text, style, middleX - width / 2, middleY - size * 0.6);
  sheet.doc.restore();
}

function shortened(sheet: Sheet, text: string, style: Style, width: number): string {
  let short = text;
  while (short.length > 1 && sheet.widthOf(short === text ? text : `${short}…`, style) > width) short = short.slice(0, -1);
  return short === text ? text : `${short.trimEnd()}…`;
}
