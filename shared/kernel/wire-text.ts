/**
 * True when PostgreSQL can store the text: no U+0000 and no lone surrogate. One bad text would otherwise fail a whole batch,
 * so every change is checked alone, before SQL.
 */
export function isStorableText(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

/** UTF-8 length in bytes, without an encoder (no DOM and no Node here). Lone surrogates count 3. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
