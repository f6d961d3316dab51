import { openingOf } from "../scope.ts";
import type { SqlClient, SqlDriver } from "../sql.ts";
import type { DataScope } from "../store.ts";
import { findBankWord, settleOrAsk, type NamedPerson, type NamedWord, type TwoWordWrite } from "./two-words.ts";

export type RecoveryKeyRow = { readonly n: number; readonly x: string; readonly at: number; readonly askedBy: NamedPerson; readonly confirmedBy: NamedPerson };
export type RecoveryKeyStanding = {
  /** The newest first, for which workstations keep a slot. */
  readonly published: readonly RecoveryKeyRow[];
  /** What waits for a second person; its time may be over. */
  readonly word: NamedWord | undefined;
};
export type RecoveryKeyWrite = { readonly word?: TwoWordWrite; readonly key?: { readonly n: number; readonly x: string; readonly at: number; readonly askedBy: string; readonly confirmedBy: string } };
export type RecoveryUse = { readonly person: string; readonly replica: string; readonly request: string; readonly kid: string; readonly usedAt: number; readonly at: number };

export type RecoveryKeyStore = {
  readonly recoveryKeyOf: (bank: string) => Promise<{ readonly n: number; readonly x: string } | undefined>;
  readonly recoveryKeyStanding: (bank: string) => Promise<RecoveryKeyStanding>;
  /** One at a time for a bank. The tables take a key only at the word of two persons, of whom the second is of the scope. */
  readonly changeRecoveryKey: <T>(scope: DataScope, decide: (now: RecoveryKeyStanding) => { readonly change: RecoveryKeyWrite; readonly answer: T }) => Promise<T>;
  /** Once for a request. False: no workstation of that person. */
  readonly noteRecoveryUsed: (scope: DataScope, use: RecoveryUse) => Promise<boolean>;
};

/** As many keys as a person reads. */
const TOLD = 50;
type KeyRow = { readonly n: number; readonly x: string; readonly at: number; readonly asked_by: string; readonly asked_name: string | null; readonly confirmed_by: string; readonly confirmed_name: string | null };

export function recoveryKeyQueries(driver: SqlDriver): RecoveryKeyStore {
  const reading = <T>(bank: string, work: (sql: SqlClient) => Promise<T>): Promise<T> => driver.transaction(openingOf({ role: "read", bank, branches: [], persons: [] }), work);
  return {
    recoveryKeyOf: (bank) => reading(bank, async (sql) => (await sql.query<{ n: number; x: string }>("SELECT n, public_key AS x FROM recovery_key WHERE bank_id = $1::uuid ORDER BY n DESC LIMIT 1", [bank]))[0]),
    recoveryKeyStanding: (bank) => reading(bank, (sql) => standing(sql, bank)),
    changeRecoveryKey: (scope, decide) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
        await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('recovery_key ' || $1, 0))::text AS locked", [scope.bank]);
        const { change: { word, key }, answer } = decide(await standing(sql, scope.bank));
        if (word !== undefined) await settleOrAsk(sql, scope.bank, { kind: "recovery-key", subject: scope.bank }, word);
        if (key !== undefined) await sql.query("INSERT INTO recovery_key (bank_id, n, public_key, published_at, asked_by, confirmed_by) VALUES ($1::uuid, $2::int, $3, $4::bigint, $5::uuid, $6::uuid)", [scope.bank, key.n, key.x, key.at, key.askedBy, key.confirmedBy]);
        return answer;
      }),
    noteRecoveryUsed: (scope, { person, replica, request, kid, usedAt, at }) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
        const own = await sql.query("SELECT 1 AS n FROM replica WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND person_id = $3::uuid", [scope.bank, replica, person]);
        if (own.length === 0) return false;
        await sql.query(
          "INSERT INTO recovery_use (bank_id, request_id, replica_id, person_id, kid, used_at, at) VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6::bigint, $7::bigint) ON CONFLICT DO NOTHING",
          [scope.bank, request, replica, person, kid, usedAt, at]);
        return true;
      }),
  };
}

async function standing(sql: SqlClient, bank: string): Promise<RecoveryKeyStanding> {
  const published = await sql.query<KeyRow>(
    `SELECT k.n, k.public_key AS x, k.published_at AS at, k.asked_by, a.name AS asked_name, k.confirmed_by, c.name AS confirmed_name FROM recovery_key k
     LEFT JOIN person a ON a.bank_id = k.bank_id AND a.person_id = k.asked_by LEFT JOIN person c ON c.bank_id = k.bank_id AND c.person_id = k.confirmed_by
     WHERE k.bank_id = $1::uuid ORDER BY k.n DESC LIMIT ${TOLD}`, [bank]);
  const word = await findBankWord(sql, bank, "recovery-key");
  return {
    published: published.map(({ n, x, at, asked_by, asked_name, confirmed_by, confirmed_name }) => ({ n, x, at, askedBy: { id: asked_by, name: asked_name ?? "" }, confirmedBy: { id: confirmed_by, name: confirmed_name ?? "" } })),
    word,
  };
}
