import type { Migration } from "./migration.ts";

/** 0140: work of replicas that were sent away, which waits until somebody of its branches decides. */
export const quarantine: Migration = {
  version: 140,
  name: "quarantine",
  sql: `
    -- One push as its author signed it. branches: of all that its heads name; who decides must see each.
    CREATE TABLE quarantined (
      bank_id uuid NOT NULL, replica_id uuid NOT NULL, first_seq bigint NOT NULL, last_seq bigint NOT NULL, last_hash text NOT NULL,
      person_id uuid NOT NULL, branches uuid[] NOT NULL, push text NOT NULL, changes integer NOT NULL, bytes integer NOT NULL, why text NOT NULL CHECK (why IN ('revoked', 'left')),
      carrier_id uuid, received_at bigint NOT NULL, decision text CHECK (decision IN ('accepted', 'rejected', 'unusable')), decided_by uuid, decided_at bigint,
      PRIMARY KEY (bank_id, replica_id, last_seq, last_hash, first_seq)
    );
    CREATE INDEX quarantined_waiting ON quarantined (bank_id, replica_id, first_seq) WHERE decision IS NULL;
    ALTER TABLE quarantined ENABLE ROW LEVEL SECURITY; ALTER TABLE quarantined FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_branches ON quarantined FOR SELECT TO guichet_read
      USING (bank_id = (SELECT scope_bank()) AND branches <@ (SELECT scope_branches())::uuid[]);
    -- Who writes: the author's own transaction keeps, one that sees all its branches decides.
    CREATE POLICY of_owner ON quarantined FOR INSERT TO guichet_write
      WITH CHECK (bank_id = (SELECT scope_bank()) AND decision IS NULL AND replica_id IN (SELECT r.replica_id FROM replica r));
    CREATE POLICY of_owner_or_branches ON quarantined FOR SELECT TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND (branches <@ (SELECT scope_branches())::uuid[] OR replica_id IN (SELECT r.replica_id FROM replica r)));
    CREATE POLICY of_branches_decide ON quarantined FOR UPDATE TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND decision IS NULL AND branches <@ (SELECT scope_branches())::uuid[])
      WITH CHECK (bank_id = (SELECT scope_bank()) AND decided_by = ANY ((SELECT scope_persons())::uuid[]));
    GRANT SELECT ON quarantined TO guichet_read;
    GRANT SELECT, INSERT ON quarantined TO guichet_write;
    GRANT UPDATE (decision, decided_by, decided_at) ON quarantined TO guichet_write;

    -- Whose a replica is or was, and why nothing of it is taken any more: null while it may push.
    CREATE FUNCTION find_replica_holder(of_replica uuid)
      RETURNS TABLE (bank_id uuid, bank_name text, person_id uuid, name text, role text, branches text, away text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT p.bank_id, b.name, p.person_id, p.name, p.role,
          (SELECT coalesce(json_agg(json_build_object('id', n.branch_id, 'name', n.name) ORDER BY pb.place, n.branch_id), '[]')::text
             FROM person_branch pb JOIN branch n ON n.bank_id = pb.bank_id AND n.branch_id = pb.branch_id
            WHERE pb.bank_id = p.bank_id AND pb.person_id = p.person_id),
          CASE WHEN r.revoked_at IS NOT NULL THEN 'revoked' WHEN NOT p.active THEN 'left' END
        FROM replica r JOIN person p ON p.bank_id = r.bank_id AND p.person_id = r.person_id JOIN bank b ON b.bank_id = p.bank_id
        WHERE r.bank_id = scope_bank() AND r.replica_id = of_replica
      $$;
    REVOKE ALL ON FUNCTION find_replica_holder(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION find_replica_holder(uuid) TO guichet_read;
    ALTER FUNCTION find_replica_holder(uuid) OWNER TO guichet_ledger;`,
};
