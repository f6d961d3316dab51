import { hash } from "node:crypto";
import { linkAfter, NO_LINK, type AuditLink, type AuditTip } from "../../../shared/audit/audit-link.ts";
import type { BankId } from "../../../shared/kernel/ids.ts";
import { openingOf } from "../scope.ts";
import type { SqlClient, SqlDriver } from "../sql.ts";

/** The centre's audit: events that the tables noted, in one chain. Nobody rewrites or deletes a link; no role but the ledger's reads all of them. */
export type AuditStore = {
  /** Puts up to `most` of what waits at the end of the chain, in the order in which it was noted. Answers how many; 0 too while another process is at it. */
  readonly linkAudit: (most: number, at: number) => Promise<number>;
  /** Goes through up to `most` links that were there before it was noted which file or person they name. Answers how many; 0: all were. */
  readonly indexAudit: (most: number) => Promise<number>;
  /** The last link, and how many events wait to be linked. */
  readonly auditTip: () => Promise<AuditTip & { readonly waiting: number }>;
  /** Links after the `after`th, in order, of all banks. For whoever verifies, never behind a route of a bank's user. */
  readonly auditLinks: (after: number, limit: number) => Promise<readonly AuditLink[]>;
  /** The first and the last link of what was done from `from` on and before `to`, ms; undefined: nothing was. */
  readonly auditRange: (from: number, to: number) => Promise<{ readonly first: number; readonly last: number } | undefined>;
  /** The same of one bank only, by row-level security. */
  readonly auditLinksOf: (bank: BankId, after: number, limit: number) => Promise<readonly AuditLink[]>;
};

const sha256 = (text: string): string => hash("sha256", text, "hex");
/** Of the advisory lock: one process links at a time. */
const LINKING = 7_241_001;
const COLUMNS = 'n, bank_id AS bank, kind, at, body, body_hash AS "bodyHash", prev, hash';
const LINKS = `SELECT ${COLUMNS} FROM audit_link WHERE n > $1::bigint ORDER BY n LIMIT $2::int`;

export function auditQueries(driver: SqlDriver): AuditStore {
  const opening = openingOf({ role: "ledger" });
  return {
    linkAudit: (most, at) =>
      driver.transaction(opening, async (sql) => {
        const [lock] = await sql.query<{ mine: boolean }>("SELECT pg_try_advisory_xact_lock($1::bigint) AS mine", [LINKING]);
        if (lock?.mine !== true) return 0;
        const waiting = await sql.query<{ id: number; bank: string | null; kind: string; at: number; body: string }>("SELECT waiting_id AS id, bank_id AS bank, kind, at, body FROM audit_waiting ORDER BY waiting_id LIMIT $1::int", [most]);
        if (waiting.length === 0) return 0;
        let tip = await tipOf(sql);
        const links = waiting.map((event) => {
          const link = linkAfter(tip, event, sha256);
          tip = link;
          return link;
        });
        await sql.query(
          `WITH linked AS (
             INSERT INTO audit_link (n, bank_id, kind, at, body, body_hash, prev, hash, linked_at)
             SELECT t.n, t.bank, t.kind, t.at, t.body, t."bodyHash", t.prev, t.hash, $2::bigint
             FROM jsonb_to_recordset($1::jsonb) AS t (n bigint, bank uuid, kind text, at bigint, body text, "bodyHash" text, prev text, hash text)
           ) DELETE FROM audit_waiting WHERE waiting_id = ANY ($3::bigint[])`,
          [JSON.stringify(links), at, `{${waiting.map(({ id }) => id).join(",")}}`],
        );
        return links.length;
      }),
    indexAudit: (most) => driver.transaction(opening, async (sql) => (await sql.query<{ done: number }>("SELECT audit_index_some($1::int) AS done", [most]))[0]?.done ?? 0),
    auditTip: () =>
      driver.transaction(opening, async (sql) => {
        const [tip, [rows]] = await Promise.all([tipOf(sql), sql.query<{ n: number }>("SELECT count(*) AS n FROM audit_waiting")]);
        return { ...tip, waiting: rows?.n ?? 0 };
      }),
    auditLinks: (after, limit) => driver.transaction(opening, (sql) => sql.query<AuditLink>(LINKS, [after, limit])),
    auditRange: (from, to) =>
      driver.transaction(opening, async (sql) => {
        const [range] = await sql.query<{ first: number | null; last: number | null }>("SELECT min(n) AS first, max(n) AS last FROM audit_link WHERE at >= $1::bigint AND at < $2::bigint", [from, to]);
        return range === undefined || range.first === null || range.last === null ? undefined : { first: range.first, last: range.last };
      }),
    auditLinksOf: (bank, after, limit) => driver.transaction(openingOf({ role: "read", bank, branches: [], persons: [] }), (sql) => sql.query<AuditLink>(LINKS, [after, limit])),
  };
}

async function tipOf(sql: SqlClient): Promise<AuditTip> {
  const [tip] = await sql.query<AuditTip>("SELECT n, hash FROM audit_link ORDER BY n DESC LIMIT 1");
  return tip ?? NO_LINK;
}
