import { deflateSync, inflateSync, crc32 } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

type Pixels = { readonly width: number; readonly height: number; readonly rgb: Uint8Array };

/** The same picture with the 256 colours that it uses most; the rare ones of letters' edges take the nearest. A third of the size. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, rgb } = decode(png);
  const { palette, index } = reduce(rgb);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) rows.set(index.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([SIGNATURE, chunk("IHDR", head), chunk("PLTE", palette), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

function reduce(rgb: Uint8Array): { readonly palette: Buffer; readonly index: Uint8Array } {
  const counts = new Map<number, number>();
  const colourAt = (i: number): number => ((rgb[i] ?? 0) << 16) | ((rgb[i + 1] ?? 0) << 8) | (rgb[i + 2] ?? 0);
  for (let i = 0; i < rgb.length; i += 3) counts.set(colourAt(i), (counts.get(colourAt(i)) ?? 0) + 1);
  const kept = mostUsed(counts);
  const places = new Map(kept.map((colour, place) => [colour, place]));
  const index = new Uint8Array(rgb.length / 3);
  for (let i = 0; i < index.length; i += 1) {
    const colour = colourAt(i * 3);
    const place = places.get(colour) ?? nearest(kept, colour);
    places.set(colour, place);
    index[i] = place;
  }
  return { palette: Buffer.from(kept.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])), index };
}

/** The most used colour of each neighbourhood first, so that a rare red keeps its place beside many greys. */
function mostUsed(counts: ReadonlyMap<number, number>): readonly number[] {
  const areas = new Map<number, { total: number; colour: number; most: number }>();
  for (const [colour, count] of counts) {
    const area = colour & 0xf0f0f0;
    const known = areas.get(area) ?? { total: 0, colour, most: 0 };
    areas.set(area, { total: known.total + count, ...(count > known.most ? { colour, most: count } : { colour: known.colour, most: known.most }) });
  }
  const spread = [...areas.values()].toSorted((a, b) => b.total - a.total).slice(0, (COLOURS * 3) / 4).map(({ colour }) => colour);
  const rest = [...counts].toSorted(([, a], [, b]) => b - a).map(([colour]) => colour).filter((colour) => !spread.includes(colour));
  return [...spread, ...rest.slice(0, COLOURS - spread.length)];
}

function nearest(kept: readonly number[], colour: number): number {
  const far = (a: number, b: number): number => ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
  return kept.reduce((best, each, place) => (far(each, colour) < far(kept[best] ?? 0, colour) ? place : best), 0);
}

/** Only what Chromium writes: 8 bits a channel, RGB or RGBA, not interlaced. Throws on anything else. */
function decode(png: Buffer): Pixels {
  const [width, height, bits, type] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]];
  if (!png.subarray(0, 8).equals(SIGNATURE) || bits !== 8 || (type !== 2 && type !== 6)) throw new Error("not a picture of Chromium");
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const channels = type === 2 ? 3 : 4;
  const lines = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i += 1) for (let c = 0; c < 3; c += 1) rgb[i * 3 + c] = lines[i * channels + c] ?? 0;
  return { width, height, rgb };
}

function unfilter(raw: Buffer, stride: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const left = x < step ? 0 : (out[y * stride + x - step] ?? 0);
      const up = y === 0 ? 0 : (out[(y - 1) * stride + x] ?? 0);
      const corner = x < step || y === 0 ? 0 : (out[(y - 1) * stride + x - step] ?? 0);
      const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : filter === 4 ? paeth(left, up, corner) : 0;
      out[y * stride + x] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
