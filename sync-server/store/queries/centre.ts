import type { SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";

export type CentreRow = {
  readonly centre: string;
  readonly epochN: number;
  readonly epochId: string;
  /** Restored, and until two administrators say otherwise taking re-offers only. */
  readonly recovering: boolean;
  readonly demonstration: boolean;
  /** Undefined in production, where it is today's date in Paris. */
  readonly businessDate: string | undefined;
};
export type SchemaStanding = { readonly version: number; readonly oldestSafe: number };
export type SigningKey = { readonly kid: string; readonly x: string; readonly d: string };
/** `madeAt`: UTC ms. */
export type KeptKey = SigningKey & { readonly madeAt: number };

export type CentreStore = {
  readonly centre: () => Promise<CentreRow | undefined>;
  /** Founds the centre in a new store; in one that has a centre, does nothing. */
  readonly createCentre: (row: Omit<CentreRow, "recovering"> & { readonly createdAt: number }, key: SigningKey) => Promise<void>;
  /** Newest first. The private part leaves the store only here. */
  readonly signingKeys: () => Promise<readonly KeptKey[]>;
  /** Beside those there are, and told to every server at work. */
  readonly addSigningKey: (key: KeptKey) => Promise<void>;
  /** False in a production store, which is left as it is. */
  readonly setBusinessDate: (date: string) => Promise<boolean>;
  /** Version of the schema as it stands. Fails when the store does not answer. */
  readonly schemaVersion: () => Promise<number>;
  /** The same, with the oldest schema that a server must know to work on it (0: any), and the database's clock (UTC ms) where there is one. */
  readonly standing: () => Promise<SchemaStanding & { readonly clock?: number }>;
};

/** What every server hears when a key was made. */
export const KEYS_NEWS = JSON.stringify({ keys: true });

type Row = { readonly centre_id: string; readonly epoch_n: number; readonly epoch_id: string; readonly recovering: boolean; readonly demonstration: boolean; readonly business_date: string | null };

export function centreQueries(driver: SqlDriver): CentreStore {
  const read = openingOf({ role: "read" });
  const standing: CentreStore["standing"] = () =>
    driver.transaction(read, async (sql) => (await sql.query<SchemaStanding & { readonly clock: number }>('SELECT max(version) AS version, max(oldest_safe) AS "oldestSafe", (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS clock FROM schema_version'))[0] ?? { version: 0, oldestSafe: 0 });
  return {
    centre: () =>
      driver.transaction(read, async (sql) => {
        const [row] = await sql.query<Row>("SELECT centre_id, epoch_n, epoch_id, recovering, demonstration, business_date FROM centre");
        if (row === undefined) return undefined;
        return { centre: row.centre_id, epochN: row.epoch_n, epochId: row.epoch_id, recovering: row.recovering, demonstration: row.demonstration, businessDate: row.business_date ?? undefined };
      }),
    createCentre: (row, key) =>
      driver.transaction(openingOf({ role: "migrate" }), async (sql) => {
        const created = await sql.query(
          `INSERT INTO centre (centre_id, epoch_n, epoch_id, demonstration, business_date, created_at)
           VALUES ($1::uuid, $2::int, $3::uuid, $4::boolean, $5, $6::bigint) ON CONFLICT DO NOTHING RETURNING 1 AS done`,
          [row.centre, row.epochN, row.epochId, row.demonstration, row.businessDate ?? null, row.createdAt],
        );
        if (created.length === 0) return;
        await sql.query("INSERT INTO centre_key (kid, public_x, private_d, created_at) VALUES ($1, $2, $3, $4::bigint)", [key.kid, key.x, key.d, row.createdAt]);
      }),
    signingKeys: () =>
      driver.transaction(openingOf({ role: "ledger" }), (sql) => sql.query<KeptKey>('SELECT kid, public_x AS x, private_d AS d, created_at AS "madeAt" FROM centre_key ORDER BY created_at DESC, kid')),
    addSigningKey: (key) =>
      driver.transaction(openingOf({ role: "migrate" }), async (sql) => {
        await sql.query("INSERT INTO centre_key (kid, public_x, private_d, created_at) VALUES ($1, $2, $3, $4::bigint)", [key.kid, key.x, key.d, key.madeAt]);
        await sql.query("SELECT pg_notify('guichet_news', $1)", [KEYS_NEWS]);
      }),
    setBusinessDate: (date) =>
      driver.transaction(openingOf({ role: "write" }), async (sql) => {
        const [row] = await sql.query<{ done: boolean }>("SELECT set_business_date($1) AS done", [date]);
        if (row?.done === true) await sql.query("SELECT pg_notify('guichet_news', $1)", [JSON.stringify({ businessDate: date })]);
        return row?.done ?? false;
      }),
    schemaVersion: async () => (await standing()).version,
    standing,
  };
}
