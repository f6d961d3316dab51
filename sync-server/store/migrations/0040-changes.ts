import type { Migration } from "./migration.ts";

/** 0040: each replica's line as it was sent, with its verdicts and signatures. */
export const changes: Migration = {
  version: 40,
  name: "changes",
  sql: `
    -- No foreign keys here: the policies let a row in only for a replica that is there, and check it once a statement, not once a row.
    CREATE TABLE signed_head (
      bank_id uuid NOT NULL, replica_id uuid NOT NULL, last_seq bigint NOT NULL, first_seq bigint NOT NULL, last_hash text NOT NULL, signature text NOT NULL,
      -- For each branch, the number in its feed before this push: a change's place is this plus its own offset.
      places text NOT NULL, received_at bigint NOT NULL,
      PRIMARY KEY (bank_id, replica_id, last_seq)
    );
    CREATE TABLE change (
      bank_id uuid NOT NULL, replica_id uuid NOT NULL, seq bigint NOT NULL,
      -- Null where the change could not be read.
      change_id uuid, file_id uuid, kind text,
      -- Exact texts; null where they cannot or may not be kept, and the hash alone holds the chain.
      head text, body text, salt text, hash text NOT NULL,
      verdict text NOT NULL, branch_id uuid, place integer, last_seq bigint NOT NULL,
      -- This row decided its change id: not a skip, not a repeat.
      decided boolean NOT NULL,
      PRIMARY KEY (bank_id, replica_id, seq)
    ) WITH (toast_tuple_target = 8160);
    CREATE UNIQUE INDEX change_decided_once ON change (bank_id, change_id) WHERE decided;
    -- Files of a replica where a refusal makes later changes be skipped, and which change was refused.
    CREATE TABLE hold (
      bank_id uuid NOT NULL, replica_id uuid NOT NULL, file_id uuid NOT NULL, cause uuid NOT NULL,
      PRIMARY KEY (bank_id, replica_id, file_id)
    );
    ALTER TABLE signed_head ENABLE ROW LEVEL SECURITY; ALTER TABLE signed_head FORCE ROW LEVEL SECURITY;
    ALTER TABLE change ENABLE ROW LEVEL SECURITY;      ALTER TABLE change FORCE ROW LEVEL SECURITY;
    ALTER TABLE hold ENABLE ROW LEVEL SECURITY;        ALTER TABLE hold FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_owner ON signed_head TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND replica_id IN (SELECT r.replica_id FROM replica r))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND replica_id IN (SELECT r.replica_id FROM replica r));
    CREATE POLICY of_owner ON change TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND replica_id IN (SELECT r.replica_id FROM replica r))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND replica_id IN (SELECT r.replica_id FROM replica r));
    CREATE POLICY of_owner ON hold TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND replica_id IN (SELECT r.replica_id FROM replica r))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND replica_id IN (SELECT r.replica_id FROM replica r));
    GRANT SELECT, INSERT ON signed_head, change TO guichet_write;
    GRANT SELECT, INSERT, UPDATE, DELETE ON hold TO guichet_write;

    -- First verdicts of change ids, whoever's line they came by: a re-issue under another replica must find them.
    CREATE POLICY look_up ON change FOR SELECT TO guichet_ledger USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY look_up ON signed_head FOR SELECT TO guichet_ledger USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY look_up ON replica FOR SELECT TO guichet_ledger USING (bank_id = (SELECT scope_bank()));
    GRANT SELECT ON change, signed_head, replica TO guichet_ledger;
    CREATE FUNCTION decided_changes(ids uuid[])
      RETURNS TABLE (change_id uuid, file_id uuid, person_id uuid, verdict text, branch_id uuid, place integer, places text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        -- The ids first, by their own index: left to itself, a plan made for a young table may walk the whole line.
        WITH hit AS MATERIALIZED (SELECT c.* FROM change c WHERE c.bank_id = scope_bank() AND c.change_id = ANY (ids) AND c.decided)
        SELECT c.change_id, c.file_id, r.person_id, c.verdict, c.branch_id, c.place, s.places
        FROM hit c
        JOIN replica r ON r.bank_id = c.bank_id AND r.replica_id = c.replica_id
        JOIN signed_head s ON s.bank_id = c.bank_id AND s.replica_id = c.replica_id AND s.last_seq = c.last_seq
      $$;
    REVOKE ALL ON FUNCTION decided_changes(uuid[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION decided_changes(uuid[]) TO guichet_write;
    ALTER FUNCTION decided_changes(uuid[]) OWNER TO guichet_ledger;`,
};
