import { crc32 } from "../kernel/crc32.ts";
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
