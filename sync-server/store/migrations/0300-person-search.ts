import type { Migration } from "./migration.ts";

/**
 * 0300: files of a bank one after the other, for what it must tell a person of herself (GDPR art. 15 and 20): nobody can say beforehand which of them name her. To auditors alone, each page noted before anything is read. Only adds.
 */
export const personSearch: Migration = {
  version: 300,
  name: "person-search",
  sql: `
    -- Noted as found, of no file: she looked through a page of them.
    CREATE FUNCTION inspect_page(of_auditor uuid, after uuid, most integer, noted_at bigint)
      RETURNS TABLE (file_id uuid, branch_id uuid, branch_name text)
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        #variable_conflict use_column
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM person p WHERE p.bank_id = scope_bank() AND p.person_id = of_auditor AND p.role = 'auditor' AND p.active) THEN RAISE EXCEPTION 'no auditor of this bank' USING ERRCODE = '42501'; END IF;
          INSERT INTO read_access (bank_id, person_id, role, what, file_id, read_at, at) VALUES (scope_bank(), of_auditor, 'auditor', 'found', NULL, noted_at, noted_at);
          RETURN QUERY
            SELECT f.file_id, f.branch_id, b.name FROM file f JOIN branch b ON b.bank_id = f.bank_id AND b.branch_id = f.branch_id
            WHERE f.bank_id = scope_bank() AND (after IS NULL OR f.file_id > after) ORDER BY f.file_id LIMIT most;
        END $$;
    REVOKE ALL ON FUNCTION inspect_page(uuid, uuid, integer, bigint) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION inspect_page(uuid, uuid, integer, bigint) TO guichet_write;
    ALTER FUNCTION inspect_page(uuid, uuid, integer, bigint) OWNER TO guichet_ledger;`,
};
