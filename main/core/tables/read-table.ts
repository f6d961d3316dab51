import { IMPORT_LIMITS } from "../../../shared/bridge/import-views.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import { readCsv } from "./read-csv.ts";
import { TableFailure, type TableResult } from "./table.ts";
import { readXlsx } from "./read-xlsx.ts";

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** Old Excel, and any Excel under a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
const PASSWORD_MARK = Buffer.from("EncryptedPackage", "utf16le");

/** The table of a file, by what it holds and not by its name; whatever it holds, a table or one fault, within the limits of memory and time. */
export async function readTable(bytes: Uint8Array): Promise<TableResult> {
  if (bytes.length > IMPORT_LIMITS.bytes) return err("IMPORT_TOO_LARGE");
  if (begins(bytes, COMPOUND)) return err(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(PASSWORD_MARK) ? "IMPORT_PROTECTED" : "IMPORT_OLD_EXCEL");
  try {
    const table = begins(bytes, ZIP) ? await readXlsx(bytes) : await readCsv(bytes);
    return table.titles.some((title) => title.trim() !== "") ? ok(table) : err("IMPORT_EMPTY");
  } catch (error) {
    if (error instanceof TableFailure) return err(error.fault);
    throw error;
  }
}

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte);
