import { setTimeout as pause } from "node:timers/promises";
import { StoreInUse, StoreTooNew } from "./migration-faults.ts";
import { migrations as released } from "./migrations/all.ts";
import type { Migration } from "./migrations/migration.ts";
import { AS_OWNER, inTransaction, runStep, type StepPowers } from "./run-step.ts";
import { schemasServedBelow } from "./serving.ts";
import type { SqlClient, SqlDriver } from "./sql.ts";
import { ensureRoles } from "./store-roles.ts";

const LOCK = 7_104_211; // any number of ours: who holds it is migrating
const LOOK_MS = 100;
/** A server tries after a tenth of this (postgres.ts), and then more seldom. */
const LISTENS_AGAIN_MS = 1_000;

/**
 * Brings the store to this server's version, one step a transaction, one process at a time, while servers are at work on it. Answers the version it stands at.
 * @throws StoreTooNew, StoreInUse, StepGivenUp
 */
export async function migrate(driver: SqlDriver, steps: readonly Migration[] = released, powers: StepPowers = {}): Promise<number> {
  return await driver.administer(async (sql) => {
    await takeTurn(sql);
    try {
      await ensureRoles(sql);
      const standing = await standingVersion(sql);
      const known = steps.at(-1)?.version ?? 0;
      if (standing.oldestSafe > known) throw new StoreTooNew(standing.version, known);
      const missing = steps.filter(({ version }) => version > standing.version);
      if (standing.version > 0) await refuseWhileInUse(sql, missing);
      for (const step of missing) await runStep(sql, step, powers);
      return Math.max(known, standing.version);
    } finally {
      await sql.query("SELECT pg_advisory_unlock($1)", [LOCK]);
    }
  });
}

/** Asks again and again rather than waiting in the database: a statement that waits is one that an index being made waits for. */
async function takeTurn(sql: SqlClient): Promise<void> {
  for (;;) {
    const [row] = await sql.query<{ mine: boolean }>("SELECT pg_try_advisory_lock($1) AS mine", [LOCK]);
    if (row?.mine === true) return;
    await pause(LOOK_MS);
  }
}

async function standingVersion(sql: SqlClient): Promise<{ readonly version: number; readonly oldestSafe: number }> {
  return await inTransaction(sql, async () => {
    await sql.script(`
      CREATE SCHEMA IF NOT EXISTS guichet AUTHORIZATION guichet_migrate; ${AS_OWNER};
      GRANT USAGE ON SCHEMA guichet TO guichet_write, guichet_read, guichet_ledger, guichet_report;
      CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, name text NOT NULL, oldest_safe integer NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
      GRANT SELECT ON schema_version TO guichet_read;`);
    const [row] = await sql.query<{ version: number | null; oldest_safe: number | null }>("SELECT max(version) AS version, max(oldest_safe) AS oldest_safe FROM guichet.schema_version");
    return { version: row?.version ?? 0, oldestSafe: row?.oldest_safe ?? 0 };
  });
}

/**
 * Before the first of them, so that a refusal leaves all as it was: a step that takes something away would stop every server that uses it. Looks
 * twice, for a server whose line was cut is seen again as soon as it listens again.
 */
async function refuseWhileInUse(sql: SqlClient, missing: readonly Migration[]): Promise<void> {
  const oldestSafe = Math.max(0, ...missing.map(({ oldestSafeServer }) => oldestSafeServer ?? 0));
  if (oldestSafe === 0) return;
  for (const waitMs of [0, LISTENS_AGAIN_MS]) {
    await pause(waitMs);
    const older = await schemasServedBelow(sql, oldestSafe);
    if (older.length > 0) throw new StoreInUse(older, oldestSafe);
  }
}
