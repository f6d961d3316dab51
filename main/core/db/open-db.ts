import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { CodedFailure, type CommitMark, type LocalDb, type OpenDb, type OpenDbOptions } from "./connection.ts";
import { lockFolder, type FolderLock } from "./lock-folder.ts";
import { migrate, newestVersion } from "./migrate.ts";
import { migrations as allMigrations } from "./migrations/all.ts";
import { openCipher } from "./open-cipher.ts";
import { commitMarkPage, createCommitMark } from "./open-commit-mark.ts";
import { toStorageError } from "./open-errors.ts";
import { createLocalDb } from "./open-local-db.ts";
import { placeReplacement } from "./open-replacement.ts";
import { DB_NAME } from "./witness-aside.ts";
import { inspectFiles, readBase, readHeader } from "./witness-check.ts";
import { createWitnessFile, fsyncFolder, type WitnessFile } from "./witness-file.ts";
import { damageError } from "./witness-note.ts";
import { witnessKey } from "./witness.ts";

const NEW_NAME = `${DB_NAME}.new`;

/**
 * Opens the database of one profile, making it where there is none: takes the folder, compares everything with the witness before anything
 * is written, migrates, and gives the connection. G1002 newer schema or witness · G1003 damage, copied aside · G1004 open elsewhere ·
 * G1005 disk full · G1006 another database's key · G1007 unreadable folder · G1011 a migration failed. On each, the files are as before.
 */
export const openDb: OpenDb = async (options) => {
  const lock = take(options.dir);
  if (!lock.ok) return lock;
  let opened: Result<LocalDb, CodedError> | undefined;
  try {
    opened = openLocked(options, lock.value);
    return opened;
  } catch (error) {
    const storage = error instanceof CodedFailure ? error.coded : toStorageError(error);
    if (storage === undefined) throw error;
    return err(storage);
  } finally {
    if (opened?.ok !== true) lock.value.release();
  }
};

function take(dir: string): Result<FolderLock, CodedError> {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    return err(toStorageError(error) ?? { code: "G1007", params: { cause: String(error) } });
  }
  return lockFolder(dir);
}

function openLocked(options: OpenDbOptions, lock: FolderLock): Result<LocalDb, CodedError> {
  const { dir, key, now, migrations = allMigrations } = options;
  if (key.length !== 32) throw new RangeError("the key of a database is 32 bytes");
  placeReplacement(dir, now());
  const witness = createWitnessFile(dir, witnessKey(key));
  const newest = newestVersion(migrations);
  const reading = witness.read();
  if (reading.kind === "newer") return err({ code: "G1002", params: { what: "witness", version: reading.format } });
  const found = inspectFiles(dir, key, reading, newest);
  switch (found.kind) {
    case "newer": return err({ code: "G1002", params: { what: "database", version: found.schema } });
    case "wrong-key": return err({ code: "G1006" });
    case "damaged": return err(damageError(dir, found.damage, now()));
    case "nothing-yet": {
      const mark = createFiles(dir, key, witness, now());
      return connect(options, lock, witness, mark, 0);
    }
    case "sound": return connect(options, lock, witness, found.mark, found.schema);
  }
}

function connect(options: OpenDbOptions, lock: FolderLock, witness: WitnessFile, mark: CommitMark, schema: number): Result<LocalDb, CodedError> {
  const { dir, key, now, migrations = allMigrations } = options;
  witness.discard();
  const db = createLocalDb({ dir, db: openCipher(join(dir, DB_NAME), key, "write"), mark, witness, lock, now });
  try {
    db.settle();
    const migrated = migrate(db, { dir, from: schema, migrations, settle: db.settle });
    if (migrated.ok) return ok(db);
    db.close();
    return migrated;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Makes the database under another name, then its witness, then renames it into place: killed at any moment, the next opening finds either
 * nothing yet (a witness at 0 without a database counts as nothing) or all of it.
 */
function createFiles(dir: string, key: Uint8Array, witness: WitnessFile, at: number): CommitMark {
  const path = join(dir, NEW_NAME);
  for (const suffix of ["", "-wal", "-shm"]) if (existsSync(path + suffix)) rmSync(path + suffix);
  const db = openCipher(path, key, "create");
  let mark: CommitMark;
  let page: number;
  try {
    mark = db.transaction(() => createCommitMark(db, at))();
    page = commitMarkPage(db) ?? 0;
    db.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    db.close();
  }
  const fd = openSync(path, "r");
  try {
    witness.prepare({ mark, header: readHeader(fd), base: readBase(fd, page) });
    witness.publish();
  } finally {
    closeSync(fd);
  }
  renameSync(path, join(dir, DB_NAME));
  fsyncFolder(dir);
  return mark;
}
