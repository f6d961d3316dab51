import type { SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";

export type FileCount = { readonly bank: string; readonly branch: string; readonly status: string; readonly files: number };
export type LedgerTotal = { readonly siren: string; readonly entries: number; readonly banks: number; readonly amount: number };

/** Figures only, over all banks: for balances, tests of the whole and supervision. Never behind a route of a bank's user. */
export type ReportStore = {
  readonly countFiles: () => Promise<readonly FileCount[]>;
  /** What is reserved or granted, by company. */
  readonly ledgerTotals: () => Promise<readonly LedgerTotal[]>;
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
  };
}
