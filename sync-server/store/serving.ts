import type { SqlClient } from "./sql.ts";

const SERVING = 7_104_212; // the first half of a lock's number, beside that of the migration

/**
 * For the session in which a server listens: as long as it lasts, it is seen that a server made for that schema is at work. A machine that vanished
 * without a word is no longer seen after a minute.
 */
export const showServing = (schema: number): string =>
  `SET tcp_keepalives_idle TO 20; SET tcp_keepalives_interval TO 10; SET tcp_keepalives_count TO 3; SELECT pg_advisory_lock_shared(${SERVING}, ${schema})`;

/** The schemas of the servers at work on this database that were made for older ones than `schema`. Always none where one process has the store. */
export async function schemasServedBelow(sql: SqlClient, schema: number): Promise<readonly number[]> {
  const rows = await sql.query<{ served: number }>(
    `SELECT DISTINCT objid::bigint AS served FROM pg_locks
     WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND classid = $1::bigint::oid AND objsubid = 2 AND objid::bigint < $2::bigint ORDER BY 1`,
    [SERVING, schema],
  );
  return rows.map(({ served }) => served);
}
