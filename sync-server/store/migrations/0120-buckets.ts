import type { Migration } from "./migration.ts";

/** 0120: what workstations found different from the centre, and mended. Alarms that stop nothing, beside those of 0080 that do. */
export const buckets: Migration = {
  version: 120,
  name: "buckets",
  sql: `
    CREATE TABLE replica_mismatch (
      bank_id uuid NOT NULL, replica_id uuid NOT NULL, epoch integer NOT NULL, branch_id uuid NOT NULL, person_id uuid NOT NULL,
      files bigint NOT NULL, n bigint NOT NULL, times bigint NOT NULL, first_at bigint NOT NULL, last_at bigint NOT NULL,
      PRIMARY KEY (bank_id, replica_id, epoch, branch_id)
    );
    ALTER TABLE replica_mismatch ENABLE ROW LEVEL SECURITY; ALTER TABLE replica_mismatch FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_person ON replica_mismatch TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]) AND branch_id = ANY ((SELECT scope_branches())::uuid[]));
    GRANT SELECT, INSERT, UPDATE ON replica_mismatch TO guichet_write;
    CREATE POLICY tell ON replica_mismatch FOR SELECT TO guichet_report USING (true);
    GRANT SELECT ON replica_mismatch TO guichet_report;`,
};
