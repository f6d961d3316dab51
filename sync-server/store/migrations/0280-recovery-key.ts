import type { Migration } from "./migration.ts";

/** 0280: the public halves of a bank's recovery keys, each published at the word of two persons and none ever changed; and that a workstation was opened by one. Each row is a link of the audit. Only adds. */
export const recoveryKey: Migration = {
  version: 280,
  name: "recovery-key",
  sql: `
    -- The highest n is the one that workstations keep a slot for.
    CREATE TABLE recovery_key (
      bank_id uuid NOT NULL REFERENCES bank, n integer NOT NULL CHECK (n > 0), public_key text NOT NULL CHECK (length(public_key) = 43), published_at bigint NOT NULL,
      asked_by uuid NOT NULL, confirmed_by uuid NOT NULL CHECK (confirmed_by <> asked_by), PRIMARY KEY (bank_id, n)
    );
    -- used_at: by the workstation's clock; at: when the centre was told.
    CREATE TABLE recovery_use (
      bank_id uuid NOT NULL REFERENCES bank, request_id uuid NOT NULL, replica_id uuid NOT NULL, person_id uuid NOT NULL, kid text NOT NULL, used_at bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY (bank_id, request_id)
    );
    ALTER TABLE recovery_key ENABLE ROW LEVEL SECURITY; ALTER TABLE recovery_key FORCE ROW LEVEL SECURITY;
    ALTER TABLE recovery_use ENABLE ROW LEVEL SECURITY; ALTER TABLE recovery_use FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_bank ON recovery_key FOR SELECT TO guichet_read, guichet_write USING (bank_id = (SELECT scope_bank()));
    -- Only what two persons said, word for word, for the key that follows the last one.
    CREATE POLICY by_two ON recovery_key FOR INSERT TO guichet_write WITH CHECK (
      bank_id = (SELECT scope_bank()) AND confirmed_by = ANY ((SELECT scope_persons())::uuid[])
      AND EXISTS (SELECT FROM two_word w WHERE w.bank_id = recovery_key.bank_id AND w.kind = 'recovery-key' AND w.subject = recovery_key.bank_id AND w.settled = 'confirmed'
        AND w.asked_by = recovery_key.asked_by AND w.settled_by = recovery_key.confirmed_by AND w.settled_at = recovery_key.published_at AND w.detail = recovery_key.n::text || ' ' || recovery_key.public_key));
    -- Of a workstation of the transaction's own persons.
    CREATE POLICY of_owner ON recovery_use FOR INSERT TO guichet_write WITH CHECK (
      bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[])
      AND EXISTS (SELECT FROM replica r WHERE r.bank_id = recovery_use.bank_id AND r.replica_id = recovery_use.replica_id AND r.person_id = recovery_use.person_id));
    CREATE POLICY of_bank ON recovery_use FOR SELECT TO guichet_write USING (bank_id = (SELECT scope_bank()));
    GRANT SELECT ON recovery_key TO guichet_read;
    GRANT SELECT, INSERT ON recovery_key, recovery_use TO guichet_write;

    CREATE POLICY of_recovery_reader ON two_word FOR SELECT TO guichet_read USING (bank_id = (SELECT scope_bank()) AND kind = 'recovery-key');
    GRANT SELECT ON two_word TO guichet_read;

    CREATE TRIGGER audit_published AFTER INSERT ON recovery_key FOR EACH ROW EXECUTE FUNCTION audit_row('recovery-key.published', 'bank_id n public_key published_at asked_by confirmed_by');
    CREATE TRIGGER audit_used AFTER INSERT ON recovery_use FOR EACH ROW EXECUTE FUNCTION audit_row('workstation.recovered', 'replica_id person_id request_id kid used_at');`,
};
