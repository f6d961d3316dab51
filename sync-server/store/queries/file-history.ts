import type { Link, SignedPush, StatedReplica } from "../../../shared/evidence/format.ts";
import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";
import type { DataScope } from "../store.ts";

/** Exact texts; null where they could not be kept. In the order in which they came. */
export type HistoryRow = { readonly replica: string; readonly seq: number; readonly head: string | null; readonly body: string | null; readonly salt: string | null; readonly hash: string; readonly verdict: string };
export type FileHistory = {
  /** The replica that asks, where it is one of the scope's person and not sent away. */
  readonly asker: StatedReplica | undefined;
  /** Undefined where the scope's person sees no such file; nothing else is told then, nor without an asker. */
  readonly state: string | undefined;
  /** One more than was asked for says that there are too many. */
  readonly changes: readonly HistoryRow[];
  readonly links: readonly Link[];
  readonly pushes: readonly SignedPush[];
  readonly replicas: readonly StatedReplica[];
};

export type FileHistoryStore = {
  /** What the centre keeps of one file's making, at most `limit` changes and one more, for a person at her own workstation. */
  readonly fileHistory: (scope: DataScope, file: string, replica: string, limit: number) => Promise<FileHistory>;
};

type PushedRow = SignedPush & { readonly publicKey: string; readonly person: string; readonly name: string | null };

export function fileHistoryQueries(driver: SqlDriver): FileHistoryStore {
  return {
    fileHistory: (scope, file, replica, limit) =>
      driver.transaction(openingOf({ role: "read", ...scope }), async (sql) => {
        const [[asker], [seen]] = await Promise.all([
          sql.query<StatedReplica>(
            `SELECT r.replica_id AS replica, r.public_key AS "publicKey", r.person_id AS person, p.name FROM replica r JOIN person p ON p.bank_id = r.bank_id AND p.person_id = r.person_id
             WHERE r.bank_id = $1::uuid AND r.replica_id = $2::uuid AND r.revoked_at IS NULL`, [scope.bank, replica]),
          sql.query<{ state: string }>("SELECT state FROM file WHERE bank_id = $1::uuid AND file_id = $2::uuid", [scope.bank, file]),
        ]);
        if (asker === undefined || seen === undefined) return { asker, state: seen?.state, changes: [], links: [], pushes: [], replicas: [] };
        const [changes, links, pushed] = await Promise.all([
          sql.query<HistoryRow>("SELECT replica_id AS replica, seq, head, body, salt, hash, verdict FROM file_changes($1::uuid) ORDER BY received_at, replica_id, seq LIMIT $2::int", [file, limit + 1]),
          sql.query<Link>("SELECT replica_id AS replica, seq, head FROM file_links($1::uuid) ORDER BY replica_id, seq", [file]),
          sql.query<PushedRow>(
            `SELECT h.replica_id AS replica, h.first_seq AS first, h.last_seq AS last, h.last_hash AS "lastHash", h.signature, h.public_key AS "publicKey", h.person_id AS person, p.name
             FROM file_pushes($1::uuid) h LEFT JOIN person p ON p.bank_id = $2::uuid AND p.person_id = h.person_id ORDER BY h.replica_id, h.last_seq`, [file, scope.bank]),
        ]);
        const replicas = [...new Map(pushed.map((row) => [row.replica, { replica: row.replica, publicKey: row.publicKey, person: row.person, name: row.name ?? "" }])).values()];
        return { asker, state: seen.state, changes, links, pushes: pushed.map(({ replica: of, first, last, lastHash, signature }) => ({ replica: of, first, last, lastHash, signature })), replicas };
      }),
  };
}
