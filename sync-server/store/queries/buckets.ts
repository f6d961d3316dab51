import { openingOf } from "../scope.ts";
import type { SqlClient, SqlDriver } from "../sql.ts";
import type { DataScope } from "../store.ts";
import type { FileRow } from "./feed.ts";

export type BucketRow = { readonly file: string; readonly version: number; readonly hash: string };
type Ask = { readonly replica: string; readonly epoch: number; readonly branch: string };

/** What a branch holds, for whoever compares. Everything that one answer says of a branch is of one moment: each is one statement, which is one snapshot. */
export type BucketStore = {
  /** The 256 hashes ([SY60]) with the place of the feed that they belong to. Undefined: the replica is not the scope's. */
  readonly buckets: (scope: DataScope, ask: Ask) => Promise<{ readonly have: number; readonly n: number; readonly files: number; readonly hashes: readonly string[] } | undefined>;
  /** The files of these buckets by id, after `after`, without their states. */
  readonly bucketList: (scope: DataScope, ask: Ask & { readonly buckets: readonly number[]; readonly after: string | undefined; readonly limit: number }) => Promise<{ readonly n: number; readonly files: readonly BucketRow[] } | undefined>;
  /** These files of the branch, with their states. */
  readonly bucketFiles: (scope: DataScope, ask: Ask & { readonly files: readonly string[] }) => Promise<{ readonly n: number; readonly files: readonly FileRow[] } | undefined>;
};

/** The line and the order of shared/sync/buckets.ts, in the one SQL text of both drivers. */
const HASHES = `
  WITH held AS MATERIALIZED (
    SELECT get_byte(uuid_send(file_id), 15) AS bucket, count(*) AS files,
      encode(sha256(convert_to(string_agg(file_id::text || ' ' || version || ' ' || state_hash, E'\\n' ORDER BY file_id), 'UTF8')), 'hex') AS hash
    FROM file WHERE bank_id = $1::uuid AND branch_id = $2::uuid GROUP BY 1
  )
  SELECT coalesce((SELECT n FROM feed_counter WHERE bank_id = $1::uuid AND branch_id = $2::uuid AND epoch = $3::int), 0) AS n,
    (SELECT coalesce(sum(files), 0) FROM held)::bigint AS files,
    (SELECT string_agg(coalesce(held.hash, encode(sha256(''::bytea), 'hex')), ',' ORDER BY every.bucket) FROM generate_series(0, 255) AS every (bucket) LEFT JOIN held USING (bucket)) AS hashes`;

const COUNTER = "WITH counter AS (SELECT coalesce((SELECT n FROM feed_counter WHERE bank_id = $1::uuid AND branch_id = $2::uuid AND epoch = $3::int), 0) AS n)";
const LIST = `
  ${COUNTER}
  SELECT counter.n, f.file_id AS file, f.version, f.state_hash AS hash FROM counter LEFT JOIN LATERAL (
    SELECT file_id, version, state_hash FROM file
    WHERE bank_id = $1::uuid AND branch_id = $2::uuid AND file_id > $4::uuid AND get_byte(uuid_send(file_id), 15) = ANY ($5::int[]) ORDER BY file_id LIMIT $6::int
  ) AS f ON true ORDER BY f.file_id`;
const FILES = `
  ${COUNTER}
  SELECT counter.n, f.file_id AS file, f.version, f.change_id AS change, f.state_hash AS hash, f.state FROM counter LEFT JOIN file f
    ON f.bank_id = $1::uuid AND f.branch_id = $2::uuid AND f.file_id = ANY ($4::uuid[]) ORDER BY f.file_id`;
const BEFORE_FIRST = "00000000-0000-0000-0000-000000000000";

type Listed = { readonly n: number; readonly file: string | null; readonly version: number; readonly hash: string };
type Stored = Listed & { readonly change: string; readonly state: string };

export function bucketQueries(driver: SqlDriver): BucketStore {
  /** `work` for a replica that is the scope's own and not revoked. */
  const admitted = <T>(scope: DataScope, replica: string, work: (sql: SqlClient, have: number) => Promise<T>): Promise<T | undefined> =>
    driver.transaction(openingOf({ role: "read", ...scope }), async (sql) => {
      const [row] = await sql.query<{ have: number }>("SELECT have FROM replica WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND revoked_at IS NULL", [scope.bank, replica]);
      return row === undefined ? undefined : await work(sql, row.have);
    });
  return {
    buckets: (scope, { replica, epoch, branch }) =>
      admitted(scope, replica, async (sql, have) => {
        const [row] = await sql.query<{ n: number; files: number; hashes: string }>(HASHES, [scope.bank, branch, epoch]);
        return { have, n: row?.n ?? 0, files: row?.files ?? 0, hashes: row?.hashes.split(",") ?? [] };
      }),
    bucketList: (scope, { replica, epoch, branch, buckets, after, limit }) =>
      admitted(scope, replica, async (sql) => {
        const rows = await sql.query<Listed>(LIST, [scope.bank, branch, epoch, after ?? BEFORE_FIRST, `{${buckets.join(",")}}`, limit]);
        return { n: rows[0]?.n ?? 0, files: rows.flatMap(({ file, version, hash }) => (file === null ? [] : [{ file, version, hash }])) };
      }),
    bucketFiles: (scope, { replica, epoch, branch, files }) =>
      admitted(scope, replica, async (sql) => {
        const rows = await sql.query<Stored>(FILES, [scope.bank, branch, epoch, `{${files.join(",")}}`]);
        return { n: rows[0]?.n ?? 0, files: rows.flatMap(({ n, file, version, change, hash, state }): readonly FileRow[] => (file === null ? [] : [{ kind: "file", n, file, version, change, hash, state }])) };
      }),
  };
}
