import { migrations as released } from "./migrations/all.ts";
import type { Migration } from "./migrations/migration.ts";
import { ROLES } from "./scope.ts";
import { sqlState, type SqlClient, type SqlDriver } from "./sql.ts";

/** The store was written by a newer server, and a step of it says that this one may no longer run. Nothing was touched. */
export class StoreTooNew extends Error {
  constructor(found: number, known: number) {
    super(`The store is at version ${found}, this server knows ${known}. Install the newer server.`);
  }
}

const LOCK = 7_104_211; // any number of ours: pg_advisory_lock(LOCK) means "somebody is migrating"

/**
 * Brings the store to this server's version, one step a transaction, one process at a time. Answers the version it stands at.
 * @throws StoreTooNew
 */
export async function migrate(driver: SqlDriver, steps: readonly Migration[] = released): Promise<number> {
  return await driver.administer(async (sql) => {
    await sql.query("SELECT pg_advisory_lock($1)", [LOCK]);
    try {
      await ensureRoles(sql);
      const standing = await standingVersion(sql);
      const known = steps.at(-1)?.version ?? 0;
      if (standing.oldestSafe > known) throw new StoreTooNew(standing.version, known);
      for (const step of steps.filter(({ version }) => version > standing.version)) await run(sql, step);
      return Math.max(known, standing.version);
    } finally {
      await sql.query("SELECT pg_advisory_unlock($1)", [LOCK]);
    }
  });
}

/** Everything in the schema is made by, and belongs to, `guichet_migrate`: whoever connects need only be allowed to become it. */
const AS_OWNER = "SET LOCAL ROLE guichet_migrate; SET LOCAL search_path TO guichet, pg_catalog";

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

async function run(sql: SqlClient, step: Migration): Promise<void> {
  await inTransaction(sql, async () => {
    // Functions are given to the ledger's role, which for that moment must be allowed to own something here.
    await sql.script(`${AS_OWNER}; GRANT CREATE ON SCHEMA guichet TO guichet_ledger`);
    await sql.script(step.sql);
    await sql.query("INSERT INTO guichet.schema_version (version, name, oldest_safe) VALUES ($1::int, $2, $3::int)", [step.version, step.name, step.oldestSafeServer ?? 0]);
    await sql.script("REVOKE CREATE ON SCHEMA guichet FROM guichet_ledger");
  });
}

async function inTransaction<T>(sql: SqlClient, work: () => Promise<T>): Promise<T> {
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

/** Roles belong to the whole server, so another database of it may be making them at this instant: then again. */
async function ensureRoles(sql: SqlClient): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sql.script(rolesScript);
    } catch (error) {
      if (attempt === 10 || !["42710", "23505", "XX000"].includes(sqlState(error) ?? "")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}

/** None logs in, none inherits; whoever connects may become each, and starts as `guichet_none`, which may do nothing. */
const rolesScript = `DO $$
  DECLARE role_name text;
  BEGIN
    FOREACH role_name IN ARRAY ARRAY[${ROLES.map((role) => `'guichet_${role}'`).join(", ")}] LOOP
      IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT', role_name);
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
          EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', role_name, current_user);
        END IF;
      END IF;
    END LOOP;
    IF NOT pg_has_role('guichet_migrate', 'guichet_ledger', 'SET') THEN
      GRANT guichet_ledger TO guichet_migrate WITH INHERIT FALSE, SET TRUE;
    END IF;
  END $$`;
