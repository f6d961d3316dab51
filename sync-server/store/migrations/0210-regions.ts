import type { Migration } from "./migration.ts";

/**
 * 0210: a branch may be of a region, by its name; a person is told her branches with it. Servers of the version before leave the column alone and read past what
 * they do not know. Only adds.
 */
export const regions: Migration = {
  version: 210,
  name: "regions",
  sql: `
    ALTER TABLE branch ADD COLUMN region text;
    SET LOCAL ROLE guichet_ledger;
    CREATE OR REPLACE FUNCTION find_person(of_issuer text, of_subject text)
      RETURNS TABLE (bank_id uuid, bank_name text, person_id uuid, name text, role text, branches text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT p.bank_id, b.name, p.person_id, p.name, p.role,
          (SELECT coalesce(json_agg(json_strip_nulls(json_build_object('id', r.branch_id, 'name', r.name, 'region', r.region)) ORDER BY pb.place, r.branch_id), '[]')::text
             FROM person_branch pb JOIN branch r ON r.bank_id = pb.bank_id AND r.branch_id = pb.branch_id
            WHERE pb.bank_id = p.bank_id AND pb.person_id = p.person_id)
        FROM person p JOIN bank b ON b.bank_id = p.bank_id
        WHERE p.issuer = of_issuer AND p.subject = of_subject AND p.active
        UNION ALL
        SELECT NULL, NULL, o.person_id, o.name, 'operator', '[]' FROM operator o WHERE o.issuer = of_issuer AND o.subject = of_subject AND o.active
      $$;
    SET LOCAL ROLE guichet_migrate;`,
};
