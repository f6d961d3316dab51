import { createHash } from "node:crypto";
import { closeSync, existsSync, fstatSync, openSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { CodedFailure, type CommitMark } from "./connection.ts";
import { CLEAR_HEADER, HEADER_BYTES, isCorrupt, isNotADatabase, openCipher, PAGE_BYTES, readAt, type Sqlite } from "./open-cipher.ts";
import { readCommitMark } from "./open-commit-mark.ts";
import { DAMAGED_NAME, DB_NAME, WAL_NAME } from "./witness-aside.ts";
import { readWal, type WalReading } from "./witness-wal.ts";
import type { Witness, WitnessBase, WitnessReading } from "./witness.ts";

export type DamageReason =
  /** Commits that were acknowledged are not in the database: its WAL was cut, deleted, rolled back or has a bad frame. */
  | "behind-witness"
  /** Nothing acknowledged is missing, but written commits follow a bad frame. */
  | "wal-damaged"
  | "database-missing" | "database-truncated" | "database-changed" | "pages-damaged"
  | "witness-missing" | "witness-damaged";

/** What is known of a damage before anything is opened for writing. */
export type Damage = {
  readonly reason: DamageReason;
  readonly witnessed: CommitMark | undefined;
  readonly found: CommitMark | undefined;
  readonly wal: WalReading;
};

export type Inspection =
  | { readonly kind: "nothing-yet" }
  | { readonly kind: "sound"; readonly mark: CommitMark; readonly schema: number }
  | { readonly kind: "newer"; readonly schema: number }
  | { readonly kind: "wrong-key" }
  | { readonly kind: "damaged"; readonly damage: Damage };

/** Compares the files with their witness. Writes to none of them. `newest` is the last schema that this program knows. */
export function inspectFiles(dir: string, key: Uint8Array, reading: WitnessReading, newest: number): Inspection {
  const [dbPath, walPath] = [join(dir, DB_NAME), join(dir, WAL_NAME)];
  const wal = readWal(walPath);
  const witness = reading.kind === "good" ? reading.witness : undefined;
  const damaged = (reason: DamageReason, found?: CommitMark): Inspection => ({ kind: "damaged", damage: { reason, witnessed: witness?.mark, found, wal } });

  if (!existsSync(dbPath)) {
    if (reading.kind === "unreadable") return { kind: "wrong-key" };
    const neverUsed = wal.bytes === 0 && (witness === undefined || witness.mark.counter === 0);
    return neverUsed ? { kind: "nothing-yet" } : damaged("database-missing");
  }
  // The note comes first: after it, SQLite's own closing moved the WAL into the main file without a word to the witness.
  const isNoted = existsSync(join(dir, DAMAGED_NAME));
  const fileFault = witness === undefined || isNoted ? undefined : compareFile(dbPath, witness, wal);
  const probe = probeDatabase(dbPath, key);
  if (probe.kind === "read" && probe.schema > newest) return { kind: "newer", schema: probe.schema };
  const found = probe.kind === "read" ? probe.mark : undefined;
  if (fileFault !== undefined) return damaged(fileFault, found);
  // The witness is keyed by the same key: when it agrees, an unreadable page is damage and not a wrong key.
  if (probe.kind === "not-a-database" && witness === undefined) return { kind: "wrong-key" };
  if (probe.kind !== "read" || found === undefined) return damaged("pages-damaged", found);
  if (witness === undefined) return damaged(reading.kind === "missing" ? "witness-missing" : "witness-damaged", found);
  if (found.counter < witness.mark.counter) return damaged("behind-witness", found);
  if (!probe.isWhole || isNoted) return damaged("pages-damaged", found);
  // One commit may be written and torn by a power cut before it was acknowledged; it is then simply not there.
  if (found.counter + wal.lostCommits > witness.mark.counter + 1) return damaged("wal-damaged", found);
  return { kind: "sound", mark: found, schema: probe.schema };
}

/**
 * With nothing in the WAL the commit counter is the main file's own, and tells enough (SQLite settles its WAL by itself where a process ends
 * without closing). Else the page that counts commits must be as our last checkpoint left it.
 */
function compareFile(path: string, { header, base }: Witness, wal: WalReading): DamageReason | undefined {
  const fd = openSync(path, "r");
  try {
    if (base !== undefined && fstatSync(fd).size < base.fileBytes) return "database-truncated";
    const head = readHeader(fd);
    if (head !== header || !head.endsWith(Buffer.from(CLEAR_HEADER).toString("hex"))) return "database-changed";
    if (base === undefined || wal.goodFrames === 0) return undefined;
    return hashPage(fd, base.page) === base.pageHash ? undefined : "database-changed";
  } finally {
    closeSync(fd);
  }
}

/** Hex; empty when the file is shorter than a header. */
export function readHeader(fd: number): string {
  return Buffer.from(readAt(fd, 0, HEADER_BYTES) ?? []).toString("hex");
}

/** The main file as it now stands, for the witness. */
export function readBase(fd: number, page: number): WitnessBase {
  return { fileBytes: fstatSync(fd).size, page, pageHash: hashPage(fd, page) };
}

function hashPage(fd: number, page: number): string {
  const bytes = readAt(fd, (page - 1) * PAGE_BYTES, PAGE_BYTES);
  return createHash("sha256").update(bytes ?? "").digest("hex");
}

type Probe =
  | { readonly kind: "read"; readonly schema: number; readonly mark: CommitMark | undefined; readonly isWhole: boolean }
  | { readonly kind: "not-a-database" }
  | { readonly kind: "corrupt" };

function probeDatabase(path: string, key: Uint8Array): Probe {
  if (!statSync(path).isFile()) throw new CodedFailure({ code: "G1007", params: { what: DB_NAME } });
  // SQLite takes a file without a first page for a new one, and deletes its WAL.
  if (statSync(path).size < PAGE_BYTES) return { kind: "not-a-database" };
  const hadWal = existsSync(`${path}-wal`);
  let db: Sqlite | undefined;
  try {
    db = openCipher(path, key, "read-only");
    return { kind: "read", schema: readSchema(db), mark: readCommitMark(db), isWhole: hasWholePages(db) };
  } catch (error) {
    if (isNotADatabase(error)) return { kind: "not-a-database" };
    if (isCorrupt(error)) return { kind: "corrupt" };
    throw error;
  } finally {
    db?.close();
    // Reading makes an index and, where there was none, an empty WAL: an untouched folder shows neither.
    rmSync(`${path}-shm`, { force: true });
    if (!hadWal) rmSync(`${path}-wal`, { force: true });
  }
}

/**
 * Reads and authenticates every page of every table and index, so at every opening: 0.2 s for 100,000 files. Table by table, for SQLite would
 * else check the meaning of the search index too, which costs as much again and can be made anew.
 */
function hasWholePages(db: Sqlite): boolean {
  try {
    const tables = db.prepare<[], { readonly name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").all();
    return ["sqlite_schema", ...tables.map(({ name }) => name)].every((name) => db.pragma(`quick_check('${name}')`, { simple: true }) === "ok");
  } catch (error) {
    if (isCorrupt(error) || isNotADatabase(error)) return false;
    throw error;
  }
}

/** Version of the last migration applied; 0 for none. */
export function readSchema(db: Sqlite): number {
  return Number(db.pragma("user_version", { simple: true }));
}
