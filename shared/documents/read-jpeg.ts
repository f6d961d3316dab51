import { startsWith, uint16 } from "./bytes.ts";

/** Telephones put a second picture behind the first (gain map, large preview): whole pictures may follow, and where they end is the end. */
export function endOfJpegs(bytes: Uint8Array): number | undefined {
  let end = endOfJpeg(bytes);
  while (end !== undefined && startsWith(bytes.subarray(end), [0xff, 0xd8, 0xff])) {
    const next = endOfJpeg(bytes.subarray(end));
    if (next === undefined) break;
    end += next;
  }
  return end;
}

/** Height and width of the largest frame of the first picture, which is the one that is shown. Undefined when it is no whole picture. */
export function sizeOfJpeg(bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  let [width, height] = [0, 0];
  const end = endOfJpeg(bytes, (at) => {
    height = Math.max(height, uint16(bytes, at));
    width = Math.max(width, uint16(bytes, at + 2));
  });
  return end === undefined ? undefined : { width, height };
}

/**
 * Where one JPEG picture ends, from its segments: each has a marker and a length, the entropy-coded data after a scan goes to the next
 * marker. Undefined when it is cut, has no size or no scan, or a segment is not where the one before says.
 */
function endOfJpeg(bytes: Uint8Array, onFrame: (at: number) => void = () => undefined): number | undefined {
  let at = 2;
  let hasFrame = false;
  let hasScan = false;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill
      continue;
    }
    if (marker === EOI) return hasFrame && hasScan ? at + 2 : undefined;
    if (marker === 0x00 || marker === SOI) return undefined;
    if (isAlone(marker)) {
      at += 2;
      continue;
    }
    const length = uint16(bytes, at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return undefined;
    if (isFrame(marker)) {
      if (length < 8 || uint16(bytes, at + 7) === 0) return undefined; // a width of none
      hasFrame = true;
      onFrame(at + 5);
    }
    at += 2 + length;
    if (marker !== SOS) continue;
    hasScan = true;
    at = endOfScan(bytes, at);
  }
  return undefined;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const isAlone = (marker: number): boolean => isRestart(marker) || marker === 0x01;
/** Start of frame, every kind of it: the C0 family without tables (C4), reserved (C8) and arithmetic conditioning (CC). */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Inside a scan 0xff is followed by 0 (a byte of data) or a restart; anything else is the next segment. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0x00 && !isRestart(next)) return at;
  }
  return bytes.length;
}
