import type { Migration } from "./migration.ts";

/** 0080: epochs and recovery. What waits of re-offers, what was reinstated or is missing, and alarms of replicas. */
export const restore: Migration = {
  version: 80,
  name: "restore",
  sql: `
    ALTER TABLE centre ADD COLUMN recovering boolean NOT NULL DEFAULT false;
    -- The last epoch in which a replica was enrolled: who has not come back after a restore.
    ALTER TABLE replica ADD COLUMN seen_epoch integer NOT NULL DEFAULT 1;

    CREATE TABLE epoch (n integer PRIMARY KEY, epoch_id uuid NOT NULL UNIQUE, began_at bigint NOT NULL);
    INSERT INTO epoch (n, epoch_id, began_at) SELECT epoch_n, epoch_id, created_at FROM centre;
    CREATE TABLE recovery_event (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, epoch_n integer NOT NULL, at bigint NOT NULL,
      kind text NOT NULL CHECK (kind IN ('begun', 'confirmed', 'refused', 'ended')), person_id uuid, door text NOT NULL CHECK (door IN ('command', 'route'))
    );
    GRANT SELECT ON epoch TO guichet_read, guichet_write, guichet_report;
    GRANT SELECT ON recovery_event TO guichet_report;

    -- Re-offered changes whose effect waits for their predecessors, in the order of the versions they had. \`outcome\`: what became of one that was refused after all.
    CREATE TABLE reoffered (
      bank_id uuid NOT NULL, file_id uuid NOT NULL, version integer NOT NULL, replica_id uuid NOT NULL, seq bigint NOT NULL,
      person_id uuid NOT NULL, branch_id uuid NOT NULL, kind text NOT NULL, head text NOT NULL, body text NOT NULL, hash text NOT NULL,
      verdict text NOT NULL, number text, received_at bigint NOT NULL, outcome text,
      PRIMARY KEY (bank_id, file_id, version, replica_id, seq)
    );
    CREATE TABLE reinstated (
      bank_id uuid NOT NULL, number text NOT NULL, file_id uuid NOT NULL, replica_id uuid NOT NULL, flag text, at bigint NOT NULL, PRIMARY KEY (bank_id, number)
    );
    CREATE TABLE missing_file (
      bank_id uuid NOT NULL, file_id uuid NOT NULL, branch_id uuid NOT NULL, version integer NOT NULL, number text, told_at bigint NOT NULL, PRIMARY KEY (bank_id, file_id)
    );
    CREATE TABLE replica_alarm (
      bank_id uuid NOT NULL, replica_id uuid NOT NULL, epoch integer NOT NULL, kind text NOT NULL CHECK (kind IN ('replica-ahead', 'fork')), person_id uuid NOT NULL,
      have bigint NOT NULL, known bigint NOT NULL, times bigint NOT NULL, first_at bigint NOT NULL, last_at bigint NOT NULL,
      PRIMARY KEY (bank_id, replica_id, epoch, kind)
    );
    ALTER TABLE reoffered ENABLE ROW LEVEL SECURITY;     ALTER TABLE reoffered FORCE ROW LEVEL SECURITY;
    ALTER TABLE reinstated ENABLE ROW LEVEL SECURITY;    ALTER TABLE reinstated FORCE ROW LEVEL SECURITY;
    ALTER TABLE missing_file ENABLE ROW LEVEL SECURITY;  ALTER TABLE missing_file FORCE ROW LEVEL SECURITY;
    ALTER TABLE replica_alarm ENABLE ROW LEVEL SECURITY; ALTER TABLE replica_alarm FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_branch ON reoffered TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND branch_id = ANY ((SELECT scope_branches())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND branch_id = ANY ((SELECT scope_branches())::uuid[]));
    CREATE POLICY of_owner ON reinstated TO guichet_write
      USING (bank_id = (SELECT scope_bank())) WITH CHECK (bank_id = (SELECT scope_bank()));
    CREATE POLICY of_branch ON missing_file TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND branch_id = ANY ((SELECT scope_branches())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND branch_id = ANY ((SELECT scope_branches())::uuid[]));
    CREATE POLICY of_person ON replica_alarm TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]));
    GRANT SELECT, INSERT, DELETE ON reoffered TO guichet_write;
    GRANT UPDATE (outcome) ON reoffered TO guichet_write;
    GRANT SELECT, INSERT ON reinstated TO guichet_write;
    GRANT UPDATE (flag) ON reinstated TO guichet_write;
    GRANT SELECT, INSERT ON missing_file TO guichet_write;
    GRANT SELECT, INSERT, UPDATE ON replica_alarm TO guichet_write;

    -- The report of a restore: ids, numbers and figures.
    CREATE POLICY tell ON reoffered FOR SELECT TO guichet_report USING (true);
    CREATE POLICY tell ON reinstated FOR SELECT TO guichet_report USING (true);
    CREATE POLICY tell ON missing_file FOR SELECT TO guichet_report USING (true);
    CREATE POLICY tell ON replica_alarm FOR SELECT TO guichet_report USING (true);
    CREATE POLICY tell ON replica FOR SELECT TO guichet_report USING (true);
    GRANT SELECT (bank_id, file_id, version, replica_id, seq, person_id, branch_id, kind, number, received_at, outcome) ON reoffered TO guichet_report;
    GRANT SELECT ON reinstated, missing_file, replica_alarm TO guichet_report;
    GRANT SELECT (bank_id, replica_id, person_id, have, enrolled_at, revoked_at, seen_epoch) ON replica TO guichet_report;
    GRANT SELECT (file_id) ON file TO guichet_report;`,
};
