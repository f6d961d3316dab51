import type { SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";

export type FileCount = { readonly bank: string; readonly branch: string; readonly status: string; readonly files: number };
export type LedgerTotal = { readonly siren: string; readonly entries: number; readonly banks: number; readonly amount: number };

export type RecoveryReport = {
  readonly epoch: number;
  readonly recovering: boolean;
  readonly events: readonly { readonly epoch: number; readonly at: number; readonly kind: string; readonly person: string | null; readonly door: string; /** Who said the first of two words for it. */ readonly askedBy: string | null; /** Why one person began it alone. */ readonly because: string | null }[];
  /** Registrations given back with their numbers; `flag` is the code for which the centre's rules would now refuse one. */
  readonly reinstated: readonly { readonly bank: string; readonly number: string; readonly file: string; readonly flag: string | null }[];
  /** Not enrolled again in this epoch. */
  readonly absentReplicas: readonly { readonly bank: string; readonly replica: string; readonly person: string; readonly have: number }[];
  /** Re-offered changes without effect: they wait, or were refused in the end (`outcome`). */
  readonly waiting: readonly { readonly bank: string; readonly file: string; readonly version: number; readonly replica: string; readonly kind: string; readonly number: string | null; readonly outcome: string | null }[];
  /** Files that workstations were told of, and that the centre does not have. */
  readonly missingFiles: readonly { readonly bank: string; readonly branch: string; readonly file: string; readonly version: number; readonly number: string | null }[];
  readonly alarms: readonly { readonly bank: string; readonly replica: string; readonly epoch: number; readonly kind: string; readonly have: number; readonly known: number; readonly times: number; readonly lastAt: number }[];
  /** What workstations found different from the centre, and mended. */
  readonly mismatches: readonly { readonly bank: string; readonly replica: string; readonly epoch: number; readonly branch: string; readonly files: number; readonly n: number; readonly times: number; readonly lastAt: number }[];
};

/** Figures only, over all banks: for balances, tests of the whole and supervision. Never behind a route of a bank's user. */
export type ReportStore = {
  readonly countFiles: () => Promise<readonly FileCount[]>;
  /** What is reserved or granted, by company. */
  readonly ledgerTotals: () => Promise<readonly LedgerTotal[]>;
  /** Where a restore stands: ids, numbers and figures. */
  readonly recovery: () => Promise<RecoveryReport>;
};

export function reportQueries(driver: SqlDriver): ReportStore {
  const opening = openingOf({ role: "report" });
  return {
    countFiles: () =>
      driver.transaction(opening, (sql) =>
        sql.query<FileCount>("SELECT bank_id AS bank, branch_id AS branch, status, count(*) AS files FROM file GROUP BY bank_id, branch_id, status ORDER BY bank_id, branch_id, status")),
    ledgerTotals: () =>
      driver.transaction(opening, (sql) =>
        sql.query<LedgerTotal>(`
          SELECT siren, count(*) AS entries, count(DISTINCT bank_id) AS banks, sum(amount)::bigint AS amount
          FROM (SELECT DISTINCT ON (siren, bank_id, file_id) siren, bank_id, amount, state FROM ledger_movement ORDER BY siren, bank_id, file_id, step DESC) m
          WHERE state <> 'released' GROUP BY siren ORDER BY siren`)),
    recovery: () =>
      driver.transaction(opening, async (sql) => {
        const [centre] = await sql.query<{ epoch: number; recovering: boolean }>("SELECT epoch_n AS epoch, recovering FROM centre");
        if (centre === undefined) throw new Error("a store without a centre");
        return {
          ...centre,
          events: await sql.query('SELECT epoch_n AS epoch, at, kind, person_id AS person, door, asked_by AS "askedBy", because FROM recovery_event ORDER BY id'),
          reinstated: await sql.query("SELECT bank_id AS bank, number, file_id AS file, flag FROM reinstated ORDER BY bank_id, number"),
          absentReplicas: await sql.query("SELECT bank_id AS bank, replica_id AS replica, person_id AS person, have FROM replica WHERE seen_epoch < $1::int AND revoked_at IS NULL ORDER BY bank_id, replica_id", [centre.epoch]),
          waiting: await sql.query("SELECT bank_id AS bank, file_id AS file, version, replica_id AS replica, kind, number, outcome FROM reoffered ORDER BY bank_id, file_id, version, replica_id, seq"),
          missingFiles: await sql.query(`
            SELECT m.bank_id AS bank, m.branch_id AS branch, m.file_id AS file, m.version, m.number FROM missing_file m
            WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.bank_id = m.bank_id AND f.file_id = m.file_id) ORDER BY m.bank_id, m.file_id`),
          alarms: await sql.query('SELECT bank_id AS bank, replica_id AS replica, epoch, kind, have, known, times, last_at AS "lastAt" FROM replica_alarm UNION ALL SELECT bank_id, replica_id, epoch, \'feed-ahead\', have, known, times, last_at FROM feed_alarm ORDER BY 1, 2, 3, 4'),
          mismatches: await sql.query('SELECT bank_id AS bank, replica_id AS replica, epoch, branch_id AS branch, files, n, times, last_at AS "lastAt" FROM replica_mismatch ORDER BY bank_id, replica_id, epoch, branch_id'),
        };
      }),
  };
}
