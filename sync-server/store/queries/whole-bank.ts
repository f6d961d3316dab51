import { id, type BankId } from "../../../shared/kernel/ids.ts";
import type { LedgerLine } from "../../../shared/life/ledger-line.ts";
import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";
import type { DataScope } from "../store.ts";

export type WholeLine = { readonly replica: string; readonly publicKey: string; readonly have: number; readonly lastHash: string };
/** Exact texts; null where they could not be kept, or were erased. */
export type WholeChange = { readonly seq: number; readonly head: string | null; readonly body: string | null; readonly salt: string | null; readonly hash: string; /** The code by which it was refused. */ readonly code: string | null };
export type WholePush = { readonly first: number; readonly last: number; readonly lastHash: string; readonly signature: string; readonly receivedAt: number };
export type WholeFile = { readonly file: string; readonly branch: string; readonly state: string; readonly hash: string };
export type WholeEntry = LedgerLine & { readonly file: string };

/** All that the centre keeps of a bank, by pages: for whoever verifies at the store itself, never behind a route. */
export type WholeBankStore = {
  /** Each bank with all its branches and people, those who left too. */
  readonly listBanks: () => Promise<readonly DataScope[]>;
  readonly wholeLines: (scope: DataScope) => Promise<readonly WholeLine[]>;
  readonly wholeChanges: (scope: DataScope, replica: string, after: number, limit: number) => Promise<readonly WholeChange[]>;
  readonly wholePushes: (scope: DataScope, replica: string, after: number, limit: number) => Promise<readonly WholePush[]>;
  readonly wholeFiles: (scope: DataScope, after: string | undefined, limit: number) => Promise<readonly WholeFile[]>;
  /** The last entry of each of these files in the ledger. */
  readonly wholeLedger: (bank: BankId, files: readonly string[]) => Promise<readonly WholeEntry[]>;
};

export function wholeBankQueries(driver: SqlDriver): WholeBankStore {
  const atWork = (scope: DataScope): string => openingOf({ role: "write", ...scope });
  return {
    listBanks: () =>
      driver.transaction(openingOf({ role: "migrate" }), async (sql) => {
        const rows = await sql.query<{ bank: string; branches: string; persons: string }>(`
          SELECT b.bank_id AS bank, (SELECT coalesce(json_agg(n.branch_id), '[]')::text FROM branch n WHERE n.bank_id = b.bank_id) AS branches,
            (SELECT coalesce(json_agg(p.person_id), '[]')::text FROM person p WHERE p.bank_id = b.bank_id) AS persons FROM bank b ORDER BY b.bank_id`);
        return rows.map(({ bank, branches, persons }) => ({ bank: id<BankId>(bank), branches: JSON.parse(branches) as string[], persons: JSON.parse(persons) as string[] })); // written by json_agg
      }),
    wholeLines: (scope) =>
      driver.transaction(atWork(scope), (sql) => sql.query<WholeLine>('SELECT replica_id AS replica, public_key AS "publicKey", have, last_hash AS "lastHash" FROM replica WHERE bank_id = $1::uuid ORDER BY replica_id', [scope.bank])),
    wholeChanges: (scope, replica, after, limit) =>
      driver.transaction(atWork(scope), (sql) =>
        sql.query<WholeChange>("SELECT seq, head, body, salt, hash, verdict::jsonb ->> 'code' AS code FROM change WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND seq > $3::bigint ORDER BY seq LIMIT $4::int", [scope.bank, replica, after, limit])),
    wholePushes: (scope, replica, after, limit) =>
      driver.transaction(atWork(scope), (sql) =>
        sql.query<WholePush>(
          `SELECT first_seq AS first, last_seq AS last, last_hash AS "lastHash", signature, received_at AS "receivedAt" FROM signed_head
           WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND last_seq > $3::bigint ORDER BY last_seq LIMIT $4::int`, [scope.bank, replica, after, limit])),
    wholeFiles: (scope, after, limit) =>
      driver.transaction(openingOf({ role: "read", ...scope }), (sql) =>
        sql.query<WholeFile>("SELECT file_id AS file, branch_id AS branch, state, state_hash AS hash FROM file WHERE bank_id = $1::uuid AND ($2::uuid IS NULL OR file_id > $2::uuid) ORDER BY file_id LIMIT $3::int", [scope.bank, after ?? null, limit])),
    wholeLedger: (bank, files) =>
      driver.transaction(openingOf({ role: "ledger" }), (sql) =>
        sql.query<WholeEntry>(
          `SELECT DISTINCT ON (bank_id, file_id) file_id AS file, siren, scheme, amount, grant_on AS "grantOn", number, CASE state WHEN 'corrected' THEN 'reserved' ELSE state END AS state FROM ledger_movement
           WHERE bank_id = $1::uuid AND file_id = ANY ($2::uuid[]) ORDER BY bank_id, file_id, step DESC, moved_at DESC`, [bank, `{${files.join(",")}}`])),
  };
}
