import type { BankRole } from "../../../shared/access/roles.ts";
import { openingOf } from "../scope.ts";
import type { SqlClient, SqlDriver } from "../sql.ts";
import type { DataScope } from "../store.ts";
import { settleOrAsk, type NamedWord, type TwoWordWrite } from "./two-words.ts";

export type StandingRow = { readonly role: BankRole; /** Her own first. */ readonly branches: readonly string[]; readonly active: boolean };
export type PersonOfBank = StandingRow & {
  readonly user: string; readonly name: string; readonly level: string | undefined; readonly workstations: number; readonly heardAt: number | undefined;
  /** Standing, as no import has said the same since. */ readonly decided: { readonly at: number; readonly by: string; readonly second: string | undefined } | undefined;
  readonly word: NamedWord | undefined;
};
export type PersonDecision = StandingRow & { readonly id: string; /** Exactly what was asked for. */ readonly said: string; readonly at: number; readonly askedBy: string; readonly confirmedBy: string | undefined };
export type PersonChange = { readonly word?: TwoWordWrite; readonly decision?: PersonDecision };
export type PersonNow = { readonly person: PersonOfBank; /** Active, of the bank. */ readonly administrators: number };

export type PeopleStore = {
  /** Of the bank, those who left as well, in order of name; or one of them. */
  readonly listPeople: (bank: string, person?: string) => Promise<readonly PersonOfBank[]>;
  /** One at a time for a bank, and not beside an import. Undefined where the bank has no such person. The tables take what gives something at two administrators' word only. */
  readonly changePerson: <T>(scope: DataScope, person: string, decide: (now: PersonNow) => { readonly change: PersonChange; readonly answer: T }) => Promise<T | undefined>;
  readonly addBranch: (scope: DataScope, branch: { readonly id: string; readonly name: string; readonly region: string | undefined; readonly at: number; readonly by: string }) => Promise<void>;
};

type Row = {
  readonly person_id: string; readonly name: string; readonly role: BankRole; readonly active: boolean; readonly level: string | null; readonly branches: string; readonly workstations: number; readonly heard_at: number | null;
  readonly decided_at: number | null; readonly asked_name: string | null; readonly confirmed_name: string | null;
  readonly word_id: string | null; readonly word_detail: string | null; readonly word_by: string | null; readonly word_name: string | null; readonly word_at: number | null; readonly word_until: number | null;
};
const COLUMNS = "person_id, name, role, active, level, branches, workstations, heard_at, decided_at, asked_name, confirmed_name, word_id, word_detail, word_by, word_name, word_at, word_until";
/** The same for a transaction that writes: what is decided on. */
const NOW = `SELECT p.person_id, p.name, p.role, p.active, NULL AS level, 0 AS workstations, NULL::bigint AS heard_at, NULL::bigint AS decided_at, NULL AS asked_name, NULL AS confirmed_name,
    (SELECT coalesce(json_agg(b.branch_id ORDER BY b.place, b.branch_id), '[]')::text FROM person_branch b WHERE b.bank_id = p.bank_id AND b.person_id = p.person_id) AS branches,
    w.word_id, w.detail AS word_detail, w.asked_by AS word_by, '' AS word_name, w.asked_at AS word_at, w.until AS word_until
  FROM person p LEFT JOIN two_word w ON w.bank_id = p.bank_id AND w.kind = 'person' AND w.subject = p.person_id AND w.settled IS NULL WHERE p.bank_id = $1::uuid AND p.person_id = $2::uuid`;

/** Decisions on a bank's people and imports of its directory, one after the other. */
export const lockDirectory = async (sql: SqlClient, bank: string): Promise<void> => void (await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('directory ' || $1, 0))::text AS locked", [bank]));

export function peopleQueries(driver: SqlDriver): PeopleStore {
  return {
    listPeople: (bank, person) => driver.transaction(openingOf({ role: "read", bank, branches: [], persons: [] }), async (sql) =>
      (await sql.query<Row>(`SELECT ${COLUMNS} FROM bank_people($1::uuid) ORDER BY name, person_id`, [person ?? null])).map(toRow)),
    changePerson: (scope, person, decide) => driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
      await lockDirectory(sql, scope.bank);
      const [row] = await sql.query<Row>(NOW, [scope.bank, person]);
      if (row === undefined) return undefined;
      const [counted] = await sql.query<{ n: number }>("SELECT count(*)::int AS n FROM person WHERE bank_id = $1::uuid AND role = 'administrator' AND active", [scope.bank]);
      const { change: { word, decision }, answer } = decide({ person: toRow(row), administrators: counted?.n ?? 0 });
      if (word !== undefined) await settleOrAsk(sql, scope.bank, { kind: "person", subject: person }, word);
      if (decision !== undefined) {
        const { id, said, role, branches, active, at, askedBy, confirmedBy } = decision;
        await sql.query(
          "INSERT INTO directory_decision (bank_id, decision_id, person_id, said, role, branches, active, decided_at, asked_by, confirmed_by) VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7::boolean, $8::bigint, $9::uuid, $10::uuid)",
          [scope.bank, id, person, said, role, JSON.stringify(branches), active, at, askedBy, confirmedBy ?? null]);
      }
      return answer;
    }),
    addBranch: (scope, { id, name, region, at, by }) => driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
      await lockDirectory(sql, scope.bank);
      await sql.query("INSERT INTO branch_decision (bank_id, branch_id, name, region, made_at, made_by) VALUES ($1::uuid, $2::uuid, $3, $4, $5::bigint, $6::uuid)", [scope.bank, id, name, region ?? null, at, by]);
    }),
  };
}

const toRow = (row: Row): PersonOfBank => ({
  user: row.person_id, name: row.name, role: row.role, active: row.active, level: row.level ?? undefined, branches: JSON.parse(row.branches) as readonly string[], // by our own function
  workstations: row.workstations, heardAt: row.heard_at ?? undefined,
  decided: row.decided_at === null ? undefined : { at: row.decided_at, by: row.asked_name ?? "", second: row.confirmed_name ?? undefined },
  word: row.word_id === null ? undefined : { id: row.word_id, detail: row.word_detail ?? "", by: row.word_by ?? "", name: row.word_name ?? "", at: row.word_at ?? 0, until: row.word_until ?? 0 },
});
