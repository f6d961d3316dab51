import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { CodedFailure, type LocalDb, type Migration } from "./connection.ts";
import { sql } from "./sql.ts";
import { toStorageError } from "./open-errors.ts";
import { ASIDE_NAME, copyDurably, DB_NAME } from "./witness-aside.ts";
import { fsyncFolder, WITNESS_NAME } from "./witness-file.ts";

/** Version that a database reaches with these. Throws when they are not numbered by tens, each once, rising: a bug. */
export function newestVersion(migrations: readonly Migration[]): number {
  let last = 0;
  for (const { version, name } of migrations) {
    if (version % 10 !== 0 || version <= last) throw new Error(`migration ${version} (${name}) does not follow ${last} by tens`);
    last = version;
  }
  return last;
}

export type Migrating = { readonly dir: string; readonly from: number; readonly migrations: readonly Migration[]; readonly settle: () => void };

/**
 * Brings the database from version `from` to the newest, all steps in one transaction. A database that already holds something is first
 * copied to `aside/before-<version>/`; the copy is kept when a step fails (G1011, the database is as before), removed when all passed.
 * `settle` puts everything into the main file before the copy. G1005 when there is no room for it.
 */
export function migrate(db: LocalDb, { dir, from, migrations, settle }: Migrating): Result<number, CodedError> {
  const pending = migrations.filter(({ version }) => version > from);
  const newest = newestVersion(migrations);
  if (pending.length === 0) return ok(from);
  const copy = join(ASIDE_NAME, `before-${newest}`);
  let failing: Migration | undefined;
  try {
    if (from > 0) {
      settle();
      mkdirSync(join(dir, copy), { recursive: true, mode: 0o700 });
      for (const name of [DB_NAME, WITNESS_NAME]) copyDurably(join(dir, name), join(dir, copy, name));
      fsyncFolder(join(dir, copy));
    }
    db.transaction((tx) => {
      for (const migration of pending) {
        failing = migration;
        migration.up(tx);
      }
      failing = undefined;
      tx.run({ ...sql.empty, text: `PRAGMA user_version = ${newest}` });
    });
  } catch (error) {
    const storage = error instanceof CodedFailure ? error.coded : toStorageError(error);
    if (storage !== undefined) return err(storage);
    if (failing === undefined) throw error;
    return err({ code: "G1011", params: { version: failing.version, name: failing.name, copy: from > 0 ? copy : "", cause: String(error) } });
  }
  rmSync(join(dir, copy), { recursive: true, force: true });
  return ok(newest);
}
