import { join } from "node:path";
import Database from "better-sqlite3";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { sqliteCode } from "./open-cipher.ts";

export const LOCK_NAME = "guichet.lock";

export type FolderLock = { readonly release: () => void };

/**
 * Holds the folder for this process until released: an exclusive transaction on an empty SQLite file, so the operating system frees it when
 * the process dies, however it dies. G1004 when another Guichet holds it, G1007 when the folder cannot be written.
 * A folder on a network share whose locks lie is not protected: the data folder belongs on the computer's own disk.
 */
export function lockFolder(dir: string): Result<FolderLock, CodedError> {
  const path = join(dir, LOCK_NAME);
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: 0 });
    db.pragma("journal_mode = MEMORY");
    db.exec("BEGIN EXCLUSIVE");
    const held = db;
    return ok({ release: () => held.close() });
  } catch (error) {
    db?.close();
    if (sqliteCode(error).startsWith("SQLITE_BUSY")) return err({ code: "G1004" });
    return err({ code: "G1007", params: { what: LOCK_NAME } });
  }
}
