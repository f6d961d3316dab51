import type { Migration } from "./migration.ts";

/** 0060: figures without client data, for balances and supervision. */
export const report: Migration = {
  version: 60,
  name: "report",
  sql: `
    CREATE POLICY count ON file FOR SELECT TO guichet_report USING (true);
    CREATE POLICY count ON ledger_movement FOR SELECT TO guichet_report USING (true);
    GRANT SELECT (bank_id, branch_id, status) ON file TO guichet_report;
    GRANT SELECT (bank_id, siren, file_id, step, amount, state) ON ledger_movement TO guichet_report;`,
};
