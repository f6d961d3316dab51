import type { Migration } from "./migration.ts";

/** 0130: a recovery as an administrator of a bank may see it; refusals that came after an answer; feeds followed further than the centre has them. */
export const recoveryDesk: Migration = {
  version: 130,
  name: "recovery desk",
  sql: `
    CREATE TABLE feed_alarm (
      bank_id uuid NOT NULL, replica_id uuid NOT NULL, epoch integer NOT NULL, person_id uuid NOT NULL,
      have bigint NOT NULL, known bigint NOT NULL, times bigint NOT NULL, first_at bigint NOT NULL, last_at bigint NOT NULL,
      PRIMARY KEY (bank_id, replica_id, epoch)
    );
    ALTER TABLE feed_alarm ENABLE ROW LEVEL SECURITY; ALTER TABLE feed_alarm FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_person ON feed_alarm TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]));
    CREATE POLICY tell ON feed_alarm FOR SELECT TO guichet_report USING (true);
    GRANT SELECT, INSERT, UPDATE ON feed_alarm TO guichet_write;
    GRANT SELECT ON feed_alarm TO guichet_report;

    -- The verdict of a change that was refused after its author was told that it was accepted; she is told it, and nobody else.
    ALTER TABLE reoffered ADD COLUMN late text;
    GRANT UPDATE (late) ON reoffered TO guichet_write;
    CREATE POLICY of_owner ON reoffered FOR SELECT TO guichet_read
      USING (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]));
    GRANT SELECT (bank_id, replica_id, seq, person_id, late) ON reoffered TO guichet_read;

    -- A bank's part of the report: ids, numbers and figures of that bank alone.
    CREATE POLICY of_bank ON reinstated FOR SELECT TO guichet_read USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY of_bank ON replica_alarm FOR SELECT TO guichet_read USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY of_bank ON feed_alarm FOR SELECT TO guichet_read USING (bank_id = (SELECT scope_bank()));
    GRANT SELECT ON reinstated, replica_alarm, feed_alarm, recovery_event TO guichet_read;

    CREATE POLICY look_up ON reoffered FOR SELECT TO guichet_ledger USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY look_up ON missing_file FOR SELECT TO guichet_ledger USING (bank_id = (SELECT scope_bank()));
    GRANT SELECT (bank_id, file_id, version, replica_id, seq, person_id, branch_id, kind, number, outcome) ON reoffered TO guichet_ledger;
    GRANT SELECT ON missing_file TO guichet_ledger;
    GRANT SELECT (version, branch_id) ON file TO guichet_ledger;

    CREATE FUNCTION bank_replicas()
      RETURNS TABLE (replica_id uuid, person_id uuid, device text, have bigint, seen_epoch integer, revoked_at bigint, last_at bigint)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT r.replica_id, r.person_id, r.device, r.have, r.seen_epoch, r.revoked_at,
          coalesce((SELECT s.received_at FROM signed_head s WHERE s.bank_id = r.bank_id AND s.replica_id = r.replica_id ORDER BY s.last_seq DESC LIMIT 1), r.enrolled_at)
        FROM replica r WHERE r.bank_id = scope_bank()
      $$;
    -- here: the file's present version and whether it is in the branch of the change; no version where there is no such file.
    CREATE FUNCTION bank_waiting()
      RETURNS TABLE (file_id uuid, branch_id uuid, version integer, replica_id uuid, seq bigint, person_id uuid, kind text, number text, outcome text, file_version integer, is_here boolean)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT w.file_id, w.branch_id, w.version, w.replica_id, w.seq, w.person_id, w.kind, w.number, w.outcome, f.version, f.branch_id = w.branch_id
        FROM reoffered w LEFT JOIN file f ON f.bank_id = w.bank_id AND f.file_id = w.file_id WHERE w.bank_id = scope_bank()
      $$;
    CREATE FUNCTION bank_missing()
      RETURNS TABLE (file_id uuid, branch_id uuid, version integer, number text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT m.file_id, m.branch_id, m.version, m.number FROM missing_file m
        WHERE m.bank_id = scope_bank() AND NOT EXISTS (SELECT 1 FROM file f WHERE f.bank_id = m.bank_id AND f.file_id = m.file_id)
      $$;
    REVOKE ALL ON FUNCTION bank_replicas(), bank_waiting(), bank_missing() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION bank_replicas(), bank_waiting(), bank_missing() TO guichet_read;
    ALTER FUNCTION bank_replicas() OWNER TO guichet_ledger;
    ALTER FUNCTION bank_waiting() OWNER TO guichet_ledger;
    ALTER FUNCTION bank_missing() OWNER TO guichet_ledger;`,
};
