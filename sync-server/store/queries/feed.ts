import type { SqlClient, SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import type { DataScope } from "../store.ts";

export type FileRow = { readonly kind: "file"; readonly n: number; readonly file: string; readonly version: number; readonly change: string; readonly hash: string; readonly state: string };
export type FeedRow = FileRow | { readonly kind: "left"; readonly n: number; readonly file: string; /** It was erased everywhere ([ER13]). */ readonly erased?: { readonly on: string; readonly rule: string } };
/** `n` before the cursor asked after: the feed does not go so far, or what stands there is something else. `at` is the change of entry `n`. */
export type FeedPage = { readonly branch: string; readonly n: number; readonly at: string | undefined; readonly entries: readonly FeedRow[]; readonly more: boolean };
export type FeedCursor = { readonly branch: string; readonly n: number; /** The change of entry `n`, where it is known. */ readonly at?: string | undefined };

export type FeedStore = {
  /** After each cursor, in order, at most `limit` places in all, shared out as asked. Also what the centre has of `replica`'s line: undefined when it is not the scope's. */
  readonly pull: (scope: DataScope, ask: { readonly replica: string; readonly epoch: number; readonly cursors: readonly FeedCursor[]; readonly limit: number }) => Promise<{ readonly have: number | undefined; readonly pages: readonly FeedPage[] }>;
  /** Files of a branch by id; `n` is the counter as it stood before the page was read. */
  readonly snapshot: (scope: DataScope, ask: { readonly replica: string; readonly epoch: number; readonly branch: string; readonly after: string | undefined; readonly limit: number }) => Promise<{ readonly enrolled: boolean; readonly n: number; readonly files: readonly FileRow[] }>;
  /** Where each branch of the scope stands. */
  readonly counters: (scope: DataScope, epoch: number) => Promise<readonly { readonly branch: string; readonly n: number }[]>;
};

type EntryRow = { readonly n: number; readonly kind: "file" | "left"; readonly file_id: string; readonly version: number | null; readonly change_id: string | null; readonly state_hash: string | null; readonly state: string | null; readonly erased_on: string | null; readonly rule: string | null };

export function feedQueries(driver: SqlDriver): FeedStore {
  return {
    pull: (scope, ask) =>
      driver.transaction(openingOf({ role: "read", ...scope }), async (sql) => {
        const have = await haveOf(sql, scope, ask.replica);
        const pages: FeedPage[] = [];
        let left = ask.limit;
        const tops = have === undefined ? new Map<string, number>() : await countersOf(sql, scope, ask.epoch);
        for (const cursor of have === undefined ? [] : ask.cursors) {
          const page = await pageOf(sql, scope, ask.epoch, cursor, tops.get(cursor.branch) ?? 0, left);
          left -= Math.max(0, page.n - cursor.n);
          pages.push(page);
        }
        return { have, pages };
      }),
    snapshot: (scope, ask) =>
      driver.transaction(openingOf({ role: "read", ...scope }), async (sql) => {
        const enrolled = (await haveOf(sql, scope, ask.replica)) !== undefined;
        if (!enrolled) return { enrolled, n: 0, files: [] };
        const n = await counterOf(sql, scope, ask.epoch, ask.branch); // before the files: what changes meanwhile comes by the feed
        const rows = await sql.query<EntryRow>(
          `SELECT 0::bigint AS n, 'file' AS kind, file_id, version, change_id, state_hash, state FROM file
           WHERE bank_id = $1::uuid AND branch_id = $2::uuid AND file_id > $3::uuid ORDER BY file_id LIMIT $4::int`,
          [scope.bank, ask.branch, ask.after ?? "00000000-0000-0000-0000-000000000000", ask.limit],
        );
        return { enrolled, n, files: rows.flatMap((row) => toFile(row, n)) };
      }),
    counters: (scope, epoch) =>
      driver.transaction(openingOf({ role: "read", ...scope }), (sql) => listCounters(sql, scope, epoch)),
  };
}

async function haveOf(sql: SqlClient, scope: DataScope, replica: string): Promise<number | undefined> {
  const [row] = await sql.query<{ have: number }>("SELECT have FROM replica WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND revoked_at IS NULL", [scope.bank, replica]);
  return row?.have;
}

/** Of every branch in sight, by one statement: a reader of many branches to whom nothing is new costs no more than one of one. */
const countersOf = async (sql: SqlClient, scope: DataScope, epoch: number): Promise<ReadonlyMap<string, number>> =>
  new Map((await listCounters(sql, scope, epoch)).map(({ branch, n }) => [branch, n]));

const listCounters = (sql: SqlClient, scope: DataScope, epoch: number): Promise<readonly { readonly branch: string; readonly n: number }[]> =>
  sql.query("SELECT branch_id AS branch, n FROM feed_counter WHERE bank_id = $1::uuid AND epoch = $2::int ORDER BY branch_id", [scope.bank, epoch]);

async function counterOf(sql: SqlClient, scope: DataScope, epoch: number, branch: string): Promise<number> {
  const [row] = await sql.query<{ n: number }>("SELECT n FROM feed_counter WHERE bank_id = $1::uuid AND branch_id = $2::uuid AND epoch = $3::int", [scope.bank, branch, epoch]);
  return row?.n ?? 0;
}

/** Numbers are dense, so the page is a range of them, read from the cursor's own entry on. A file's entry counts where it is the file's last: earlier ones are passed over. */
async function pageOf(sql: SqlClient, scope: DataScope, epoch: number, cursor: FeedCursor, top: number, limit: number): Promise<FeedPage> {
  const { branch, n: after } = cursor;
  if (after > top) return { branch, n: top, at: undefined, entries: [], more: false }; // [SY47]
  const end = Math.min(top, after + Math.max(limit, 0));
  const rows = await sql.query<EntryRow>(
    `SELECT e.n, e.kind, e.file_id, f.version, e.change_id, f.state_hash, f.state, p.erased_on, p.rule
     FROM feed e LEFT JOIN purge p ON e.kind = 'left' AND p.bank_id = e.bank_id AND p.file_id = e.file_id LEFT JOIN file f ON e.kind = 'file' AND f.bank_id = e.bank_id AND f.file_id = e.file_id AND f.branch_id = e.branch_id AND f.version = e.version
     WHERE e.bank_id = $1::uuid AND e.branch_id = $2::uuid AND e.epoch = $3::int AND e.n BETWEEN $4::bigint AND $5::bigint ORDER BY e.n`,
    [scope.bank, branch, epoch, after, end],
  );
  const [known] = rows;
  if (cursor.at !== undefined && known?.n === after && known.change_id !== cursor.at) return { branch, n: after - 1, at: undefined, entries: [], more: false };
  const entries = rows.filter(({ n }) => n > after).flatMap((row): readonly FeedRow[] => (row.kind === "left" ? [{ kind: "left", n: row.n, file: row.file_id, ...(row.erased_on === null || row.rule === null ? {} : { erased: { on: row.erased_on, rule: row.rule } }) }] : toFile(row, row.n)));
  return { branch, n: end, at: rows.at(-1)?.change_id ?? undefined, entries, more: top > end };
}

function toFile(row: EntryRow, n: number): readonly FileRow[] {
  if (row.state === null || row.state_hash === null || row.version === null || row.change_id === null) return [];
  return [{ kind: "file", n, file: row.file_id, version: row.version, change: row.change_id, hash: row.state_hash, state: row.state }];
}
