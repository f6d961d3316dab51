import type { Migration } from "./migration.ts";

/** 0110: the key pairs that sealed files are made for; whose a replica is, for a push that somebody else carried; the keys of branches' shared folders. */
export const outOfBand: Migration = {
  version: 110,
  name: "out of band",
  sql: `
    CREATE TABLE sealing_key (kid text PRIMARY KEY, public_x text NOT NULL, private_d text NOT NULL, created_at bigint NOT NULL);
    GRANT SELECT ON sealing_key TO guichet_ledger;

    CREATE FUNCTION find_replica_owner(of_replica uuid)
      RETURNS TABLE (bank_id uuid, bank_name text, person_id uuid, name text, role text, branches text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT p.bank_id, b.name, p.person_id, p.name, p.role,
          (SELECT coalesce(json_agg(json_build_object('id', n.branch_id, 'name', n.name) ORDER BY pb.place, n.branch_id), '[]')::text
             FROM person_branch pb JOIN branch n ON n.bank_id = pb.bank_id AND n.branch_id = pb.branch_id
            WHERE pb.bank_id = p.bank_id AND pb.person_id = p.person_id)
        FROM replica r JOIN person p ON p.bank_id = r.bank_id AND p.person_id = r.person_id JOIN bank b ON b.bank_id = p.bank_id
        WHERE r.bank_id = scope_bank() AND r.replica_id = of_replica AND r.revoked_at IS NULL AND p.active
      $$;
    REVOKE ALL ON FUNCTION find_replica_owner(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION find_replica_owner(uuid) TO guichet_read;
    ALTER FUNCTION find_replica_owner(uuid) OWNER TO guichet_ledger;

    -- members: persons that the key was told to. A later one takes its place when any of them may no longer read the branch.
    CREATE TABLE branch_key (
      bank_id uuid NOT NULL, branch_id uuid NOT NULL, key_id uuid NOT NULL, secret text NOT NULL, members uuid[] NOT NULL, made_at bigint NOT NULL,
      PRIMARY KEY (bank_id, branch_id, key_id), FOREIGN KEY (bank_id, branch_id) REFERENCES branch
    );
    ALTER TABLE branch_key ENABLE ROW LEVEL SECURITY; ALTER TABLE branch_key FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_branch ON branch_key TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND branch_id = ANY ((SELECT scope_branches())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND branch_id = ANY ((SELECT scope_branches())::uuid[]));
    GRANT SELECT, INSERT ON branch_key TO guichet_write;
    GRANT UPDATE (members) ON branch_key TO guichet_write;

    CREATE FUNCTION branch_replicas()
      RETURNS TABLE (branch_id uuid, replica_id uuid, person_id uuid, public_key text, have bigint, revoked_at bigint)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT pb.branch_id, r.replica_id, r.person_id, r.public_key, r.have, r.revoked_at
        FROM person_branch pb
        JOIN person p ON p.bank_id = pb.bank_id AND p.person_id = pb.person_id AND p.active
        JOIN replica r ON r.bank_id = pb.bank_id AND r.person_id = pb.person_id
        WHERE pb.bank_id = scope_bank() AND pb.branch_id = ANY (scope_branches())
      $$;
    REVOKE ALL ON FUNCTION branch_replicas() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION branch_replicas() TO guichet_write;
    ALTER FUNCTION branch_replicas() OWNER TO guichet_ledger;`,
};
