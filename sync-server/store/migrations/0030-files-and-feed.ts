import type { Migration } from "./migration.ts";

/** 0030: replicas, files as they are now, and the branch feeds. */
export const filesAndFeed: Migration = {
  version: 30,
  name: "files and feed",
  sql: `
    CREATE TABLE replica (
      bank_id uuid NOT NULL REFERENCES bank, replica_id uuid NOT NULL, person_id uuid NOT NULL, public_key text NOT NULL, device text NOT NULL,
      have bigint NOT NULL DEFAULT 0, last_hash text NOT NULL, enrolled_at bigint NOT NULL, revoked_at bigint,
      PRIMARY KEY (bank_id, replica_id), FOREIGN KEY (bank_id, person_id) REFERENCES person
    );
    CREATE INDEX replica_by_person ON replica (bank_id, person_id);
    ALTER TABLE replica ENABLE ROW LEVEL SECURITY; ALTER TABLE replica FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_owner ON replica TO guichet_write, guichet_read
      USING (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]));
    GRANT SELECT, INSERT, UPDATE ON replica TO guichet_write;
    GRANT SELECT ON replica TO guichet_read;

    -- Who may write where: each replica of the transaction's persons, with each branch of its own owner.
    CREATE VIEW writable WITH (security_invoker = true) AS
      SELECT r.replica_id, pb.branch_id FROM replica r JOIN person_branch pb ON pb.bank_id = r.bank_id AND pb.person_id = r.person_id
      WHERE r.bank_id = scope_bank() AND r.revoked_at IS NULL AND r.person_id = ANY (scope_persons());
    GRANT SELECT ON writable TO guichet_write;

    CREATE TABLE file (
      bank_id uuid NOT NULL, file_id uuid NOT NULL, branch_id uuid NOT NULL, version integer NOT NULL, status text NOT NULL, siren text,
      change_id uuid NOT NULL, replica_id uuid NOT NULL, state text NOT NULL, state_hash text NOT NULL, updated_at bigint NOT NULL,
      PRIMARY KEY (bank_id, file_id)
    ) WITH (toast_tuple_target = 8160); -- a state is two or three kilobytes: kept in the row, not compressed at each write
    CREATE INDEX file_by_branch ON file (bank_id, branch_id, file_id);
    ALTER TABLE file ENABLE ROW LEVEL SECURITY; ALTER TABLE file FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_branch ON file FOR SELECT TO guichet_read, guichet_write
      USING (bank_id = (SELECT scope_bank()) AND branch_id = ANY ((SELECT scope_branches())::uuid[]));
    CREATE POLICY by_member_insert ON file FOR INSERT TO guichet_write
      WITH CHECK (bank_id = (SELECT scope_bank()) AND (replica_id, branch_id) IN (SELECT w.replica_id, w.branch_id FROM writable w));
    CREATE POLICY by_member_update ON file FOR UPDATE TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND branch_id = ANY ((SELECT scope_branches())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND (replica_id, branch_id) IN (SELECT w.replica_id, w.branch_id FROM writable w));
    GRANT SELECT, INSERT, UPDATE ON file TO guichet_write;
    GRANT SELECT ON file TO guichet_read;

    CREATE TABLE feed_counter (
      bank_id uuid NOT NULL, branch_id uuid NOT NULL, epoch integer NOT NULL, n bigint NOT NULL,
      PRIMARY KEY (bank_id, branch_id, epoch)
    );
    CREATE TABLE feed (
      bank_id uuid NOT NULL, branch_id uuid NOT NULL, epoch integer NOT NULL, n bigint NOT NULL,
      kind text NOT NULL CHECK (kind IN ('file', 'left')), file_id uuid NOT NULL, version integer NOT NULL, change_id uuid NOT NULL,
      PRIMARY KEY (bank_id, branch_id, epoch, n)
    );
    ALTER TABLE feed_counter ENABLE ROW LEVEL SECURITY; ALTER TABLE feed_counter FORCE ROW LEVEL SECURITY;
    ALTER TABLE feed ENABLE ROW LEVEL SECURITY;         ALTER TABLE feed FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_branch ON feed_counter TO guichet_read, guichet_write
      USING (bank_id = (SELECT scope_bank()) AND branch_id = ANY ((SELECT scope_branches())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND branch_id IN (SELECT w.branch_id FROM writable w));
    CREATE POLICY of_branch ON feed TO guichet_read, guichet_write
      USING (bank_id = (SELECT scope_bank()) AND branch_id = ANY ((SELECT scope_branches())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND branch_id IN (SELECT w.branch_id FROM writable w));
    GRANT SELECT, INSERT, UPDATE ON feed_counter TO guichet_write;
    GRANT SELECT, INSERT ON feed TO guichet_write;
    GRANT SELECT ON feed, feed_counter TO guichet_read;

    -- Ids already used in the bank, in whatever branch: says that, and nothing else of them.
    CREATE POLICY look_up ON file FOR SELECT TO guichet_ledger USING (bank_id = (SELECT scope_bank()));
    GRANT SELECT (bank_id, file_id) ON file TO guichet_ledger;
    CREATE FUNCTION taken_files(ids uuid[]) RETURNS TABLE (file_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ SELECT f.file_id FROM file f WHERE f.bank_id = scope_bank() AND f.file_id = ANY (ids) $$;
    REVOKE ALL ON FUNCTION taken_files(uuid[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION taken_files(uuid[]) TO guichet_write;
    ALTER FUNCTION taken_files(uuid[]) OWNER TO guichet_ledger;`,
};
