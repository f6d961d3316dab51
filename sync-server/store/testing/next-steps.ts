import { migrations } from "../migrations/all.ts";
import type { Migration } from "../migrations/migration.ts";

const last = migrations.at(-1)?.version ?? 0;

/**
 * What a next version brings, as one does: a column and an index of its own, and under a new name a function that the present version calls by the
 * old one. It adds all that and takes nothing away.
 */
const opening: Migration = {
  version: last + 10,
  name: "when a file was opened, and ids in use",
  sql: `
    ALTER TABLE file ADD COLUMN opened_at bigint;
    CREATE FUNCTION ids_in_use(ids uuid[]) RETURNS TABLE (file_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ SELECT f.file_id FROM file f WHERE f.bank_id = scope_bank() AND f.file_id = ANY (ids) $$;
    REVOKE ALL ON FUNCTION ids_in_use(uuid[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION ids_in_use(uuid[]) TO guichet_write;
    ALTER FUNCTION ids_in_use(uuid[]) OWNER TO guichet_ledger;`,
};
const byOpening: Migration = { version: last + 20, name: "files by opening", index: { name: "file_by_opening", on: "file (bank_id, branch_id, opened_at)" } };

/** The version after that takes the old name away, which the next one no longer calls and the present one does. */
const farewell: Migration = { version: last + 30, name: "no more taken_files", sql: "DROP FUNCTION taken_files(uuid[])", oldestSafeServer: byOpening.version };

export const nextSteps: readonly Migration[] = [opening, byOpening];
export const laterSteps: readonly Migration[] = [...nextSteps, farewell];
