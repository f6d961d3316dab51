import type { TextColumn } from "./sql.ts";

const TEXT = 25;
const NULL_LENGTH = -1;
const HEADER_BYTES = 20;

/**
 * A `text[]` in PostgreSQL's binary form: nothing in it is escaped here or looked through for escapes there, which for JSON texts (one
 * character in eight is a quote) is most of what sending them costs.
 */
export function textColumnToBytes(texts: TextColumn): Buffer {
  const size = texts.reduce((sum, text) => sum + 4 + (text === null ? 0 : Buffer.byteLength(text)), HEADER_BYTES);
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt32BE(texts.length === 0 ? 0 : 1, 0); // dimensions
  at = bytes.writeInt32BE(texts.includes(null) ? 1 : 0, at);
  at = bytes.writeInt32BE(TEXT, at);
  if (texts.length === 0) return bytes.subarray(0, at);
  at = bytes.writeInt32BE(texts.length, at);
  at = bytes.writeInt32BE(1, at); // first index
  for (const text of texts) {
    const length = text === null ? 0 : bytes.write(text, at + 4);
    bytes.writeInt32BE(text === null ? NULL_LENGTH : length, at);
    at += 4 + length;
  }
  return bytes;
}
