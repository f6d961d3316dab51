import type { Migration } from "./migration.ts";

/** Links that name `wanted`, the latest first. What was linked before the index came is found by reading it, until the linker has gone through it. */
export const LINKS_THAT_NAME = `
  SELECT l.n, l.kind, l.at, l.body, l.hash FROM (
    SELECT s.n FROM audit_subject s WHERE s.subject = wanted AND s.n < below
    UNION
    SELECT o.n FROM audit_link o WHERE o.n < least(below, (SELECT f.n FROM audit_subject_from f)) AND o.bank_id = scope_bank() AND o.body LIKE '%' || wanted || '%'
  ) h JOIN audit_link l ON l.n = h.n
  WHERE l.bank_id = scope_bank() AND (also IS NULL OR l.body LIKE '%' || also || '%')
  ORDER BY l.n DESC LIMIT most`;

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/**
 * 0272: which links name which file, person or workstation, by ids, so that looking one up does not read the whole audit. Filled by a trigger, so also by servers of the version before; what was linked already is gone
 * through by the linker, a part at each look. Where a body is erased, so are its rows here. Only adds.
 */
export const auditSubjects: Migration = {
  version: 272,
  name: "audit-subjects",
  sql: `
    CREATE TABLE audit_subject (subject uuid NOT NULL, n bigint NOT NULL, PRIMARY KEY (subject, n));
    CREATE INDEX audit_subject_by_link ON audit_subject (n);
    -- Links before this one are still to be gone through.
    CREATE TABLE audit_subject_from (n bigint PRIMARY KEY);
    ALTER TABLE audit_subject ENABLE ROW LEVEL SECURITY;      ALTER TABLE audit_subject FORCE ROW LEVEL SECURITY;
    ALTER TABLE audit_subject_from ENABLE ROW LEVEL SECURITY; ALTER TABLE audit_subject_from FORCE ROW LEVEL SECURITY;
    CREATE POLICY by_linker ON audit_subject TO guichet_ledger USING (true) WITH CHECK (true);
    CREATE POLICY by_linker ON audit_subject_from TO guichet_ledger USING (true) WITH CHECK (true);
    GRANT SELECT, INSERT, DELETE ON audit_subject TO guichet_ledger;
    GRANT SELECT, INSERT, UPDATE ON audit_subject_from TO guichet_ledger;

    CREATE FUNCTION audit_name_subjects() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        BEGIN
          INSERT INTO audit_subject (subject, n) SELECT DISTINCT m[1]::uuid, l.n FROM linked l, regexp_matches(l.body, '(${UUID})', 'g') AS m ON CONFLICT DO NOTHING;
          RETURN NULL;
        END $$;
    CREATE FUNCTION audit_drop_subjects() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ BEGIN DELETE FROM audit_subject WHERE n = NEW.n; RETURN NULL; END $$;
    -- The next part of what was linked before the index came; answers how many links.
    CREATE FUNCTION audit_index_some(most integer) RETURNS bigint LANGUAGE plpgsql VOLATILE SET search_path = guichet, pg_catalog
      AS $$
        DECLARE upper_n bigint; lower_n bigint;
        BEGIN
          SELECT f.n INTO upper_n FROM audit_subject_from f FOR UPDATE SKIP LOCKED;
          IF upper_n IS NULL OR upper_n <= 1 THEN RETURN 0; END IF;
          lower_n := greatest(1, upper_n - most);
          INSERT INTO audit_subject (subject, n) SELECT DISTINCT m[1]::uuid, l.n FROM audit_link l, regexp_matches(l.body, '(${UUID})', 'g') AS m WHERE l.n >= lower_n AND l.n < upper_n ON CONFLICT DO NOTHING;
          UPDATE audit_subject_from SET n = lower_n;
          RETURN upper_n - lower_n;
        END $$;
    REVOKE ALL ON FUNCTION audit_name_subjects(), audit_drop_subjects(), audit_index_some(integer) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION audit_index_some(integer) TO guichet_ledger;
    CREATE TRIGGER name_subjects AFTER INSERT ON audit_link REFERENCING NEW TABLE AS linked FOR EACH STATEMENT EXECUTE FUNCTION audit_name_subjects();
    CREATE TRIGGER drop_subjects AFTER UPDATE OF body ON audit_link FOR EACH ROW WHEN (OLD.body IS NOT NULL AND NEW.body IS NULL) EXECUTE FUNCTION audit_drop_subjects();
    ALTER FUNCTION audit_name_subjects() OWNER TO guichet_ledger;
    ALTER FUNCTION audit_drop_subjects() OWNER TO guichet_ledger;
    SET LOCAL row_security TO on; -- the linker's role sees every link, by its policy
    SET LOCAL ROLE guichet_ledger;
    INSERT INTO audit_subject_from (n) SELECT coalesce(max(n), 0) + 1 FROM audit_link;
    CREATE OR REPLACE FUNCTION inspect_audit(of_auditor uuid, before bigint, of_file uuid, of_person uuid, most integer, noted_at bigint)
      RETURNS TABLE (n bigint, kind text, at bigint, body text, hash text)
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        #variable_conflict use_column
        DECLARE
          below bigint := coalesce(before, 9223372036854775807);
          wanted uuid := coalesce(of_file, of_person);
          also uuid := CASE WHEN of_file IS NOT NULL THEN of_person END;
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM person p WHERE p.bank_id = scope_bank() AND p.person_id = of_auditor AND p.role = 'auditor' AND p.active) THEN RAISE EXCEPTION 'no auditor of this bank' USING ERRCODE = '42501'; END IF;
          INSERT INTO read_access (bank_id, person_id, role, what, file_id, read_at, at) VALUES (scope_bank(), of_auditor, 'auditor', 'events', of_file, noted_at, noted_at);
          IF wanted IS NULL THEN
            RETURN QUERY SELECT l.n, l.kind, l.at, l.body, l.hash FROM audit_link l WHERE l.bank_id = scope_bank() AND l.n < below ORDER BY l.n DESC LIMIT most;
          ELSE
            RETURN QUERY ${LINKS_THAT_NAME};
          END IF;
        END $$;
    SET LOCAL ROLE guichet_migrate;`,
};
