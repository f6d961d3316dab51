import type { SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import { KEYS_NEWS, type KeptKey, type SigningKey } from "./centre.ts";

/** An X25519 pair, as its JWK spells it. */
export type SealingKey = SigningKey;

export type SealingStore = {
  /** Newest first. The private part leaves the store only here. */
  readonly sealingKeys: () => Promise<readonly KeptKey[]>;
  /** Keeps this pair where there is none yet. */
  readonly ensureSealingKey: (key: KeptKey) => Promise<void>;
  /** Beside those there are, and told to every server at work. */
  readonly addSealingKey: (key: KeptKey) => Promise<void>;
};

export function sealingQueries(driver: SqlDriver): SealingStore {
  return {
    sealingKeys: () =>
      driver.transaction(openingOf({ role: "ledger" }), (sql) => sql.query<KeptKey>('SELECT kid, public_x AS x, private_d AS d, created_at AS "madeAt" FROM sealing_key ORDER BY created_at DESC, kid')),
    ensureSealingKey: (key) =>
      driver.transaction(openingOf({ role: "migrate" }), async (sql) => void (await sql.query(
        "INSERT INTO sealing_key (kid, public_x, private_d, created_at) SELECT $1, $2, $3, $4::bigint WHERE NOT EXISTS (SELECT 1 FROM sealing_key) ON CONFLICT DO NOTHING",
        [key.kid, key.x, key.d, key.madeAt],
      ))),
    addSealingKey: (key) =>
      driver.transaction(openingOf({ role: "migrate" }), async (sql) => {
        await sql.query("INSERT INTO sealing_key (kid, public_x, private_d, created_at) VALUES ($1, $2, $3, $4::bigint)", [key.kid, key.x, key.d, key.madeAt]);
        await sql.query("SELECT pg_notify('guichet_news', $1)", [KEYS_NEWS]);
      }),
  };
}
