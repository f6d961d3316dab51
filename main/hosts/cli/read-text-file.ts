import { fstatSync, openSync, closeSync, readFileSync } from "node:fs";
import type { TerminalText, TerminalWords } from "../../../shared/i18n/terminal.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";

/** Why a file named on the command line cannot be read: a sentence of the terminal, and what fills it. */
export type FileFault = { readonly key: Extract<TerminalText, `file.${string}`>; readonly holes: { readonly [hole: string]: string | number } };
export type Encodings = "utf-8" | "utf-8 or windows-1252";

/** As much as one call to the core may carry. */
export const MOST_MEGABYTES = 50;
const INPUT = 0;

/** The whole text of a file (`-`: the input), without its byte order mark. */
export function readTextFile(file: string, encodings: Encodings): Result<string, FileFault> {
  const bytes = readFileBytes(file);
  if (!bytes.ok) return bytes;
  const text = decode(bytes.value, encodings);
  return text === undefined ? fault(encodings === "utf-8" ? "file.notUtf8" : "file.unknownEncoding", { file }) : ok(text);
}

export const fileFaultText = ({ key, holes }: FileFault, { say }: TerminalWords): string => say(key, holes);

/** The bytes of a file (`-`: the input), as many as one call may carry at most. */
export function readFileBytes(file: string): Result<Buffer, FileFault> {
  let handle = INPUT;
  try {
    if (file !== "-") handle = openSync(file, "r");
    const stat = fstatSync(handle);
    if (stat.isDirectory()) return fault("file.isFolder", { file });
    if (stat.size > MOST_MEGABYTES * 1_000_000) return fault("file.tooLarge", { file, most: MOST_MEGABYTES });
    const bytes = readFileSync(handle);
    return bytes.length > MOST_MEGABYTES * 1_000_000 ? fault("file.tooLarge", { file, most: MOST_MEGABYTES }) : ok(bytes);
  } catch (error) {
    return err(fileFaultOf(file, error));
  } finally {
    if (handle !== INPUT) closeSync(handle);
  }
}

/** What the system said of a file, in words that say what to do. */
export function fileFaultOf(file: string, error: unknown): FileFault {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"].includes(code)) return { key: "file.notFound", holes: { file } };
  if (code === "EISDIR") return { key: "file.isFolder", holes: { file } };
  if (code === "EACCES" || code === "EPERM") return { key: "file.notAllowed", holes: { file } };
  return { key: "file.unreadable", holes: { file, why: code === "" ? String(error) : code } };
}

/** UTF-8; or what a French spreadsheet still writes, unless characters that no text has say that it is something else. */
function decode(bytes: Buffer, encodings: Encodings): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    return encodings === "utf-8" || NOT_WINDOWS_1252.test(text) ? undefined : text;
  }
}

/** Zero bytes, as in UTF-16, and the five bytes that Windows-1252 leaves without a character. */
const NOT_WINDOWS_1252 = /[\0\u0081\u008d\u008f\u0090\u009d]/;

const fault = (key: FileFault["key"], holes: FileFault["holes"]): Result<never, FileFault> => err({ key, holes });
