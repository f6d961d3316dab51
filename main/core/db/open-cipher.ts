import { readSync } from "node:fs";
import Database from "better-sqlite3";

/** The raw connection. Only the files open-*.ts, migrate.ts and lock-folder.ts may hold one. */
export type Sqlite = Database.Database;

export const PAGE_BYTES = 16_384;
const CACHE_KIB = 65_536;

/**
 * What stands unencrypted in bytes 16 to 23 of the file: page size 16 KB, WAL for writing and reading, 64 reserved bytes (AEGIS-256: nonce 32,
 * tag 32), and SQLite's three constants. Not covered by the page's tag, so compared as bytes.
 */
export const CLEAR_HEADER = Uint8Array.of(0x40, 0x00, 2, 2, 64, 64, 32, 32);
export const HEADER_BYTES = 24;

/**
 * Opens the file with the AEGIS-256 cipher (authenticated per page: a flipped bit is an error on reading, never a wrong value) and the raw
 * 32-byte key. The only place that knows the cipher. Throws SqliteError; the key itself is tried on the first read.
 */
export function openCipher(path: string, key: Uint8Array, mode: "create" | "write" | "read-only"): Sqlite {
  const db = new Database(path, { readonly: mode === "read-only", fileMustExist: mode !== "create", timeout: 0 });
  try {
    db.pragma("cipher = 'aegis'");
    db.pragma("algorithm = 'aegis-256'");
    setKey(db, key);
    // Before the first read: the WAL index then lives in memory and no second process can share the file. Impossible when only reading.
    if (mode !== "read-only") db.pragma("locking_mode = EXCLUSIVE");
    db.pragma("temp_store = MEMORY");
    db.pragma("trusted_schema = OFF");
    db.pragma("cell_size_check = ON");
    db.pragma("foreign_keys = ON");
    db.pragma(`cache_size = -${CACHE_KIB}`);
    if (mode === "create") db.pragma(`page_size = ${PAGE_BYTES}`);
    if (mode !== "read-only") makeDurable(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** By a buffer that is emptied, not by SQL text that would stay in memory. The types of the unencrypted package do not know `key`. */
function setKey(db: Sqlite, key: Uint8Array): void {
  const method: unknown = Reflect.get(db, "key");
  if (typeof method !== "function") throw new Error("this build of SQLite cannot encrypt");
  const raw = Buffer.alloc(4 + key.length * 2);
  raw.write("raw:", "latin1");
  for (const [index, byte] of key.entries()) raw.write(byte.toString(16).padStart(2, "0"), 4 + index * 2, "latin1");
  Reflect.apply(method, db, [raw]);
  raw.fill(0);
}

function makeDurable(db: Sqlite): void {
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("fullfsync = ON");
  db.pragma("checkpoint_fullfsync = ON");
  // Checkpoints are ours (open-checkpoint.ts): the witness must know of each.
  db.pragma("wal_autocheckpoint = 0");
}

/** What a wrong key and a damaged first page both look like. */
export const isNotADatabase = (error: unknown): boolean => sqliteCode(error) === "SQLITE_NOTADB";

/** A page that fails its tag, or a structure that contradicts itself. */
export const isCorrupt = (error: unknown): boolean => sqliteCode(error).startsWith("SQLITE_CORRUPT");

/** `SQLITE_…`, or an empty text when the error is not SQLite's. */
export function sqliteCode(error: unknown): string {
  return error instanceof Database.SqliteError ? error.code : "";
}

/** Exactly `length` bytes at `offset`, or undefined when the file ends before. */
export function readAt(fd: number, offset: number, length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const read = readSync(fd, bytes, done, length - done, offset + done);
    if (read === 0) return undefined;
    done += read;
  }
  return bytes;
}
