import type { Migration } from "./migration.ts";

/** 0150: several movements of one file in one statement, numbered in the order in which they are given: a loan that is disbursed and amended in one push. */
export const ledgerOrder: Migration = {
  version: 150,
  name: "ledger-order",
  sql: `
    SET LOCAL ROLE guichet_ledger; -- whose function it is
    CREATE OR REPLACE FUNCTION ledger_append(rows jsonb) RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        WITH added AS (
          INSERT INTO ledger_movement (siren, bank_id, file_id, step, scheme, amount, grant_on, state, number, moved_at)
          SELECT t.siren, scope_bank(), t.file,
            (SELECT count(*) FROM ledger_movement m WHERE m.siren = t.siren AND m.bank_id = scope_bank() AND m.file_id = t.file) + row_number() OVER (PARTITION BY t.siren, t.file ORDER BY t.place),
            t.scheme, t.amount, t.grant_on, t.state, t.number, t.moved_at
          FROM ROWS FROM (jsonb_to_recordset(rows) AS (siren text, file uuid, scheme text, amount bigint, "grantOn" text, state text, number text, "movedAt" bigint))
            WITH ORDINALITY AS t (siren, file, scheme, amount, grant_on, state, number, moved_at, place)
          RETURNING 1
        ) SELECT count(*) FROM added
      $$;
    SET LOCAL ROLE guichet_migrate;`,
};
