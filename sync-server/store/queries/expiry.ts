import type { Expiry } from "../../../shared/life/expiry.ts";
import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";

/** A reservation that is still held, and where its file is. */
export type Reservation = { readonly bank: string; readonly branch: string; readonly file: string; readonly number: string; readonly reservedAt: number };
/** Up to which reservation it was looked. */
export type LookedUpTo = Pick<Reservation, "number" | "reservedAt">;

export type ExpiryStore = {
  /** Keeps the setting. Answers it with the moment from which it counts: `at`, where it is another than before. What was looked at stays so. */
  readonly setExpiry: (setting: Omit<Expiry, "since">, at: number) => Promise<Expiry>;
  readonly endExpiry: () => Promise<void>;
  /** Held reservations made up to `until`, behind those that were looked at, the oldest first. */
  readonly listReservations: (until: number, limit: number) => Promise<readonly Reservation[]>;
  readonly noteLooked: (upTo: LookedUpTo) => Promise<void>;
};

export function expiryQueries(driver: SqlDriver): ExpiryStore {
  const [migrate, read] = [openingOf({ role: "migrate" }), openingOf({ role: "read" })];
  return {
    setExpiry: ({ days, warningDays }, at) =>
      driver.transaction(migrate, async (sql) => {
        const [kept] = await sql.query<{ since: number }>(
          `INSERT INTO reservation_expiry AS e (days, warning_days, since) VALUES ($1::integer, $2::integer, $3::bigint)
           ON CONFLICT (only_one) DO UPDATE SET days = excluded.days, warning_days = excluded.warning_days,
             since = CASE WHEN e.days = excluded.days AND e.warning_days = excluded.warning_days THEN e.since ELSE excluded.since END RETURNING e.since`,
          [days, warningDays, at]);
        return { days, warningDays, since: kept?.since ?? at };
      }),
    endExpiry: () => driver.transaction(migrate, async (sql) => void (await sql.query("DELETE FROM reservation_expiry"))),
    listReservations: async (until, limit) => {
      const rows = await driver.transaction(read, (sql) => sql.query<Omit<Reservation, "branch">>(
        `SELECT r.bank_id AS bank, r.file_id AS file, r.number, r.reserved_at AS "reservedAt"
         FROM reservation_expiry e CROSS JOIN LATERAL reservations_after(e.looked_at, e.looked_number, $1::bigint, $2::integer) r ORDER BY r.reserved_at, r.number`, [until, limit]));
      const placed: Reservation[] = [];
      for (const row of rows) {
        const [found] = await driver.transaction(openingOf({ role: "read", bank: row.bank, branches: [], persons: [] }), (sql) => sql.query<{ branch: string | null }>("SELECT branch_of_file($1::uuid) AS branch", [row.file]));
        placed.push({ ...row, branch: found?.branch ?? "" });
      }
      return placed;
    },
    noteLooked: ({ number, reservedAt }) =>
      driver.transaction(migrate, async (sql) => void (await sql.query(
        "UPDATE reservation_expiry SET looked_at = $1::bigint, looked_number = $2 WHERE (looked_at, looked_number) < ($1::bigint, $2)", [reservedAt, number]))),
  };
}
