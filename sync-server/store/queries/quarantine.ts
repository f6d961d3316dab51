import type { SqlClient, SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import type { DataScope } from "../store.ts";
import { rowToPerson, type PersonRow, type PersonSqlRow } from "./directory.ts";

/** Why nothing of a replica is taken any more: it was revoked, or its owner left the bank. */
export type Away = "revoked" | "left";
export type ReplicaHolder = { readonly person: PersonRow; readonly away: Away | undefined };
export type QuarantineDecision = "accepted" | "rejected" | /** No part of its line: never decided by it. */ "unusable";

/** One push of a replica that was sent away. `push` is its exact request, JSON. */
export type QuarantinedRow = {
  readonly replica: string; readonly first: number; readonly last: number; readonly lastHash: string; readonly person: string; readonly branches: readonly string[];
  readonly push: string; readonly changes: number; readonly bytes: number; readonly why: Away; readonly carrier: string | null; readonly receivedAt: number;
};
/** What waits of one replica, as a list shows it. `upTo`: the last change. */
export type WaitingReplica = Pick<QuarantinedRow, "replica" | "person" | "why"> & { readonly name: string; readonly device: string; readonly changes: number; readonly upTo: number; readonly since: number; readonly carriers: readonly string[] };
type BatchKey = Pick<QuarantinedRow, "replica" | "first" | "last" | "lastHash">;

export type QuarantineStore = {
  /** Whose replica it is, or was; undefined when the bank never had it. */
  readonly findReplicaHolder: (bank: string, replica: string) => Promise<ReplicaHolder | undefined>;
  /** Ends a replica's right to push, from now on. `scope.persons` is its owner. False when it had ended before. */
  readonly revokeReplica: (scope: DataScope, replica: string, at: number) => Promise<boolean>;
  /** What waits of each replica, as far as the scope sees all its branches; the longest waiting first. */
  readonly listQuarantine: (scope: DataScope) => Promise<readonly WaitingReplica[]>;
  /** Pushes that wait of one replica and go beyond number `after`, in order of its line, as far as the scope sees: the first `limit` of them. */
  readonly readQuarantine: (scope: DataScope, replica: string, after: number, limit: number) => Promise<readonly QuarantinedRow[]>;
};

/** The part of a transaction that keeps what a replica sent, or decides it. */
export type QuarantineTransaction = {
  readonly waiting: (replica: string) => Promise<readonly QuarantinedRow[]>;
  /** False when this very push waits, or was decided, already. */
  readonly keep: (row: QuarantinedRow) => Promise<boolean>;
  /** False when somebody else decided it. */
  readonly decide: (batch: BatchKey, decision: QuarantineDecision, by: string, at: number) => Promise<boolean>;
};

const COLUMNS = `replica_id AS replica, first_seq AS first, last_seq AS last, last_hash AS "lastHash", person_id AS person, array_to_json(branches)::text AS branches, push, changes, bytes, why, carrier_id AS carrier, received_at AS "receivedAt"`;
type Row = Omit<QuarantinedRow, "branches"> & { readonly branches: string };
const WAITING = `SELECT ${COLUMNS} FROM quarantined WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND decision IS NULL AND last_seq > $3::bigint ORDER BY first_seq, last_seq, last_hash`;
const toRow = (row: Row): QuarantinedRow => ({ ...row, branches: JSON.parse(row.branches) as readonly string[] }); // a column of ids

export function quarantineQueries(driver: SqlDriver): QuarantineStore {
  return {
    findReplicaHolder: (bank, replica) =>
      driver.transaction(openingOf({ role: "read", bank, branches: [], persons: [] }), async (sql) => {
        const [row] = await sql.query<PersonSqlRow & { away: Away | null }>("SELECT bank_id, bank_name, person_id, name, role, branches, approvals_of(bank_id, person_id) AS approvals, away FROM find_replica_holder($1::uuid)", [replica]);
        return row === undefined ? undefined : { person: rowToPerson(row), away: row.away ?? undefined };
      }),
    revokeReplica: (scope, replica, at) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) =>
        (await sql.query("UPDATE replica SET revoked_at = $3::bigint WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND revoked_at IS NULL RETURNING 1 AS n", [scope.bank, replica, at])).length > 0),
    listQuarantine: (scope) =>
      driver.transaction(openingOf({ role: "read", ...scope }), async (sql) => {
        const rows = await sql.query<Omit<WaitingReplica, "carriers"> & { carriers: string }>(
          `SELECT q.replica_id AS replica, q.person_id AS person, max(q.why) AS why, max(p.name) AS name, max(r.device) AS device,
             count(DISTINCT s.seq) AS changes, max(q.last_seq) AS "upTo", min(q.received_at) AS since, coalesce(json_agg(DISTINCT c.name) FILTER (WHERE c.name IS NOT NULL), '[]')::text AS carriers
           FROM quarantined q CROSS JOIN LATERAL generate_series(q.first_seq, q.last_seq) AS s (seq)
           JOIN person p ON p.bank_id = q.bank_id AND p.person_id = q.person_id JOIN bank_replicas() r ON r.replica_id = q.replica_id
           LEFT JOIN person c ON c.bank_id = q.bank_id AND c.person_id = q.carrier_id
           WHERE q.bank_id = $1::uuid AND q.decision IS NULL GROUP BY q.replica_id, q.person_id ORDER BY since, q.replica_id`, [scope.bank]);
        return rows.map((row) => ({ ...row, carriers: JSON.parse(row.carriers) as readonly string[] })); // names, by our own query
      }),
    readQuarantine: (scope, replica, after, limit) =>
      driver.transaction(openingOf({ role: "read", ...scope }), async (sql) => (await sql.query<Row>(`${WAITING} LIMIT $4::integer`, [scope.bank, replica, after, limit])).map(toRow)),
  };
}

export function quarantineTransaction(sql: SqlClient, bank: string): QuarantineTransaction {
  return {
    waiting: async (replica) => (await sql.query<Row>(WAITING, [bank, replica, 0])).map(toRow),
    keep: async ({ replica, first, last, lastHash, person, branches, push, changes, bytes, why, carrier, receivedAt }) =>
      (await sql.query(
        `INSERT INTO quarantined (bank_id, replica_id, first_seq, last_seq, last_hash, person_id, branches, push, changes, bytes, why, carrier_id, received_at)
         VALUES ($1::uuid, $2::uuid, $3::bigint, $4::bigint, $5, $6::uuid, ARRAY(SELECT jsonb_array_elements_text($7::jsonb))::uuid[], $8, $9::integer, $10::integer, $11, $12::uuid, $13::bigint)
         ON CONFLICT DO NOTHING RETURNING 1 AS n`,
        [bank, replica, first, last, lastHash, person, JSON.stringify(branches), push, changes, bytes, why, carrier, receivedAt],
      )).length > 0,
    decide: async ({ replica, first, last, lastHash }, decision, by, at) =>
      (await sql.query(
        `UPDATE quarantined SET decision = $6, decided_by = $7::uuid, decided_at = $8::bigint
         WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND first_seq = $3::bigint AND last_seq = $4::bigint AND last_hash = $5 AND decision IS NULL RETURNING 1 AS n`,
        [bank, replica, first, last, lastHash, decision, by, at],
      )).length > 0,
  };
}
