import type { Migration } from "./migration.ts";

/**
 * 0245: who read what that is not her own branch's: auditors, who read through the centre only and never without a row of it in the same transaction; supervisors, whose workstations tell it; operators, who find
 * registrations. Each row is a link of the audit. Only adds.
 */
export const reads: Migration = {
  version: 245,
  name: "reads",
  sql: `
    -- read_at: when it was read, as a workstation tells it; at: when the centre noted it. file_id: null where what was read is the audit itself.
    CREATE TABLE read_access (
      bank_id uuid NOT NULL REFERENCES bank, access_id bigint GENERATED ALWAYS AS IDENTITY, person_id uuid NOT NULL, role text NOT NULL CHECK (role IN ('supervisor', 'auditor', 'operator')),
      what text NOT NULL CHECK (what IN ('found', 'read', 'events')), file_id uuid, read_at bigint NOT NULL, at bigint NOT NULL,
      PRIMARY KEY (bank_id, access_id)
    );
    ALTER TABLE read_access ENABLE ROW LEVEL SECURITY; ALTER TABLE read_access FORCE ROW LEVEL SECURITY;
    CREATE POLICY by_person ON read_access FOR INSERT TO guichet_write WITH CHECK (
      bank_id = (SELECT scope_bank()) AND role = 'supervisor' AND what = 'read' AND person_id = ANY ((SELECT scope_persons())::uuid[])
      AND EXISTS (SELECT 1 FROM file f WHERE f.bank_id = read_access.bank_id AND f.file_id = read_access.file_id));
    CREATE POLICY by_functions ON read_access FOR INSERT TO guichet_ledger WITH CHECK (true);
    GRANT INSERT ON read_access TO guichet_write, guichet_ledger;
    CREATE TRIGGER audit_noted AFTER INSERT ON read_access FOR EACH ROW EXECUTE FUNCTION audit_row('file.seen', 'person_id role what file_id read_at');

    GRANT SELECT (siren, updated_at) ON file TO guichet_ledger;

    -- Where files are that an auditor may now read: what they hold is read by its branch, as ever, once this was noted.
    CREATE FUNCTION inspect_files(of_auditor uuid, of_number text, of_siren text, of_file uuid, noted_at bigint)
      RETURNS TABLE (file_id uuid, branch_id uuid, branch_name text)
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        #variable_conflict use_column
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM person p WHERE p.bank_id = scope_bank() AND p.person_id = of_auditor AND p.role = 'auditor' AND p.active) THEN RAISE EXCEPTION 'no auditor of this bank' USING ERRCODE = '42501'; END IF;
          RETURN QUERY
            WITH hits AS (
              SELECT f.file_id, f.branch_id, b.name FROM file f JOIN branch b ON b.bank_id = f.bank_id AND b.branch_id = f.branch_id
              WHERE f.bank_id = scope_bank() AND (f.file_id = of_file OR f.siren = of_siren
                OR f.file_id IN (SELECT m.file_id FROM ledger_movement m WHERE m.bank_id = scope_bank() AND m.number = of_number AND m.state = 'reserved'))
              ORDER BY f.updated_at DESC LIMIT 50
            ), noted AS (
              INSERT INTO read_access (bank_id, person_id, role, what, file_id, read_at, at)
              SELECT scope_bank(), of_auditor, 'auditor', CASE WHEN of_file IS NULL THEN 'found' ELSE 'read' END, h.file_id, noted_at, noted_at FROM hits h
            ) SELECT h.file_id, h.branch_id, h.name FROM hits h;
        END $$;
    -- Links of the audit of the auditor's own bank, the newest first.
    CREATE FUNCTION inspect_audit(of_auditor uuid, before bigint, of_file uuid, of_person uuid, most integer, noted_at bigint)
      RETURNS TABLE (n bigint, kind text, at bigint, body text, hash text)
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        #variable_conflict use_column
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM person p WHERE p.bank_id = scope_bank() AND p.person_id = of_auditor AND p.role = 'auditor' AND p.active) THEN RAISE EXCEPTION 'no auditor of this bank' USING ERRCODE = '42501'; END IF;
          INSERT INTO read_access (bank_id, person_id, role, what, file_id, read_at, at) VALUES (scope_bank(), of_auditor, 'auditor', 'events', of_file, noted_at, noted_at);
          RETURN QUERY
            SELECT l.n, l.kind, l.at, l.body, l.hash FROM audit_link l
            WHERE l.bank_id = scope_bank() AND (before IS NULL OR l.n < before) AND (of_file IS NULL OR l.body LIKE '%' || of_file || '%') AND (of_person IS NULL OR l.body LIKE '%' || of_person || '%')
            ORDER BY l.n DESC LIMIT most;
        END $$;
    REVOKE ALL ON FUNCTION inspect_files(uuid, text, text, uuid, bigint), inspect_audit(uuid, bigint, uuid, uuid, integer, bigint) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION inspect_files(uuid, text, text, uuid, bigint), inspect_audit(uuid, bigint, uuid, uuid, integer, bigint) TO guichet_write;
    ALTER FUNCTION inspect_files(uuid, text, text, uuid, bigint) OWNER TO guichet_ledger;
    ALTER FUNCTION inspect_audit(uuid, bigint, uuid, uuid, integer, bigint) OWNER TO guichet_ledger;`,
};
