import type { Migration } from "./migration.ts";

/**
 * 0240: what is done at the centre is noted by the tables themselves, in the transaction that does it, whichever program writes: who, what, before and after. What was noted waits until it is linked
 * (shared/audit), one after the other, so that no two pushes ever wait for each other. Ids, roles and figures of a loan's standing; no name, no SIREN. Only adds.
 */
export const audit: Migration = {
  version: 240,
  name: "audit",
  sql: `
    CREATE TABLE audit_waiting (
      waiting_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bank_id uuid, kind text NOT NULL, at bigint NOT NULL, body text NOT NULL
    );
    -- bank_id: null of what is the centre's own. body: null once it was erased; its hash stays, and the chain with it.
    CREATE TABLE audit_link (
      n bigint PRIMARY KEY CHECK (n > 0), bank_id uuid, kind text NOT NULL, at bigint NOT NULL, body text, body_hash text NOT NULL, prev text NOT NULL, hash text NOT NULL, linked_at bigint NOT NULL
    );
    CREATE INDEX audit_link_by_bank ON audit_link (bank_id, n);
    ALTER TABLE audit_waiting ENABLE ROW LEVEL SECURITY; ALTER TABLE audit_waiting FORCE ROW LEVEL SECURITY;
    ALTER TABLE audit_link ENABLE ROW LEVEL SECURITY;    ALTER TABLE audit_link FORCE ROW LEVEL SECURITY;
    CREATE POLICY by_triggers ON audit_waiting TO guichet_ledger USING (true) WITH CHECK (true);
    CREATE POLICY by_linker ON audit_link TO guichet_ledger USING (true) WITH CHECK (true);
    CREATE POLICY of_bank ON audit_link FOR SELECT TO guichet_read USING (bank_id = (SELECT scope_bank()));
    GRANT SELECT, INSERT, DELETE ON audit_waiting TO guichet_ledger;
    GRANT SELECT, INSERT ON audit_link TO guichet_ledger;
    GRANT SELECT ON audit_link TO guichet_read;

    -- Of one row: its columns named by the trigger, as they are now and, of an update, as they were.
    CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        DECLARE
          now_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
          old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
          columns text[] := string_to_array(TG_ARGV[1], ' ');
        BEGIN
          INSERT INTO audit_waiting (bank_id, kind, at, body) VALUES (
            (coalesce(now_row, old_row) ->> 'bank_id')::uuid, TG_ARGV[0], (extract(epoch FROM clock_timestamp()) * 1000)::bigint,
            json_strip_nulls(json_build_object(
              'before', (SELECT json_object_agg(c, old_row -> c ORDER BY o) FROM unnest(columns) WITH ORDINALITY AS u (c, o) WHERE old_row IS NOT NULL),
              'after', (SELECT json_object_agg(c, now_row -> c ORDER BY o) FROM unnest(columns) WITH ORDINALITY AS u (c, o) WHERE now_row IS NOT NULL)))::text);
          RETURN NULL;
        END $$;
    REVOKE ALL ON FUNCTION audit_row() FROM PUBLIC;

    -- Of pushes, one note each, by one statement: the hash of the last change fixes all before it.
    CREATE FUNCTION audit_pushes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        BEGIN
          INSERT INTO audit_waiting (bank_id, kind, at, body)
          SELECT h.bank_id, 'changes.taken', h.received_at, json_build_object('replica_id', h.replica_id, 'first_seq', h.first_seq, 'last_seq', h.last_seq, 'last_hash', h.last_hash, 'signature', h.signature)::text
          FROM heads h;
          RETURN NULL;
        END $$;
    REVOKE ALL ON FUNCTION audit_pushes() FROM PUBLIC;

    CREATE TRIGGER audit AFTER INSERT ON signed_head REFERENCING NEW TABLE AS heads FOR EACH STATEMENT EXECUTE FUNCTION audit_pushes();
    CREATE TRIGGER audit_enrolled AFTER INSERT ON replica FOR EACH ROW EXECUTE FUNCTION audit_row('workstation.enrolled', 'replica_id person_id public_key');
    CREATE TRIGGER audit_revoked AFTER UPDATE OF revoked_at ON replica FOR EACH ROW WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at) EXECUTE FUNCTION audit_row('workstation.revoked', 'replica_id person_id revoked_at');
    CREATE TRIGGER audit_new AFTER INSERT ON person FOR EACH ROW EXECUTE FUNCTION audit_row('person.made', 'person_id role active level_id up_to');
    CREATE TRIGGER audit_changed AFTER UPDATE ON person FOR EACH ROW
      WHEN ((OLD.role, OLD.active, OLD.level_id, OLD.up_to, OLD.issuer, OLD.subject) IS DISTINCT FROM (NEW.role, NEW.active, NEW.level_id, NEW.up_to, NEW.issuer, NEW.subject))
      EXECUTE FUNCTION audit_row('person.changed', 'person_id role active level_id up_to');
    CREATE TRIGGER audit_given AFTER INSERT ON person_branch FOR EACH ROW EXECUTE FUNCTION audit_row('branch.given', 'person_id branch_id');
    CREATE TRIGGER audit_taken AFTER DELETE ON person_branch FOR EACH ROW EXECUTE FUNCTION audit_row('branch.taken', 'person_id branch_id');
    CREATE TRIGGER audit_new AFTER INSERT ON operator FOR EACH ROW EXECUTE FUNCTION audit_row('operator.made', 'person_id active');
    CREATE TRIGGER audit_changed AFTER UPDATE ON operator FOR EACH ROW WHEN ((OLD.active, OLD.issuer, OLD.subject) IS DISTINCT FROM (NEW.active, NEW.issuer, NEW.subject)) EXECUTE FUNCTION audit_row('operator.changed', 'person_id active');
    CREATE TRIGGER audit_new AFTER INSERT ON approval_level FOR EACH ROW EXECUTE FUNCTION audit_row('level.made', 'level_id place up_to');
    CREATE TRIGGER audit_changed AFTER UPDATE ON approval_level FOR EACH ROW WHEN ((OLD.place, OLD.up_to) IS DISTINCT FROM (NEW.place, NEW.up_to)) EXECUTE FUNCTION audit_row('level.changed', 'level_id place up_to');
    CREATE TRIGGER audit_gone AFTER DELETE ON approval_level FOR EACH ROW EXECUTE FUNCTION audit_row('level.ended', 'level_id place up_to');
    CREATE TRIGGER audit_declared AFTER INSERT ON absence FOR EACH ROW EXECUTE FUNCTION audit_row('absence.declared', 'person_id from_day until_day stand_in declared_by');
    CREATE TRIGGER audit_ended AFTER UPDATE OF ended_at ON absence FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at) EXECUTE FUNCTION audit_row('absence.ended', 'person_id from_day until_day stand_in ended_at ended_by');
    CREATE TRIGGER audit_noted AFTER INSERT ON centre_act FOR EACH ROW EXECUTE FUNCTION audit_row('registration.act', 'act_id step kind branch_id file_id number amount person_id door before after');
    CREATE TRIGGER audit_noted AFTER INSERT ON recovery_event FOR EACH ROW EXECUTE FUNCTION audit_row('recovery', 'epoch_n kind person_id door');
    CREATE TRIGGER audit_epoch AFTER UPDATE OF epoch_n, recovering ON centre FOR EACH ROW WHEN ((OLD.epoch_n, OLD.recovering) IS DISTINCT FROM (NEW.epoch_n, NEW.recovering)) EXECUTE FUNCTION audit_row('centre.epoch', 'epoch_n epoch_id recovering');
    CREATE TRIGGER audit_noted AFTER INSERT ON reinstated FOR EACH ROW EXECUTE FUNCTION audit_row('registration.reinstated', 'number file_id replica_id flag');
    CREATE TRIGGER audit_kept AFTER INSERT ON quarantined FOR EACH ROW EXECUTE FUNCTION audit_row('quarantine.kept', 'replica_id first_seq last_seq last_hash person_id carrier_id why');
    CREATE TRIGGER audit_decided AFTER UPDATE OF decision ON quarantined FOR EACH ROW WHEN (OLD.decision IS DISTINCT FROM NEW.decision) EXECUTE FUNCTION audit_row('quarantine.decided', 'replica_id first_seq last_seq decision decided_by');
    CREATE TRIGGER audit_noted AFTER INSERT ON document_access FOR EACH ROW EXECUTE FUNCTION audit_row('document.access', 'file_id document_id person_id what');
    CREATE TRIGGER audit_noted AFTER INSERT ON disclosure FOR EACH ROW EXECUTE FUNCTION audit_row('ceiling.told', 'change_id person_id');
    CREATE TRIGGER audit_moved AFTER UPDATE OF branch_id ON file FOR EACH ROW WHEN (OLD.branch_id IS DISTINCT FROM NEW.branch_id) EXECUTE FUNCTION audit_row('file.moved', 'file_id branch_id');
    CREATE TRIGGER audit_made AFTER INSERT ON centre_key FOR EACH ROW EXECUTE FUNCTION audit_row('key.made', 'kid public_x');
    CREATE TRIGGER audit_made AFTER INSERT ON sealing_key FOR EACH ROW EXECUTE FUNCTION audit_row('sealing-key.made', 'kid public_x');
    CREATE TRIGGER audit_made AFTER INSERT ON branch_key FOR EACH ROW EXECUTE FUNCTION audit_row('branch-key.made', 'branch_id key_id members');

    ALTER FUNCTION audit_row() OWNER TO guichet_ledger;
    ALTER FUNCTION audit_pushes() OWNER TO guichet_ledger;
    SET LOCAL ROLE guichet_ledger;
    -- So that a step to come may put it on a table of its own.
    GRANT EXECUTE ON FUNCTION audit_row() TO guichet_migrate;
    SET LOCAL ROLE guichet_migrate;`,
};
