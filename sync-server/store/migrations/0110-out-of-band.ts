import type { Migration } from "./migration.ts";

/** 0110: the key pairs that sealed files are made for, and whose a replica is, for a push that somebody else carried. */
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
    ALTER FUNCTION find_replica_owner(uuid) OWNER TO guichet_ledger;`,
};
