import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { CodedFailure, type CommitMark, type ReadableDb } from "./connection.ts";
import { lockFolder } from "./lock-folder.ts";
import { isCorrupt, isNotADatabase, openCipher, PAGE_BYTES, type Sqlite } from "./open-cipher.ts";
import { readCommitMark } from "./open-commit-mark.ts";
import { toStorageError } from "./open-errors.ts";
import { checkPages } from "./open-local-db.ts";
import { createQueries } from "./open-queries.ts";
import { copyAside, copyDurably, DB_NAME, moveAside, WAL_NAME } from "./witness-aside.ts";
import { WITNESS_NAME } from "./witness-file.ts";
import { mendFileCopy, mendWalCopy } from "./witness-mend.ts";
import { parseWitness, witnessKey, type Witness } from "./witness.ts";

export type SalvageOptions = { readonly dir: string; readonly key: Uint8Array; readonly now: () => number };

/**
 * What can still be read of a damaged database. Reading a table whose page is spoilt throws {@link CodedFailure} G1003; others go on.
 * The way back for the core: read the outbox (each change proves itself by its hash) and the working copies, `beginAgain`, openDb makes an
 * empty database, pull from the centre, re-issue what was read under a new replica identity. The damaged files stay in `aside/`.
 */
export type Salvage = {
  readonly read: ReadableDb;
  /** The last commit that could be read; undefined when not even that. */
  readonly found: CommitMark | undefined;
  /** The last one acknowledged, as the witness says. Equal counters: nothing that was shown as saved is missing. */
  readonly witnessed: CommitMark | undefined;
  /** SQLite's sentences about what is spoilt; empty when every page in use is sound. */
  readonly faults: readonly string[];
  /** Relative to `dir`. */
  readonly aside: string;
  /** Closes, moves the damaged files into `aside` in place of their copies, and leaves the folder free for a new database. */
  readonly beginAgain: () => void;
  readonly close: () => void;
};

/**
 * Opens a mended second copy of the damaged files; the originals and the first copy are not written to.
 * G1004 when open elsewhere, G1005 when there is no room for the copies, G1003 when nothing at all can be read.
 */
export function recoverFromDamage({ dir, key, now }: SalvageOptions): Result<Salvage, CodedError> {
  const lock = lockFolder(dir);
  if (!lock.ok) return lock;
  let keepsLock = false;
  try {
    const aside = copyAside(dir, "recovery", now());
    const witness = readWitness(dir, key);
    const work = join(dir, aside, "reading");
    const db = openCopy(join(dir, aside), work, key, witness);
    if (db === undefined) return err({ code: "G1003", params: { reason: "unreadable", aside } });
    keepsLock = true;
    const close = () => {
      if (!db.open) return;
      db.close();
      rmSync(work, { recursive: true, force: true });
      lock.value.release();
    };
    const beginAgain = () => {
      db.close();
      rmSync(work, { recursive: true, force: true });
      moveAside(dir, aside);
      lock.value.release();
    };
    return ok({ read: createQueries(db, toSalvageFailure).read, found: readMark(db), witnessed: witness?.mark, faults: checkPages(db), aside, beginAgain, close });
  } catch (error) {
    const storage = toStorageError(error);
    if (storage === undefined) throw error;
    return err(storage);
  } finally {
    if (!keepsLock) lock.value.release();
  }
}

/** Where nothing can be read: moves the damaged files aside all the same, so that the centre's part can be fetched anew. */
export function beginAgain({ dir, now }: Omit<SalvageOptions, "key">): Result<{ readonly aside: string }, CodedError> {
  const lock = lockFolder(dir);
  if (!lock.ok) return lock;
  try {
    const aside = copyAside(dir, "recovery", now());
    moveAside(dir, aside);
    return ok({ aside });
  } catch (error) {
    const storage = toStorageError(error);
    if (storage === undefined) throw error;
    return err(storage);
  } finally {
    lock.value.release();
  }
}

function openCopy(from: string, work: string, key: Uint8Array, witness: Witness | undefined): Sqlite | undefined {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { mode: 0o700 });
  for (const name of [DB_NAME, WAL_NAME]) if (existsSync(join(from, name))) copyDurably(join(from, name), join(work, name));
  const path = join(work, DB_NAME);
  if (!existsSync(path) || statSync(path).size < PAGE_BYTES) return undefined;
  mendFileCopy(path, witness?.base?.fileBytes ?? statSync(path).size);
  if (existsSync(join(work, WAL_NAME))) mendWalCopy(join(work, WAL_NAME));
  try {
    return openCipher(path, key, "write");
  } catch (error) {
    if (isCorrupt(error) || isNotADatabase(error)) return undefined;
    throw error;
  }
}

function readMark(db: Sqlite): CommitMark | undefined {
  try {
    return readCommitMark(db);
  } catch (error) {
    if (isCorrupt(error) || isNotADatabase(error)) return undefined;
    throw error;
  }
}

function readWitness(dir: string, key: Uint8Array): Witness | undefined {
  const path = join(dir, WITNESS_NAME);
  const reading = existsSync(path) ? parseWitness(readFileSync(path, "utf8"), witnessKey(key)) : { kind: "missing" as const };
  return reading.kind === "good" ? reading.witness : undefined;
}

function toSalvageFailure(error: unknown): never {
  if (isCorrupt(error) || isNotADatabase(error)) throw new CodedFailure({ code: "G1003", params: { reason: "pages-damaged" } });
  throw error;
}
