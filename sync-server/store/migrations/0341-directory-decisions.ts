import type { Migration } from "./migration.ts";

/**
 * 0341: what a bank's administrators decide on its people and branches between two imports of the directory: who decided, what it was and what it is, and whether a later file took it up. The tables themselves ask for
 * two administrators where somebody is given anything, and let nobody decide on herself. A server of the version before imports as it did; it knows of no decision. Only adds.
 */
export const directoryDecisions: Migration = {
  version: 341,
  name: "directory-decisions",
  sql: `
    -- said: what she was and what she is to be, word for word as it was asked for. Standing while settled is null: an import must not undo it without being told to.
    CREATE TABLE directory_decision (
      bank_id uuid NOT NULL, decision_id uuid NOT NULL, person_id uuid NOT NULL, said text NOT NULL, role text NOT NULL, branches text NOT NULL, active boolean NOT NULL,
      decided_at bigint NOT NULL, asked_by uuid NOT NULL CHECK (asked_by <> person_id), confirmed_by uuid CHECK (confirmed_by <> person_id AND confirmed_by <> asked_by),
      settled text CHECK (settled IN ('followed', 'taken-up', 'undone')), settled_at bigint, PRIMARY KEY (bank_id, decision_id), CHECK ((settled IS NULL) = (settled_at IS NULL)),
      FOREIGN KEY (bank_id, person_id) REFERENCES person
    );
    CREATE UNIQUE INDEX directory_decision_standing ON directory_decision (bank_id, person_id) WHERE settled IS NULL;
    CREATE TABLE branch_decision (
      bank_id uuid NOT NULL REFERENCES bank, branch_id uuid NOT NULL, name text NOT NULL, region text, made_at bigint NOT NULL, made_by uuid NOT NULL, PRIMARY KEY (bank_id, branch_id)
    );
    ALTER TABLE directory_decision ENABLE ROW LEVEL SECURITY; ALTER TABLE directory_decision FORCE ROW LEVEL SECURITY;
    ALTER TABLE branch_decision ENABLE ROW LEVEL SECURITY;    ALTER TABLE branch_decision FORCE ROW LEVEL SECURITY;

    CREATE FUNCTION administers(of_bank uuid, who uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ SELECT EXISTS (SELECT FROM person p WHERE p.bank_id = of_bank AND p.person_id = who AND p.active AND p.role = 'administrator') $$;
    -- It ends her, or takes branches away, and gives nothing: the same role, and no branch that she has not.
    CREATE FUNCTION only_takes(of_bank uuid, of_person uuid, to_role text, to_branches text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT EXISTS (SELECT FROM person p WHERE p.bank_id = of_bank AND p.person_id = of_person AND p.active AND p.role = to_role)
          AND NOT EXISTS (SELECT FROM jsonb_array_elements_text(to_branches::jsonb) AS t (branch)
            WHERE NOT EXISTS (SELECT FROM person_branch b WHERE b.bank_id = of_bank AND b.person_id = of_person AND b.branch_id = t.branch::uuid))
      $$;
    REVOKE ALL ON FUNCTION administers(uuid, uuid), only_takes(uuid, uuid, text, text) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION administers(uuid, uuid), only_takes(uuid, uuid, text, text) TO guichet_write;

    CREATE POLICY manage ON directory_decision TO guichet_migrate USING (true) WITH CHECK (true);
    CREATE POLICY manage ON branch_decision TO guichet_migrate USING (true) WITH CHECK (true);
    CREATE POLICY by_administrators ON directory_decision FOR INSERT TO guichet_write WITH CHECK (
      bank_id = (SELECT scope_bank()) AND settled IS NULL AND coalesce(confirmed_by, asked_by) = ANY ((SELECT scope_persons())::uuid[]) AND administers(bank_id, asked_by)
      AND said::jsonb #> '{to}' = jsonb_build_object('role', role, 'branches', branches::jsonb, 'active', active)
      AND CASE WHEN confirmed_by IS NULL THEN only_takes(bank_id, person_id, role, branches)
        ELSE administers(bank_id, confirmed_by) AND EXISTS (SELECT FROM two_word w WHERE w.bank_id = directory_decision.bank_id AND w.kind = 'person' AND w.subject = directory_decision.person_id AND w.settled = 'confirmed'
          AND w.asked_by = directory_decision.asked_by AND w.settled_by = directory_decision.confirmed_by AND w.settled_at = directory_decision.decided_at AND w.detail = directory_decision.said) END);
    CREATE POLICY by_administrator ON branch_decision FOR INSERT TO guichet_write WITH CHECK (bank_id = (SELECT scope_bank()) AND made_by = ANY ((SELECT scope_persons())::uuid[]) AND administers(bank_id, made_by));
    CREATE POLICY by_triggers ON directory_decision TO guichet_ledger USING (true) WITH CHECK (true);
    CREATE POLICY by_decision ON person FOR UPDATE TO guichet_ledger USING (true) WITH CHECK (true);
    CREATE POLICY given ON person_branch FOR INSERT TO guichet_ledger WITH CHECK (true);
    CREATE POLICY replaced ON person_branch FOR UPDATE TO guichet_ledger USING (true) WITH CHECK (true);
    CREATE POLICY taken ON person_branch FOR DELETE TO guichet_ledger USING (true);
    CREATE POLICY made ON branch FOR INSERT TO guichet_ledger WITH CHECK (true);
    GRANT INSERT ON directory_decision, branch_decision TO guichet_write;
    GRANT SELECT, UPDATE ON directory_decision TO guichet_ledger;
    GRANT UPDATE (role, active) ON person TO guichet_ledger;
    GRANT INSERT, DELETE ON person_branch TO guichet_ledger;
    GRANT UPDATE (place) ON person_branch TO guichet_ledger;
    GRANT INSERT ON branch TO guichet_ledger;

    CREATE FUNCTION follow_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        BEGIN
          UPDATE directory_decision SET settled = 'followed', settled_at = NEW.decided_at WHERE bank_id = NEW.bank_id AND person_id = NEW.person_id AND settled IS NULL;
          RETURN NEW;
        END $$;
    CREATE FUNCTION apply_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        BEGIN
          UPDATE person SET role = NEW.role, active = NEW.active WHERE bank_id = NEW.bank_id AND person_id = NEW.person_id;
          DELETE FROM person_branch b WHERE b.bank_id = NEW.bank_id AND b.person_id = NEW.person_id AND NOT (NEW.branches::jsonb ? b.branch_id::text);
          INSERT INTO person_branch (bank_id, person_id, branch_id, place)
            SELECT NEW.bank_id, NEW.person_id, t.branch::uuid, t.place - 1 FROM jsonb_array_elements_text(NEW.branches::jsonb) WITH ORDINALITY AS t (branch, place)
            ON CONFLICT (bank_id, person_id, branch_id) DO UPDATE SET place = excluded.place;
          RETURN NULL;
        END $$;
    CREATE FUNCTION make_branch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ BEGIN INSERT INTO branch (bank_id, branch_id, name, region) VALUES (NEW.bank_id, NEW.branch_id, NEW.name, NEW.region); RETURN NULL; END $$;
    REVOKE ALL ON FUNCTION follow_decision(), apply_decision(), make_branch() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION follow_decision(), apply_decision(), make_branch() TO guichet_migrate;
    CREATE TRIGGER follow BEFORE INSERT ON directory_decision FOR EACH ROW EXECUTE FUNCTION follow_decision();
    CREATE TRIGGER apply AFTER INSERT ON directory_decision FOR EACH ROW EXECUTE FUNCTION apply_decision();
    CREATE TRIGGER make AFTER INSERT ON branch_decision FOR EACH ROW EXECUTE FUNCTION make_branch();
    CREATE TRIGGER audit_decided AFTER INSERT ON directory_decision FOR EACH ROW EXECUTE FUNCTION audit_row('person.decided', 'decision_id person_id said decided_at asked_by confirmed_by');
    CREATE TRIGGER audit_settled AFTER UPDATE OF settled ON directory_decision FOR EACH ROW EXECUTE FUNCTION audit_row('person.settled', 'decision_id person_id settled settled_at');
    CREATE TRIGGER audit_made AFTER INSERT ON branch_decision FOR EACH ROW EXECUTE FUNCTION audit_row('branch.made', 'branch_id made_at made_by');

    CREATE FUNCTION bank_people(of_person uuid)
      RETURNS TABLE (person_id uuid, name text, role text, active boolean, level text, branches text, workstations integer, heard_at bigint, decided_at bigint, asked_name text, confirmed_name text,
        word_id uuid, word_detail text, word_by uuid, word_name text, word_at bigint, word_until bigint)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT p.person_id, p.name, p.role, p.active, l.name,
          (SELECT coalesce(json_agg(b.branch_id ORDER BY b.place, b.branch_id), '[]')::text FROM person_branch b WHERE b.bank_id = p.bank_id AND b.person_id = p.person_id),
          (SELECT count(*)::int FROM replica r WHERE r.bank_id = p.bank_id AND r.person_id = p.person_id AND r.revoked_at IS NULL),
          (SELECT max(d.heard_at) FROM device d WHERE d.bank_id = p.bank_id AND d.person_id = p.person_id),
          c.decided_at, (SELECT a.name FROM person a WHERE a.bank_id = c.bank_id AND a.person_id = c.asked_by), (SELECT a.name FROM person a WHERE a.bank_id = c.bank_id AND a.person_id = c.confirmed_by),
          w.word_id, w.detail, w.asked_by, (SELECT a.name FROM person a WHERE a.bank_id = w.bank_id AND a.person_id = w.asked_by), w.asked_at, w.until
        FROM person p LEFT JOIN approval_level l ON l.bank_id = p.bank_id AND l.level_id = p.level_id
        LEFT JOIN directory_decision c ON c.bank_id = p.bank_id AND c.person_id = p.person_id AND c.settled IS NULL
        LEFT JOIN two_word w ON w.bank_id = p.bank_id AND w.kind = 'person' AND w.subject = p.person_id AND w.settled IS NULL
        WHERE p.bank_id = scope_bank() AND (of_person IS NULL OR p.person_id = of_person)
      $$;
    REVOKE ALL ON FUNCTION bank_people(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION bank_people(uuid) TO guichet_read;
    ALTER FUNCTION administers(uuid, uuid) OWNER TO guichet_ledger;
    ALTER FUNCTION only_takes(uuid, uuid, text, text) OWNER TO guichet_ledger;
    ALTER FUNCTION follow_decision() OWNER TO guichet_ledger;
    ALTER FUNCTION apply_decision() OWNER TO guichet_ledger;
    ALTER FUNCTION make_branch() OWNER TO guichet_ledger;
    ALTER FUNCTION bank_people(uuid) OWNER TO guichet_ledger;`,
};
