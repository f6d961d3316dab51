import { latin1, startsWith, uint32 } from "./bytes.ts";

/** Where a PNG picture ends, chunk by chunk, each with its check sum. Undefined when it is cut, broken, or holds no picture. */
export function endOfPng(bytes: Uint8Array): number | undefined {
  let at = 8;
  let hasData = false;
  for (let first = true; at + 12 <= bytes.length; first = false) {
    const length = uint32(bytes, at);
    const end = at + 12 + length;
    if (end > bytes.length || uint32(bytes, end - 4) !== crc32(bytes.subarray(at + 4, end - 4))) return undefined;
    const chunk = bytes.subarray(at + 4, at + 8);
    const isHeader = startsWith(chunk, HEADER);
    if (first !== isHeader || (isHeader && (length !== 13 || uint32(bytes, at + 8) === 0 || uint32(bytes, at + 12) === 0))) return undefined;
    if (startsWith(chunk, DATA)) hasData = true;
    if (startsWith(chunk, END)) return hasData && length === 0 ? end : undefined;
    at = end;
  }
  return undefined;
}

const [HEADER, DATA, END] = [latin1("IHDR"), latin1("IDAT"), latin1("IEND")];

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
