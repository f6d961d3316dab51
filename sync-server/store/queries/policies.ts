import { DEFAULT_POLICY, readKnownPolicy, type BankPolicy } from "../../../shared/policy/bank-policy.ts";
import { openingOf } from "../scope.ts";
import type { SqlClient, SqlDriver } from "../sql.ts";
import type { DataScope } from "../store.ts";
import { findBankWord, settleOrAsk, type NamedPerson, type NamedWord, type TwoWordWrite } from "./two-words.ts";

/** One decision, as it is kept. Without persons: as the directory made the bank. */
export type PolicyRow = { readonly n: number; readonly text: string; readonly at: number; readonly askedBy: NamedPerson | undefined; readonly confirmedBy: NamedPerson | undefined };
export type PolicyStanding = {
  /** The newest first, which is in force; empty where nothing was ever decided. */
  readonly decided: readonly PolicyRow[];
  /** What waits for a second person; its time may be over. */
  readonly word: NamedWord | undefined;
};
export type PolicyWrite = { readonly word?: TwoWordWrite; readonly policy?: { readonly n: number; readonly text: string; readonly at: number; readonly askedBy: string; readonly confirmedBy: string } };

export type PolicyStore = {
  /** The policy in force, as far as this version understands it; the default where nothing was decided. */
  readonly policyOf: (bank: string) => Promise<BankPolicy>;
  /** The same as it is kept, and its number; undefined where nothing was decided. */
  readonly keptPolicy: (bank: string) => Promise<{ readonly n: number; readonly text: string } | undefined>;
  readonly policyStanding: (bank: string) => Promise<PolicyStanding>;
  /** One at a time for a bank. The tables take a policy only at the word of two persons, of whom the second is of the scope. */
  readonly changePolicy: <T>(scope: DataScope, decide: (now: PolicyStanding) => { readonly change: PolicyWrite; readonly answer: T }) => Promise<T>;
};

/** As many decisions as a person reads. */
const TOLD = 100;
type DecidedRow = { readonly n: number; readonly text: string; readonly at: number; readonly asked_by: string | null; readonly asked_name: string | null; readonly confirmed_by: string | null; readonly confirmed_name: string | null };

export function policyQueries(driver: SqlDriver): PolicyStore {
  const reading = <T>(bank: string, work: (sql: SqlClient) => Promise<T>): Promise<T> => driver.transaction(openingOf({ role: "read", bank, branches: [], persons: [] }), work);
  const keptPolicy: PolicyStore["keptPolicy"] = (bank) =>
    reading(bank, async (sql) => (await sql.query<{ n: number; text: string }>("SELECT n, policy AS text FROM bank_policy WHERE bank_id = $1::uuid ORDER BY n DESC LIMIT 1", [bank]))[0]);
  return {
    keptPolicy,
    policyOf: async (bank) => {
      const kept = await keptPolicy(bank);
      return kept === undefined ? DEFAULT_POLICY : readKnownPolicy(kept.text);
    },
    policyStanding: (bank) => reading(bank, (sql) => standing(sql, bank)),
    changePolicy: (scope, decide) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
        await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('bank_policy ' || $1, 0))::text AS locked", [scope.bank]);
        const { change: { word, policy }, answer } = decide(await standing(sql, scope.bank));
        if (word !== undefined) await settleOrAsk(sql, scope.bank, { kind: "policy", subject: scope.bank }, word);
        if (policy !== undefined) await sql.query("INSERT INTO bank_policy (bank_id, n, policy, decided_at, asked_by, confirmed_by) VALUES ($1::uuid, $2::int, $3, $4::bigint, $5::uuid, $6::uuid)", [scope.bank, policy.n, policy.text, policy.at, policy.askedBy, policy.confirmedBy]);
        return answer;
      }),
  };
}

async function standing(sql: SqlClient, bank: string): Promise<PolicyStanding> {
  const decided = await sql.query<DecidedRow>(
    `SELECT p.n, p.policy AS text, p.decided_at AS at, p.asked_by, a.name AS asked_name, p.confirmed_by, c.name AS confirmed_name FROM bank_policy p
     LEFT JOIN person a ON a.bank_id = p.bank_id AND a.person_id = p.asked_by LEFT JOIN person c ON c.bank_id = p.bank_id AND c.person_id = p.confirmed_by
     WHERE p.bank_id = $1::uuid ORDER BY p.n DESC LIMIT ${TOLD}`, [bank]);
  const word = await findBankWord(sql, bank, "policy");
  const person = (id: string | null, name: string | null): NamedPerson | undefined => (id === null ? undefined : { id, name: name ?? "" });
  return {
    decided: decided.map((row) => ({ n: row.n, text: row.text, at: row.at, askedBy: person(row.asked_by, row.asked_name), confirmedBy: person(row.confirmed_by, row.confirmed_name) })),
    word,
  };
}
