import { openingOf } from "../scope.ts";
import type { SqlClient, SqlDriver } from "../sql.ts";
import type { EpochRow } from "./recovery.ts";
import type { TwoWord, TwoWordWrite } from "./two-words.ts";

/** Where the centre stands, for whoever says that a new epoch begins. */
export type EpochStanding = { readonly n: number; /** Active ones, by id. */ readonly operators: readonly string[]; readonly word: TwoWord | undefined };
export type EpochWrite = {
  readonly word?: TwoWordWrite;
  /** At the word that `word` confirms; or at hers alone, who says why. */
  readonly begin?: EpochRow & { readonly at: number; readonly by: string; readonly askedBy: string | undefined; readonly because: string | undefined };
};
export type EpochStore = {
  /** One at a time. The tables take an epoch only at the words of two persons, or of one who says why. Undefined in a store without a centre. */
  readonly changeEpoch: <T>(decide: (now: EpochStanding) => { readonly change: EpochWrite; readonly answer: T }) => Promise<T | undefined>;
  /** Why the present epoch was begun by one person alone; undefined where two did, or none was ever begun. */
  readonly aloneBecause: () => Promise<string | undefined>;
};

type WordRow = { readonly id: string; readonly detail: string; readonly by: string; readonly at: number; readonly until: number };

export function epochQueries(driver: SqlDriver): EpochStore {
  return {
    changeEpoch: (decide) =>
      driver.transaction(openingOf({ role: "migrate" }), async (sql) => {
        const [centre] = await sql.query<{ n: number }>("SELECT epoch_n AS n FROM centre FOR UPDATE");
        if (centre === undefined) return undefined;
        const operators = await sql.query<{ id: string }>("SELECT person_id AS id FROM operator WHERE active ORDER BY person_id");
        const [word] = await sql.query<WordRow>("SELECT word_id AS id, detail, asked_by AS by, asked_at AS at, until FROM epoch_word WHERE settled IS NULL");
        const { change, answer } = decide({ n: centre.n, operators: operators.map(({ id }) => id), word });
        await write(sql, change);
        return answer;
      }),
    aloneBecause: () =>
      driver.transaction(openingOf({ role: "report" }), async (sql) =>
        (await sql.query<{ because: string | null }>("SELECT because FROM recovery_event WHERE kind = 'begun' AND epoch_n = (SELECT epoch_n FROM centre) ORDER BY id DESC LIMIT 1"))[0]?.because ?? undefined),
  };
}

async function write(sql: SqlClient, { word, begin }: EpochWrite): Promise<void> {
  const { settle, ask } = word ?? {};
  if (settle !== undefined) await sql.query("UPDATE epoch_word SET settled = $2, settled_by = $3::uuid, settled_at = $4::bigint WHERE word_id = $1::uuid AND settled IS NULL", [settle.id, settle.as, settle.by, settle.at]);
  if (ask !== undefined) await sql.query("INSERT INTO epoch_word (word_id, detail, asked_by, asked_at, until) VALUES ($1::uuid, $2, $3::uuid, $4::bigint, $5::bigint)", [ask.id, ask.detail, ask.by, ask.at, ask.until]);
  if (begin === undefined) return;
  const { n, id, at, by, askedBy, because } = begin;
  if (because !== undefined) {
    await sql.query("UPDATE epoch_word SET settled = 'expired', settled_by = $1::uuid, settled_at = $2::bigint WHERE settled IS NULL", [by, at]);
    await sql.query("INSERT INTO epoch_word (word_id, detail, asked_by, asked_at, until, because, settled, settled_by, settled_at) VALUES ($1::uuid, $2, $3::uuid, $4::bigint, $4::bigint + 1, $5, 'alone', $3::uuid, $4::bigint)", [id, String(n), by, at, because]);
  }
  await sql.query("UPDATE epoch_word SET epoch_n = $1::int WHERE epoch_n IS NULL", [n]);
  await sql.query("INSERT INTO epoch (n, epoch_id, began_at) SELECT epoch_n, epoch_id, created_at FROM centre ON CONFLICT DO NOTHING");
  await sql.query("UPDATE centre SET epoch_n = $1::int, epoch_id = $2::uuid, recovering = true WHERE epoch_n < $1::int", [n, id]);
  await sql.query("INSERT INTO epoch (n, epoch_id, began_at) VALUES ($1::int, $2::uuid, $3::bigint)", [n, id, at]);
  await sql.query("INSERT INTO recovery_event (epoch_n, at, kind, person_id, asked_by, because, door) VALUES ($1::int, $2::bigint, 'begun', $3::uuid, $4::uuid, $5, 'command')", [n, at, by, askedBy ?? null, because ?? null]);
  await sql.query("SELECT pg_notify('guichet_news', json_build_object('epoch', epoch_n)::text) FROM centre");
}
