import { inflateSync } from "node:zlib";
import decodeQR from "qr/decode.js";

/** Of a module on our paper, in points, and pixels of one in the picture that is given to the reader. */
const [MODULE, PIXELS, MARGIN] = [1.75, 4, 4];
type Rectangle = { readonly x: number; readonly y: number; readonly width: number };

/** The text of the one QR code that a PDF of ours holds, read from a picture that is drawn anew from the rectangles of its pages. */
export function readCode(pdf: Uint8Array): string {
  const rectangles = streamsOf(pdf).flatMap((content): readonly Rectangle[] =>
    [...content.matchAll(/^(\S+) (\S+) (\S+) 1\.75 re$/gm)].map(([, x, y, width]) => ({ x: Number(x), y: Number(y), width: Number(width) })));
  const [left, top] = [Math.min(...rectangles.map(({ x }) => x)), Math.min(...rectangles.map(({ y }) => y))];
  const place = (points: number): number => Math.round(points / MODULE);
  const size = Math.max(...rectangles.map(({ x, width }) => place(x - left) + place(width)));
  const side = (size + 2 * MARGIN) * PIXELS;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const { x, y, width } of rectangles) {
    const [fromX, fromY] = [(place(x - left) + MARGIN) * PIXELS, (place(y - top) + MARGIN) * PIXELS];
    for (let row = fromY; row < fromY + PIXELS; row += 1) for (let column = fromX; column < fromX + place(width) * PIXELS; column += 1) data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
  }
  return decodeQR({ width: side, height: side, data });
}

function streamsOf(pdf: Uint8Array): readonly string[] {
  const bytes = Buffer.from(pdf);
  return [...bytes.toString("latin1").matchAll(/stream\r?\n/g)].flatMap((match) => {
    try {
      return [inflateSync(bytes.subarray(match.index + match[0].length), { finishFlush: 2 }).toString("latin1")];
    } catch {
      return [];
    }
  });
}
