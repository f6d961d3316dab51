import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";

/** How long ago a workstation was heard of. */
export const SEEN = ["day", "week", "month", "longer"] as const;
/** For how long a change waits on a workstation, at least. */
export const WAITS = ["hour", "fourhours", "day", "threedays"] as const;
type Counted<Name extends string> = { readonly name: Name; readonly count: number };

/** Figures over all banks, with nothing of anybody in them. */
export type Vitals = {
  /** Workstations that may work, each once. */
  readonly seen: readonly Counted<(typeof SEEN)[number]>[];
  /** Since when the oldest change waits that a workstation told of, UTC ms. */
  readonly unsentOldest: number | undefined;
  /** Branches in which a change waits for longer; one counts under each that it is past. */
  readonly unsentBranches: readonly Counted<(typeof WAITS)[number]>[];
  /** Of PostgreSQL: connections to this database, how many the server allows, and locks that somebody waits for. */
  readonly connections: number; readonly connectionLimit: number; readonly lockWaits: number;
};
/** Loans whose money left and that no declaration, or a rejected one, covers: what the State's guarantee may not pay. */
export type Undeclared = { readonly loans: number; readonly cents: number; readonly oldestDays: number };

export type VitalsStore = {
  readonly vitals: (at: number) => Promise<Vitals>;
  /** Reads the state of every disbursed loan: for every quarter of an hour, not for every minute. */
  readonly undeclared: (at: number) => Promise<Undeclared>;
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const working = (least: string, most: string): string => `count(*) FILTER (WHERE age >= ${least} AND age < ${most})`;
const waits = (least: number): string => `count(*) FILTER (WHERE $1::bigint - since >= ${least})`;

const SEEN_SQL = `SELECT ${working("-9e15", String(DAY))} AS day, ${working(String(DAY), String(7 * DAY))} AS week, ${working(String(7 * DAY), String(30 * DAY))} AS month, ${working(String(30 * DAY), "9e15")} AS longer
  FROM (SELECT $1::bigint - coalesce(d.heard_at, r.enrolled_at) AS age FROM replica r LEFT JOIN device d ON d.bank_id = r.bank_id AND d.replica_id = r.replica_id WHERE r.revoked_at IS NULL AND coalesce(d.approval, 'approved') = 'approved') w`;
const UNSENT_SQL = `SELECT min(since) AS oldest, ${waits(HOUR)} AS hour, ${waits(4 * HOUR)} AS fourhours, ${waits(DAY)} AS day, ${waits(3 * DAY)} AS threedays
  FROM (SELECT (extract(epoch FROM oldest_at) * 1000)::bigint AS since FROM guichet_reporting.unsent WHERE oldest_at IS NOT NULL) u`;
const POSTGRES_SQL = `SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections, current_setting('max_connections')::bigint AS "connectionLimit", (SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.datname = current_database()) AS "lockWaits"`;
const UNDECLARED_SQL = `SELECT count(*) AS loans, coalesce(sum(d.amount_cents), 0)::bigint AS cents,
    coalesce(max(coalesce((SELECT business_date::date FROM centre), (to_timestamp($1::bigint / 1000.0) AT TIME ZONE 'Europe/Paris')::date) - d.disbursed_on), 0)::bigint AS "oldestDays"
  FROM guichet_reporting.disbursements d WHERE d.declared_on IS NULL OR d.answer = 'REJETEE'`;

type Unsent = Readonly<Record<(typeof WAITS)[number], number>> & { readonly oldest: number | null };

export function vitalsQueries(driver: SqlDriver): VitalsStore {
  const opening = openingOf({ role: "reporting", bank: undefined });
  return {
    vitals: (at) => driver.transaction(opening, async (sql) => {
      const [seen] = await sql.query<Readonly<Record<(typeof SEEN)[number], number>>>(SEEN_SQL, [at]);
      const [unsent] = await sql.query<Unsent>(UNSENT_SQL, [at]);
      const [postgres] = await sql.query<Pick<Vitals, "connections" | "connectionLimit" | "lockWaits">>(POSTGRES_SQL);
      if (seen === undefined || unsent === undefined || postgres === undefined) throw new Error("a count without its row");
      return {
        seen: SEEN.map((name) => ({ name, count: seen[name] })), unsentOldest: unsent.oldest ?? undefined,
        unsentBranches: WAITS.map((name) => ({ name, count: unsent[name] })), ...postgres,
      };
    }),
    undeclared: (at) => driver.transaction(opening, async (sql) => {
      const [found] = await sql.query<Undeclared>(UNDECLARED_SQL, [at]);
      if (found === undefined) throw new Error("a count without its row");
      return found;
    }),
  };
}
