/** Zero bytes, as no text has, and the five bytes that Windows-1252 leaves without a character. */
const NOT_WINDOWS_1252 = /[\0\u0081\u008d\u008f\u0090\u009d]/;

/** The text of a CSV without its mark: UTF-8, UTF-16 where a mark says so, or Windows-1252, as French spreadsheets still write. Undefined: none of these. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded("utf-16le", bytes);
  if (first === 0xfe && second === 0xff) return decoded("utf-16be", bytes);
  const utf8 = decoded("utf-8", bytes);
  if (utf8 !== undefined) return utf8.includes("\0") ? undefined : utf8;
  const text = decoded("windows-1252", bytes);
  return text === undefined || NOT_WINDOWS_1252.test(text) ? undefined : text;
}

function decoded(encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252", bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
