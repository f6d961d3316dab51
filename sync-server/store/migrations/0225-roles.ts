import type { Migration } from "./migration.ts";

/**
 * 0225: three more roles that a directory may give (shared/access/roles.ts). Of them only a supervisor keeps a workstation: that an auditor or somebody of support never does is held
 * here too, whatever the server asks for. A server of the version before gives none of them, and what it does for the others is as it was. Only adds.
 */
export const roles: Migration = {
  version: 225,
  name: "roles",
  oldestSafeServer: 210,
  sql: `
    ALTER TABLE person DROP CONSTRAINT person_role_check;
    ALTER TABLE person ADD CONSTRAINT person_role_check CHECK (role IN ('advisor', 'manager', 'supervisor', 'administrator', 'auditor', 'support')) NOT VALID; -- those that are there passed the narrower one
    CREATE FUNCTION keeps_desk(of_bank uuid, of_person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ SELECT NOT EXISTS (SELECT FROM person p WHERE p.bank_id = of_bank AND p.person_id = of_person AND p.role IN ('auditor', 'support')) $$;
    REVOKE ALL ON FUNCTION keeps_desk(uuid, uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION keeps_desk(uuid, uuid) TO guichet_write;
    ALTER FUNCTION keeps_desk(uuid, uuid) OWNER TO guichet_ledger;
    DROP POLICY of_owner ON replica;
    CREATE POLICY of_owner ON replica TO guichet_write, guichet_read
      USING (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]) AND keeps_desk(bank_id, person_id));`,
};
