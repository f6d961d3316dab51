import { err, ok, type Result } from "../../../shared/kernel/result.ts";

/** Why a chosen file is no table: keys of the faults in `shared/i18n`. */
export type TableFault = "IMPORT_TOO_LARGE" | "IMPORT_ENCODING";

/** As much as one call to the core may carry. */
const MOST_BYTES = 50_000_000;
/** Zero bytes, as in UTF-16, and the five bytes that Windows-1252 leaves without a character. */
const NOT_WINDOWS_1252 = /[\0\u0081\u008d\u008f\u0090\u009d]/;

/** The text of a file in UTF-8, or in what a French spreadsheet still writes: read as the first, an accent of the second would be lost without a word. */
export function tableText(bytes: ArrayBuffer): Result<string, TableFault> {
  if (bytes.byteLength > MOST_BYTES) return err("IMPORT_TOO_LARGE");
  const text = decoded(bytes);
  return text === undefined ? err("IMPORT_ENCODING") : ok(text);
}

function decoded(bytes: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    return NOT_WINDOWS_1252.test(text) ? undefined : text;
  }
}
