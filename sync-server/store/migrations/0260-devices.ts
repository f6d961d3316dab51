import type { Migration } from "./migration.ts";

/**
 * 0260: workstations as those who answer for them see them: whether a new one may work, when it was heard of last, what it was ordered; and words that need a second person. Behind 0240, whose triggers
 * note them. Only adds.
 */
export const devices: Migration = {
  version: 260,
  name: "devices",
  sql: `
    -- A new workstation of this bank waits until somebody approves it.
    ALTER TABLE bank ADD COLUMN approve_workstations boolean NOT NULL DEFAULT false;
    -- Null of those revoked at the server's own command.
    ALTER TABLE replica ADD COLUMN revoked_by uuid;

    -- The workstation of somebody who became an auditor, or of support, keeps no desk: it must be possible to send it away all the same.
    CREATE POLICY send_away ON replica FOR UPDATE TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]) AND revoked_at IS NOT NULL);

    -- Beside its replica, whose row every push locks. approval: null where nobody had to decide. No foreign keys: the policies let a row in only for a replica that is there.
    CREATE TABLE device (
      bank_id uuid NOT NULL, replica_id uuid NOT NULL, person_id uuid NOT NULL,
      approval text CHECK (approval IN ('waiting', 'approved', 'refused')), approval_at bigint, approval_by uuid CHECK (approval_by <> person_id),
      heard_at bigint, version text, waiting bigint CHECK (waiting >= 0), oldest_at bigint,
      erase text CHECK (erase IN ('carried', 'now')), erase_at bigint, erase_by uuid, told_at bigint, done_at bigint, done_signature text,
      PRIMARY KEY (bank_id, replica_id), CHECK ((erase IS NULL) = (erase_at IS NULL)), CHECK (done_at IS NULL OR (erase IS NOT NULL AND done_signature IS NOT NULL))
    );
    -- What one person asked for and another one, and never the same, must say too.
    CREATE TABLE two_word (
      bank_id uuid NOT NULL, word_id uuid NOT NULL, kind text NOT NULL, subject uuid NOT NULL, detail text NOT NULL, asked_by uuid NOT NULL, asked_at bigint NOT NULL, until bigint NOT NULL CHECK (until > asked_at),
      settled text CHECK (settled IN ('confirmed', 'withdrawn', 'expired')), settled_by uuid, settled_at bigint,
      PRIMARY KEY (bank_id, word_id), CHECK ((settled IS NULL) = (settled_by IS NULL)), CHECK (settled <> 'confirmed' OR (settled_by <> asked_by AND settled_at <= until))
    );
    CREATE UNIQUE INDEX two_word_once ON two_word (bank_id, kind, subject) WHERE settled IS NULL;
    ALTER TABLE device ENABLE ROW LEVEL SECURITY;   ALTER TABLE device FORCE ROW LEVEL SECURITY;
    ALTER TABLE two_word ENABLE ROW LEVEL SECURITY; ALTER TABLE two_word FORCE ROW LEVEL SECURITY;
    -- Of replicas of the transaction's own persons, as the replica itself.
    CREATE POLICY of_owner ON device TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND (replica_id, person_id) IN (SELECT r.replica_id, r.person_id FROM replica r))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND (replica_id, person_id) IN (SELECT r.replica_id, r.person_id FROM replica r));
    CREATE POLICY ask ON two_word FOR INSERT TO guichet_write WITH CHECK (bank_id = (SELECT scope_bank()) AND settled IS NULL AND asked_by = ANY ((SELECT scope_persons())::uuid[]));
    CREATE POLICY of_bank ON two_word FOR SELECT TO guichet_write USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY settle ON two_word FOR UPDATE TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND settled IS NULL) WITH CHECK (bank_id = (SELECT scope_bank()) AND settled_by = ANY ((SELECT scope_persons())::uuid[]));
    CREATE POLICY look_up ON device FOR SELECT TO guichet_ledger USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY look_up ON two_word FOR SELECT TO guichet_ledger USING (bank_id = (SELECT scope_bank()));
    GRANT SELECT, INSERT, UPDATE ON device TO guichet_write;
    GRANT SELECT, INSERT ON two_word TO guichet_write;
    GRANT UPDATE (settled, settled_by, settled_at) ON two_word TO guichet_write;
    GRANT SELECT ON device, two_word TO guichet_ledger;

    -- Workstations of a bank, or one of them; nothing of clients.
    CREATE FUNCTION bank_devices(of_replica uuid)
      RETURNS TABLE (replica_id uuid, person_id uuid, person_name text, active boolean, branches text, public_key text, label text, enrolled_at bigint, last_at bigint, revoked_at bigint, revoked_by uuid,
        approval text, approval_at bigint, approval_by uuid, heard_at bigint, version text, waiting bigint, oldest_at bigint, erase text, erase_at bigint, erase_by uuid, told_at bigint, done_at bigint,
        word_id uuid, word_detail text, word_by uuid, word_at bigint, word_until bigint)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT r.replica_id, r.person_id, p.name, p.active,
          (SELECT coalesce(json_agg(json_build_object('id', n.branch_id, 'name', n.name) ORDER BY pb.place, n.branch_id), '[]')::text
             FROM person_branch pb JOIN branch n ON n.bank_id = pb.bank_id AND n.branch_id = pb.branch_id WHERE pb.bank_id = p.bank_id AND pb.person_id = p.person_id),
          r.public_key, r.device, r.enrolled_at, (SELECT s.received_at FROM signed_head s WHERE s.bank_id = r.bank_id AND s.replica_id = r.replica_id ORDER BY s.last_seq DESC LIMIT 1),
          r.revoked_at, r.revoked_by, d.approval, d.approval_at, d.approval_by, d.heard_at, d.version, d.waiting, d.oldest_at, d.erase, d.erase_at, d.erase_by, d.told_at, d.done_at,
          w.word_id, w.detail, w.asked_by, w.asked_at, w.until
        FROM replica r JOIN person p ON p.bank_id = r.bank_id AND p.person_id = r.person_id
        LEFT JOIN device d ON d.bank_id = r.bank_id AND d.replica_id = r.replica_id
        LEFT JOIN two_word w ON w.bank_id = r.bank_id AND w.kind = 'device' AND w.subject = r.replica_id AND w.settled IS NULL
        WHERE r.bank_id = scope_bank() AND (of_replica IS NULL OR r.replica_id = of_replica)
      $$;
    REVOKE ALL ON FUNCTION bank_devices(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION bank_devices(uuid) TO guichet_read;
    ALTER FUNCTION bank_devices(uuid) OWNER TO guichet_ledger;

    DROP TRIGGER audit_revoked ON replica;
    CREATE TRIGGER audit_revoked AFTER UPDATE OF revoked_at ON replica FOR EACH ROW WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at) EXECUTE FUNCTION audit_row('workstation.revoked', 'replica_id person_id revoked_at revoked_by');
    CREATE TRIGGER audit_waits AFTER INSERT ON device FOR EACH ROW WHEN (NEW.approval IS NOT NULL) EXECUTE FUNCTION audit_row('workstation.waits', 'replica_id person_id approval');
    CREATE TRIGGER audit_decided AFTER UPDATE OF approval ON device FOR EACH ROW WHEN (OLD.approval IS DISTINCT FROM NEW.approval) EXECUTE FUNCTION audit_row('workstation.decided', 'replica_id person_id approval approval_at approval_by');
    CREATE TRIGGER audit_ordered AFTER UPDATE OF erase ON device FOR EACH ROW WHEN (OLD.erase IS DISTINCT FROM NEW.erase) EXECUTE FUNCTION audit_row('workstation.erase', 'replica_id person_id erase erase_at erase_by');
    CREATE TRIGGER audit_erased AFTER UPDATE OF done_at ON device FOR EACH ROW WHEN (OLD.done_at IS DISTINCT FROM NEW.done_at) EXECUTE FUNCTION audit_row('workstation.erased', 'replica_id person_id told_at done_at done_signature');
    CREATE TRIGGER audit_asked AFTER INSERT ON two_word FOR EACH ROW EXECUTE FUNCTION audit_row('word.asked', 'word_id kind subject detail asked_by until');
    CREATE TRIGGER audit_settled AFTER UPDATE OF settled ON two_word FOR EACH ROW EXECUTE FUNCTION audit_row('word.settled', 'word_id kind subject detail asked_by settled settled_by');
    CREATE TRIGGER audit_policy AFTER UPDATE OF approve_workstations ON bank FOR EACH ROW WHEN (OLD.approve_workstations IS DISTINCT FROM NEW.approve_workstations) EXECUTE FUNCTION audit_row('bank.policy', 'bank_id approve_workstations');
    CREATE TRIGGER audit_policy_new AFTER INSERT ON bank FOR EACH ROW WHEN (NEW.approve_workstations) EXECUTE FUNCTION audit_row('bank.policy', 'bank_id approve_workstations');`,
};
