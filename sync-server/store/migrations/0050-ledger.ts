import type { Migration } from "./migration.ts";

/** 0050: the ceiling ledger. It alone crosses banks, and only through these functions; entries change by appended movements. */
export const ledger: Migration = {
  version: 50,
  name: "ledger",
  sql: `
    -- One row a company: it is the lock, and holds nothing else.
    CREATE TABLE ledger_account (siren text PRIMARY KEY CHECK (siren ~ '^[0-9]{9}$'));
    CREATE TABLE ledger_movement (
      siren text NOT NULL, bank_id uuid NOT NULL, file_id uuid NOT NULL, step integer NOT NULL,
      scheme text NOT NULL, amount bigint NOT NULL CHECK (amount > 0), grant_on text NOT NULL,
      state text NOT NULL CHECK (state IN ('reserved', 'granted', 'released')), number text NOT NULL, moved_at bigint NOT NULL,
      PRIMARY KEY (siren, bank_id, file_id, step)
    );
    CREATE UNIQUE INDEX ledger_number_once ON ledger_movement (number) WHERE state = 'reserved';
    ALTER TABLE ledger_account ENABLE ROW LEVEL SECURITY;  ALTER TABLE ledger_account FORCE ROW LEVEL SECURITY;
    ALTER TABLE ledger_movement ENABLE ROW LEVEL SECURITY; ALTER TABLE ledger_movement FORCE ROW LEVEL SECURITY;
    CREATE POLICY by_functions ON ledger_account TO guichet_ledger USING (true) WITH CHECK (true);
    CREATE POLICY by_functions ON ledger_movement TO guichet_ledger USING (true) WITH CHECK (true);
    GRANT SELECT, INSERT, UPDATE ON ledger_account TO guichet_ledger; -- UPDATE is what a row lock asks for
    GRANT SELECT, INSERT ON ledger_movement TO guichet_ledger;

    -- Locks the accounts in ascending order, opening the new ones, then answers their live entries. Never says whose they are.
    CREATE FUNCTION ledger_open(sirens text[])
      RETURNS TABLE (siren text, scheme text, amount bigint, grant_on text, number text, own boolean)
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        #variable_conflict use_column
        BEGIN
          IF scope_bank() IS NULL THEN RAISE EXCEPTION 'the ledger answers to a bank' USING ERRCODE = '42501'; END IF;
          INSERT INTO ledger_account (siren) SELECT DISTINCT s FROM unnest(sirens) AS s ORDER BY s ON CONFLICT DO NOTHING;
          PERFORM 1 FROM ledger_account a WHERE a.siren = ANY (sirens) ORDER BY a.siren FOR UPDATE;
          RETURN QUERY
            SELECT m.siren, m.scheme, m.amount, m.grant_on, m.number, m.bank_id = scope_bank()
            FROM (SELECT DISTINCT ON (e.siren, e.bank_id, e.file_id) e.* FROM ledger_movement e WHERE e.siren = ANY (sirens) ORDER BY e.siren, e.bank_id, e.file_id, e.step DESC) m
            WHERE m.state <> 'released' ORDER BY m.siren, m.moved_at, m.number;
        END $$;
    -- Appends movements under the locks taken by ledger_open, for the transaction's own bank.
    CREATE FUNCTION ledger_append(rows jsonb) RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        WITH added AS (
          INSERT INTO ledger_movement (siren, bank_id, file_id, step, scheme, amount, grant_on, state, number, moved_at)
          SELECT t.siren, scope_bank(), t.file, 1 + (SELECT count(*) FROM ledger_movement m WHERE m.siren = t.siren AND m.bank_id = scope_bank() AND m.file_id = t.file),
            t.scheme, t.amount, t."grantOn", t.state, t.number, t."movedAt"
          FROM jsonb_to_recordset(rows) AS t (siren text, file uuid, scheme text, amount bigint, "grantOn" text, state text, number text, "movedAt" bigint)
          RETURNING 1
        ) SELECT count(*) FROM added
      $$;
    REVOKE ALL ON FUNCTION ledger_open(text[]), ledger_append(jsonb) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION ledger_open(text[]), ledger_append(jsonb) TO guichet_write;
    ALTER FUNCTION ledger_open(text[]) OWNER TO guichet_ledger;
    ALTER FUNCTION ledger_append(jsonb) OWNER TO guichet_ledger;

    -- What refusals told: who learnt what remained of whom. Append-only.
    CREATE TABLE disclosure (
      bank_id uuid NOT NULL, change_id uuid NOT NULL, person_id uuid NOT NULL, siren text NOT NULL, available bigint NOT NULL, told_at bigint NOT NULL,
      PRIMARY KEY (bank_id, change_id)
    );
    CREATE INDEX disclosure_by_person ON disclosure (bank_id, person_id, told_at);
    ALTER TABLE disclosure ENABLE ROW LEVEL SECURITY; ALTER TABLE disclosure FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_person ON disclosure TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]));
    GRANT SELECT, INSERT ON disclosure TO guichet_write;`,
};
