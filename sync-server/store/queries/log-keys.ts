import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";

export type LogKey = { readonly kid: string; readonly secret: string; readonly madeAt: number };
export type KnownPerson = { readonly person: string; readonly bank: string | null; readonly role: string };
export type LogKeyStore = {
  /** The newest first. `fresh` is kept where none is younger than `turnedAt`, and those older than `overAt` are ended. One process at a time. */
  readonly turnLogKeys: (fresh: LogKey, at: { readonly turnedAt: number; readonly overAt: number }) => Promise<readonly LogKey[]>;
  /** Everybody of the directory whom a line may be of. */
  readonly listKnown: () => Promise<readonly KnownPerson[]>;
  /** That somebody asked whose a line is. False where she is no operator; nothing is noted then. */
  readonly noteNaming: (row: { readonly id: string; readonly pseudonym: string; readonly person: string; readonly by: string; readonly at: number }) => Promise<boolean>;
};

const KEYS = 'SELECT kid, secret, made_at AS "madeAt" FROM log_key ORDER BY made_at DESC, kid';

export function logKeyQueries(driver: SqlDriver): LogKeyStore {
  const opening = openingOf({ role: "migrate" });
  return {
    turnLogKeys: ({ kid, secret, madeAt }, { turnedAt, overAt }) =>
      driver.transaction(opening, async (sql) => {
        await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('log_key', 0))::text AS locked");
        await sql.query("INSERT INTO log_key (kid, secret, made_at) SELECT $1, $2, $3::bigint WHERE NOT EXISTS (SELECT FROM log_key WHERE made_at > $4::bigint)", [kid, secret, madeAt, turnedAt]);
        await sql.query("DELETE FROM log_key WHERE made_at < $1::bigint", [overAt]);
        return await sql.query<LogKey>(KEYS);
      }),
    listKnown: () => driver.transaction(opening, (sql) => sql.query<KnownPerson>("SELECT person_id AS person, bank_id AS bank, role FROM person UNION ALL SELECT person_id, NULL, 'operator' FROM operator ORDER BY 1")),
    noteNaming: ({ id, pseudonym, person, by, at }) =>
      driver.transaction(opening, async (sql) => (await sql.query(
        "INSERT INTO log_naming (naming_id, pseudonym, person_id, asked_by, at) SELECT $1::uuid, $2, $3::uuid, $4::uuid, $5::bigint WHERE EXISTS (SELECT FROM operator WHERE person_id = $4::uuid AND active) RETURNING 1 AS noted",
        [id, pseudonym, person, by, at])).length > 0),
  };
}
