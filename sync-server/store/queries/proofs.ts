import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";
import type { DataScope } from "../store.ts";

export type ProofLink = { readonly n: number; readonly bank: string | null; readonly kind: string; readonly at: number; /** Of the replica's own pushes only. */ readonly body: string | null; readonly bodyHash: string; readonly prev: string };
export type ProofAnchor = { readonly n: number; readonly text: string; readonly kid: string; readonly signature: string };
export type ProofStore = {
  /** Whether it is a replica of the scope's persons, by row-level security. */
  readonly ownsReplica: (scope: DataScope, replica: string) => Promise<boolean>;
  /** What a proof is made of, of one moment: for a replica that was found to be the caller's. Undefined while older links are still to be gone through (`indexAudit`). */
  readonly proving: <T>(bank: string, replica: string, work: (proof: Proving) => Promise<T>) => Promise<T | undefined>;
};
export type Proving = {
  /** The next push of the replica's behind that link. */
  readonly nextPush: (after: number) => Promise<number | undefined>;
  /** The first anchor that was put of that link or a later one; undefined: none holds it yet. */
  readonly anchorOf: (n: number) => Promise<ProofAnchor | undefined>;
  readonly links: (from: number, to: number) => Promise<readonly ProofLink[]>;
  /** Bodies of its pushes behind that link, and of those that are not linked yet. */
  readonly unanchored: (after: number) => Promise<readonly string[]>;
  readonly hashOf: (n: number) => Promise<string | undefined>;
  readonly isAnchored: () => Promise<boolean>;
};

const OWN = "FROM audit_subject s JOIN audit_link l ON l.n = s.n WHERE s.subject = $1::uuid AND s.n > $3::bigint AND l.bank_id = $2::uuid AND l.kind = 'changes.taken'";

export function proofQueries(driver: SqlDriver): ProofStore {
  return {
    ownsReplica: (scope, replica) =>
      driver.transaction(openingOf({ role: "read", ...scope }), async (sql) => (await sql.query("SELECT 1 AS own FROM replica WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND revoked_at IS NULL", [scope.bank, replica])).length > 0),
    proving: (bank, replica, work) =>
      driver.transaction(`${openingOf({ role: "ledger" })}; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`, async (sql) => {
        const [left] = await sql.query<{ n: number }>("SELECT n FROM audit_subject_from");
        if (left !== undefined && left.n > 1) return undefined;
        return await work({
          nextPush: async (after) => (await sql.query<{ n: number }>(`SELECT l.n ${OWN} ORDER BY l.n LIMIT 1`, [replica, bank, after]))[0]?.n,
          anchorOf: async (n) => (await sql.query<ProofAnchor>("SELECT n, text, kid, signature FROM audit_anchor WHERE n >= $1::bigint AND put_at IS NOT NULL ORDER BY n, epoch_n DESC LIMIT 1", [n]))[0],
          links: (from, to) => sql.query<ProofLink>(
            `SELECT n, bank_id AS bank, kind, at, CASE WHEN bank_id = $2::uuid AND kind = 'changes.taken' AND n IN (SELECT s.n FROM audit_subject s WHERE s.subject = $1::uuid AND s.n BETWEEN $3::bigint AND $4::bigint) THEN body END AS body, body_hash AS "bodyHash", prev
             FROM audit_link WHERE n BETWEEN $3::bigint AND $4::bigint ORDER BY n`, [replica, bank, from, to]),
          unanchored: async (after) => {
            const linked = await sql.query<{ body: string | null }>(`SELECT l.body ${OWN} ORDER BY l.n LIMIT 1000`, [replica, bank, after]);
            const waiting = await sql.query<{ body: string }>("SELECT body FROM audit_waiting WHERE bank_id = $2::uuid AND kind = 'changes.taken' AND body LIKE '%' || $1 || '%' ORDER BY waiting_id LIMIT 1000", [replica, bank]);
            return [...linked, ...waiting].flatMap(({ body }) => body ?? []);
          },
          hashOf: async (n) => (await sql.query<{ hash: string }>("SELECT hash FROM audit_link WHERE n = $1::bigint", [n]))[0]?.hash,
          isAnchored: async () => (await sql.query("SELECT 1 AS one FROM audit_anchor WHERE put_at IS NOT NULL LIMIT 1")).length > 0,
        });
      }),
  };
}
