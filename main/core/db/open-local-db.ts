import { closeSync, openSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { CodedFailure, type CommitMark, type LineHead, type LocalDb } from "./connection.ts";
import type { FolderLock } from "./lock-folder.ts";
import { isCorrupt, isNotADatabase, type Sqlite } from "./open-cipher.ts";
import { commitMarkPage, createMarkWriter } from "./open-commit-mark.ts";
import { toStorageError } from "./open-errors.ts";
import { createQueries } from "./open-queries.ts";
import { noteDamage } from "./witness-note.ts";
import { DB_NAME, WAL_NAME } from "./witness-aside.ts";
import { readBase, readHeader } from "./witness-check.ts";
import type { WitnessFile } from "./witness-file.ts";
import type { WitnessBase } from "./witness.ts";

/** Past this the WAL goes into the main file at the next quiet moment; past four times this, within the transaction's call. */
const WAL_ENOUGH_BYTES = 16 * 1_024 * 1_024;

export type LocalDbParts = {
  readonly dir: string;
  readonly db: Sqlite;
  readonly mark: CommitMark;
  readonly witness: WitnessFile;
  readonly lock: FolderLock;
  readonly now: () => number;
};
/** `settle` moves the WAL into the main file now. */
export type OpenedDb = LocalDb & { readonly settle: () => void };

/** The witnessed connection, from parts that were found sound. Closing settles everything and frees the folder. */
export function createLocalDb({ dir, db, mark: foundMark, witness, lock, now }: LocalDbParts): OpenedDb {
  // Opened once and closed last: closing any handle on the file would drop SQLite's own locks in this process (POSIX).
  const fd = openSync(join(dir, DB_NAME), "r");
  const header = readHeader(fd);
  const page = commitMarkPage(db) ?? 0;
  const writeMark = createMarkWriter(db);
  const steps = { begin: db.prepare("BEGIN IMMEDIATE"), commit: db.prepare("COMMIT"), rollback: db.prepare("ROLLBACK") };
  let mark = foundMark;
  let base: WitnessBase | undefined;
  let stopped: CodedError | undefined;
  let pendingHead: LineHead | undefined;
  let settling: NodeJS.Immediate | undefined;

  const queries = createQueries(db, guard);
  const writable = queries.write((head) => {
    pendingHead = head;
  });

  function guard(error: unknown): never {
    if (isCorrupt(error) || isNotADatabase(error)) {
      stopped ??= noteDamage(dir, mark, now());
      throw new CodedFailure(stopped);
    }
    const storage = toStorageError(error);
    if (storage !== undefined) throw new CodedFailure(storage);
    throw error;
  }

  function publishWitness(next: CommitMark, nextBase: WitnessBase | undefined): void {
    witness.prepare({ mark: next, header, base: nextBase });
    witness.publish();
  }

  function settle(): void {
    clearImmediate(settling);
    settling = undefined;
    try {
      if (base !== undefined) publishWitness(mark, undefined);
      base = undefined;
      db.pragma("wal_checkpoint(TRUNCATE)");
      const settled = readBase(fd, page);
      publishWitness(mark, settled);
      base = settled;
    } catch (error) {
      guard(error);
    }
  }

  const walBytes = (): number => statSync(join(dir, WAL_NAME), { throwIfNoEntry: false })?.size ?? 0;

  function settleIfLarge(): void {
    const bytes = walBytes();
    if (bytes > 4 * WAL_ENOUGH_BYTES) settle();
    else if (bytes > WAL_ENOUGH_BYTES) settling ??= setImmediate(() => settleQuietly());
  }

  /** Not part of anyone's call: a full disk here is met again, and told, by the next save. */
  function settleQuietly(): void {
    try {
      if (db.open && stopped === undefined) settle();
    } catch (error) {
      if (!(error instanceof CodedFailure)) throw error;
    }
  }

  /** SQLite moves the WAL into the main file when it closes, whatever we say: the witness must no longer vouch for that file then. */
  function settleForGood(): void {
    settleQuietly();
    if (base === undefined || walBytes() === 0) return;
    try {
      witness.overwrite({ mark, header, base: undefined });
    } catch (error) {
      if (toStorageError(error) === undefined) throw error;
    }
  }

  const transaction: LocalDb["transaction"] = (work) => {
    if (stopped !== undefined) throw new CodedFailure(stopped);
    if (db.inTransaction) throw new Error("a transaction was begun inside another");
    pendingHead = undefined;
    try {
      steps.begin.run();
      const answer = work(writable);
      if (isThenable(answer)) throw new Error("a transaction must not await: SQLite would stay locked");
      const next: CommitMark = { counter: mark.counter + 1, at: now(), line: pendingHead ?? mark.line };
      writeMark(next);
      witness.prepare({ mark: next, header, base });
      steps.commit.run();
      mark = next;
      return answer;
    } catch (error) {
      if (db.inTransaction) steps.rollback.run();
      return guard(error);
    }
  };

  function published<T>(answer: T): T {
    try {
      witness.publish();
    } catch (error) {
      // Saved, but its witness is one behind: nothing more is written on such a disk until it is opened anew.
      stopped = toStorageError(error) ?? { code: "G1007" };
      throw new CodedFailure(stopped);
    }
    settleIfLarge();
    return answer;
  }

  return {
    read: queries.read,
    transaction: (work) => published(transaction(work)),
    lastCommit: () => mark,
    checkPages: () => checkPages(db),
    settle,
    close: () => {
      if (!db.open) return;
      if (stopped === undefined) settleForGood();
      clearImmediate(settling);
      db.close();
      closeSync(fd);
      lock.release();
    },
  };
}

/** Also for a copy under salvage. */
export function checkPages(db: Sqlite): readonly string[] {
  try {
    const rows = db.prepare<[], { readonly integrity_check: string }>("PRAGMA integrity_check").all();
    return rows.map((row) => row.integrity_check).filter((text) => text !== "ok");
  } catch (error) {
    if (isCorrupt(error) || isNotADatabase(error)) return [String(error)];
    throw error;
  }
}

function isThenable(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
