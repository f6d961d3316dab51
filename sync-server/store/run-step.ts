import { setTimeout as pause } from "node:timers/promises";
import { StepGivenUp } from "./migration-faults.ts";
import type { Migration } from "./migrations/migration.ts";
import { sqlState, type SqlClient } from "./sql.ts";

export type StepPowers = {
  /** For how long a step that never gets its locks is tried again. */
  readonly patienceMs?: number;
  /** For how long one statement of it may work. */
  readonly workMs?: number;
  /** Called each time that it did not get them. */
  readonly onWait?: (step: number) => void;
};

/**
 * Whoever asks for a table that a step waits for waits behind it. So a step waits for a moment only, lets the others through, and tries
 * again; and what it does under its locks is cut off after some seconds.
 */
const LOCK_MS = 250;
const WORK_MS = 5_000;
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** Less than a deployment waits for its migration (build/deploy), so that what it is told is this. */
export const PATIENCE_MS = 240_000;

/** Everything in the schema is made by, and belongs to, `guichet_migrate`: whoever connects need only be allowed to become it. */
export const AS_OWNER = "SET LOCAL ROLE guichet_migrate; SET LOCAL search_path TO guichet, pg_catalog";

/** First of all in a step. Functions are given to the ledger's role, which for that moment must be allowed to own something here. */
export const stepOpening = (workMs = WORK_MS): string =>
  `${AS_OWNER}; SET LOCAL lock_timeout TO ${LOCK_MS}; SET LOCAL statement_timeout TO ${workMs}; GRANT CREATE ON SCHEMA guichet TO guichet_ledger`;

/** @throws StepGivenUp */
export async function runStep(sql: SqlClient, step: Migration, { patienceMs = PATIENCE_MS, workMs, onWait = () => {} }: StepPowers): Promise<void> {
  const end = Date.now() + patienceMs;
  for (let pauseMs = PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
    try {
      return "index" in step ? await makeIndex(sql, step, step.index) : await runStatements(sql, step, step.sql, workMs);
    } catch (error) {
      if (sqlState(error) === "57014") throw new StepGivenUp(step.version, "too-long", error);
      if (!["55P03", "40P01"].includes(sqlState(error) ?? "")) throw error;
      if (Date.now() + pauseMs > end) throw new StepGivenUp(step.version, "locked-out", error);
    }
    onWait(step.version);
    await pause(pauseMs);
  }
}

const runStatements = (sql: SqlClient, step: Migration, statements: string, workMs: number | undefined): Promise<void> =>
  inTransaction(sql, async () => {
    await sql.script(stepOpening(workMs));
    await sql.script(statements);
    await note(sql, step);
    await sql.script("REVOKE CREATE ON SCHEMA guichet FROM guichet_ledger");
  });

/** In no transaction, as long as it takes: it waits for those that are open, and nobody waits for it. One that was cut off is there and not valid. */
async function makeIndex(sql: SqlClient, step: Migration, { name, on }: { readonly name: string; readonly on: string }): Promise<void> {
  await sql.script("SET ROLE guichet_migrate; SET search_path TO guichet, pg_catalog; SET lock_timeout TO 0; SET statement_timeout TO 0");
  try {
    const [found] = await sql.query<{ valid: boolean }>("SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)", [`guichet.${name}`]);
    if (found?.valid === false) await sql.script(`DROP INDEX CONCURRENTLY guichet.${name}`);
    if (found?.valid !== true) await sql.script(`CREATE INDEX CONCURRENTLY ${name} ON ${on}`);
  } finally {
    await sql.script("RESET ROLE; RESET search_path; RESET lock_timeout; RESET statement_timeout");
  }
  await inTransaction(sql, async () => {
    await sql.script(AS_OWNER);
    await note(sql, step);
  });
}

const note = (sql: SqlClient, { version, name, oldestSafeServer = 0 }: Migration) =>
  sql.query("INSERT INTO guichet.schema_version (version, name, oldest_safe) VALUES ($1::int, $2, $3::int)", [version, name, oldestSafeServer]);

export async function inTransaction<T>(sql: SqlClient, work: () => Promise<T>): Promise<T> {
  await sql.script("BEGIN");
  try {
    const result = await work();
    await sql.script("COMMIT");
    return result;
  } catch (error) {
    await sql.script("ROLLBACK");
    throw error;
  }
}
