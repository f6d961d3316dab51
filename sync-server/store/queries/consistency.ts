import { consistencyChecks, type ConsistencyId } from "../consistency/checks.ts";
import { openingOf } from "../scope.ts";
import { sqlState, type SqlClient, type SqlDriver } from "../sql.ts";

/** What is not as it should be: of which bank, the file, workstation or branch concerned, its number, and what differs. Ids and fixed words. */
export type Inconsistency = { readonly bank: string | null; readonly subject: string | null; readonly number: string | null; readonly differs: string };
/** `rows`: the first of those found. `unreadable`: what the check reads has no form that it could be read by. */
export type CheckFound = { readonly check: ConsistencyId; readonly found: number; readonly rows: readonly Inconsistency[] } | { readonly check: ConsistencyId; readonly found: "unreadable"; readonly rows: readonly [] };
export type NightTask = ConsistencyId | "premiums";
export type NightResult = { readonly task: string; readonly ranAt: number; /** -1: it could not be read. */ readonly found: number };

export type ConsistencyStore = {
  /** One check, at one moment, over one bank or all. */
  readonly runCheck: (check: ConsistencyId, bank: string | undefined) => Promise<CheckFound>;
  /** The same over all banks, once since `since` whichever servers ask: undefined where another one has done it, or is at it. What it found is kept. */
  readonly checkOnce: (check: ConsistencyId, since: number, at: number) => Promise<CheckFound | undefined>;
  /** True for one of several servers that ask: nobody has taken this task since `since`. */
  readonly takeNightTask: (task: NightTask, since: number, at: number) => Promise<boolean>;
  readonly nightResults: () => Promise<readonly NightResult[]>;
};

export const MOST_ROWS = 100;

export function consistencyQueries(driver: SqlDriver): ConsistencyStore {
  const opening = openingOf({ role: "reporting", bank: undefined });
  const keep = (sql: SqlClient, { check, found }: CheckFound, at: number) =>
    sql.query("INSERT INTO night_result (task, ran_at, found) VALUES ($1, $2::bigint, $3::bigint) ON CONFLICT (task) DO UPDATE SET ran_at = excluded.ran_at, found = excluded.found", [check, at, found === "unreadable" ? -1 : found]);
  return {
    runCheck: (check, bank) => driver.transaction(openingOf({ role: "reporting", bank }), (sql) => find(sql, check)).catch((error: unknown) => unreadable(check, error)),
    checkOnce: async (check, since, at) => {
      try {
        return await driver.transaction(opening, async (sql) => {
          const [mine] = await sql.query<{ mine: boolean }>("SELECT pg_try_advisory_xact_lock(hashtextextended('guichet night ' || $1, 0)) AS mine", [check]);
          const [last] = mine?.mine === true ? await sql.query("SELECT 1 FROM night_result WHERE task = $1 AND ran_at >= $2::bigint", [check, since]) : [1];
          if (last !== undefined) return undefined;
          const found = await find(sql, check);
          await keep(sql, found, at);
          return found;
        });
      } catch (error) {
        const found = unreadable(check, error);
        await driver.transaction(opening, (sql) => keep(sql, found, at));
        return found;
      }
    },
    takeNightTask: (task, since, at) =>
      driver.transaction(opening, async (sql) =>
        (await sql.query("INSERT INTO night_result AS n (task, ran_at, found) VALUES ($1, $3::bigint, 0) ON CONFLICT (task) DO UPDATE SET ran_at = excluded.ran_at WHERE n.ran_at < $2::bigint RETURNING 1", [task, since, at])).length > 0),
    nightResults: () => driver.transaction(opening, (sql) => sql.query<NightResult>('SELECT task, ran_at AS "ranAt", found FROM night_result ORDER BY task')),
  };
}

async function find(sql: SqlClient, check: ConsistencyId): Promise<CheckFound> {
  const statement = consistencyChecks.find(({ id }) => id === check)?.sql ?? "";
  const rows = await sql.query<Inconsistency & { readonly found: number }>(`SELECT count(*) OVER () AS found, t.bank, t.subject, t.number, t.differs FROM (${statement}) t ORDER BY t.bank, t.subject, t.number LIMIT ${MOST_ROWS}`);
  return { check, found: rows[0]?.found ?? 0, rows: rows.map(({ bank, subject, number, differs }) => ({ bank, subject, number, differs })) };
}

/** Class 22, data exceptions: a state or a receipt of no form that can be read. That is found too. */
function unreadable(check: ConsistencyId, error: unknown): CheckFound {
  if (sqlState(error)?.startsWith("22") !== true) throw error;
  return { check, found: "unreadable", rows: [] };
}
