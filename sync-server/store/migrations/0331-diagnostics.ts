import type { Migration } from "./migration.ts";

/** 0331: diagnostics of workstations, asked for by whoever looks after them and given by their owners. Nothing of clients. Only adds. */
export const diagnostics: Migration = {
  version: 331,
  name: "diagnostics",
  sql: `
    -- The last one of each workstation. content: what its owner agreed to send; gone after its time.
    CREATE TABLE diagnostic (
      bank_id uuid NOT NULL, replica_id uuid NOT NULL, person_id uuid NOT NULL, diagnostic_id uuid NOT NULL, reason text NOT NULL, asked_by uuid NOT NULL, asked_at bigint NOT NULL, until bigint NOT NULL CHECK (until > asked_at),
      answer text CHECK (answer IN ('given', 'declined')), answered_at bigint, content text, read_at bigint, read_by uuid,
      PRIMARY KEY (bank_id, replica_id), CHECK ((answer IS NULL) = (answered_at IS NULL)), CHECK (content IS NULL OR answer = 'given')
    );
    CREATE INDEX diagnostic_open ON diagnostic (bank_id, until) WHERE answer IS NULL;
    ALTER TABLE diagnostic ENABLE ROW LEVEL SECURITY; ALTER TABLE diagnostic FORCE ROW LEVEL SECURITY;
    -- Of replicas of the transaction's own persons, as the replica itself; asked for and read in the name of one of them.
    CREATE POLICY of_owner ON diagnostic TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND (replica_id, person_id) IN (SELECT r.replica_id, r.person_id FROM replica r))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND (replica_id, person_id) IN (SELECT r.replica_id, r.person_id FROM replica r));
    CREATE POLICY look_up ON diagnostic TO guichet_ledger USING (bank_id = (SELECT scope_bank())) WITH CHECK (bank_id = (SELECT scope_bank()));
    GRANT SELECT, INSERT, UPDATE ON diagnostic TO guichet_write;
    GRANT SELECT, UPDATE (content) ON diagnostic TO guichet_ledger;

    -- Those of a bank, without what was sent.
    CREATE FUNCTION bank_diagnostics()
      RETURNS TABLE (replica_id uuid, person_id uuid, diagnostic_id uuid, reason text, asked_by uuid, asked_by_name text, asked_at bigint, until bigint, answer text, answered_at bigint)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT d.replica_id, d.person_id, d.diagnostic_id, d.reason, d.asked_by, p.name, d.asked_at, d.until, d.answer, d.answered_at
        FROM diagnostic d LEFT JOIN person p ON p.bank_id = d.bank_id AND p.person_id = d.asked_by WHERE d.bank_id = scope_bank()
      $$;
    -- What was sent before is kept no longer.
    CREATE FUNCTION forget_diagnostics(answered_before bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ UPDATE diagnostic SET content = NULL WHERE bank_id = scope_bank() AND answered_at < answered_before AND content IS NOT NULL $$;
    REVOKE ALL ON FUNCTION bank_diagnostics() FROM PUBLIC;
    REVOKE ALL ON FUNCTION forget_diagnostics(bigint) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION bank_diagnostics() TO guichet_read;
    GRANT EXECUTE ON FUNCTION forget_diagnostics(bigint) TO guichet_write;
    ALTER FUNCTION bank_diagnostics() OWNER TO guichet_ledger;
    ALTER FUNCTION forget_diagnostics(bigint) OWNER TO guichet_ledger;

    -- Neither the reason, which a person types, nor what was sent.
    CREATE TRIGGER audit_asked AFTER INSERT ON diagnostic FOR EACH ROW EXECUTE FUNCTION audit_row('diagnostic.asked', 'diagnostic_id replica_id person_id asked_by until');
    CREATE TRIGGER audit_asked_again AFTER UPDATE OF diagnostic_id ON diagnostic FOR EACH ROW WHEN (OLD.diagnostic_id IS DISTINCT FROM NEW.diagnostic_id) EXECUTE FUNCTION audit_row('diagnostic.asked', 'diagnostic_id replica_id person_id asked_by until');
    CREATE TRIGGER audit_answered AFTER UPDATE OF answer ON diagnostic FOR EACH ROW WHEN (NEW.answer IS NOT NULL AND OLD.answer IS NULL) EXECUTE FUNCTION audit_row('diagnostic.answered', 'diagnostic_id replica_id person_id answer answered_at');
    CREATE TRIGGER audit_read AFTER UPDATE OF read_at ON diagnostic FOR EACH ROW WHEN (NEW.read_at IS NOT NULL AND OLD.read_at IS DISTINCT FROM NEW.read_at) EXECUTE FUNCTION audit_row('diagnostic.read', 'diagnostic_id replica_id person_id read_at read_by');`,
};
