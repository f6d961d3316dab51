import type { CentreActKind } from "../../../shared/life/centre-act.ts";
import { openingOf } from "../scope.ts";
import type { SqlClient, SqlDriver } from "../sql.ts";

/** By which door an operator came. */
export type ActDoor = "command" | "route" | /** Nobody: a time was over. */ "clock";
/** What was asked and waits for a second operator, what was done, what was turned down. */
export type ActStep = "asked" | "done" | "turned-down";

/** One row of the record of acts. `before` and `after`: where the loan stood and stands, as JSON. */
export type ActWrite = {
  readonly act: string; readonly step: ActStep; readonly kind: CentreActKind; readonly branch: string; readonly file: string; readonly number: string; readonly amount: number | null;
  readonly reason: string; readonly asked: string; /** Null of what expired. */ readonly person: string | null; readonly door: ActDoor; readonly at: number; readonly before: string; readonly after: string | null;
};
export type ActRow = ActWrite & { readonly bank: string; readonly bankName: string; readonly branchName: string; readonly personName: string };
export type ActSearch = { readonly number?: string | undefined; readonly act?: string | undefined; readonly before?: number | undefined; readonly limit: number };

/** A registration as an operator finds it. `held`: cents of its company's ceiling, 0 once released. */
export type FoundRegistration = {
  readonly bank: string; readonly bankName: string; readonly branch: string; readonly branchName: string; readonly file: string; readonly number: string; readonly siren: string; readonly scheme: string;
  readonly grantOn: string; readonly held: number; readonly state: string;
};
export type RegistrationSearch = { readonly number: string } | { /** Its id or its name. */ readonly bank: string; readonly siren: string };

/** The state that an act gives a file. */
export type ActedFile = { readonly version: number; readonly status: string; readonly change: string; readonly state: string; readonly hash: string; readonly at: number };

export type CentreActStore = {
  /** The newest first; none where `operator` is no operator at work. `state` is the file's exact text. */
  readonly findForOperator: (operator: string, search: RegistrationSearch) => Promise<readonly FoundRegistration[]>;
  /** The newest first, those before a moment where it is given. */
  readonly listActs: (operator: string, search: ActSearch) => Promise<readonly ActRow[]>;
};

/** The part of a transaction that records acts. */
export type CentreActTransaction = {
  readonly ofAct: (act: string) => Promise<readonly ActWrite[]>;
  /** Last of the transaction, the commit with it. Without a file: noted only. @throws OutOfScope where the person is no operator at work */
  readonly note: (act: ActWrite, file: ActedFile | undefined, epoch: number) => Promise<void>;
};

type Hit = Omit<FoundRegistration, "branch" | "branchName">;
const HITS = `SELECT bank_id AS bank, bank_name AS "bankName", file_id AS file, number, siren, scheme, grant_on AS "grantOn", CASE state WHEN 'released' THEN 0 ELSE amount END AS held, state
  FROM operator_registrations($1::uuid, $2, $3, $4)`;
const ACTS = `SELECT act_id AS act, step, kind, bank_id AS bank, bank_name AS "bankName", branch_id AS branch, branch_name AS "branchName", file_id AS file, number, amount, reason, asked_by AS asked,
  person_id AS person, person_name AS "personName", door, at, before, after FROM operator_acts($1::uuid, $2, $3::uuid, $4::bigint, $5::integer)`;

export function centreActQueries(driver: SqlDriver): CentreActStore {
  const readIn = <T>(bank: string, branches: readonly string[], work: (sql: SqlClient) => Promise<T>): Promise<T> => driver.transaction(openingOf({ role: "read", bank, branches, persons: [] }), work);

  async function place(operator: string, hit: Hit): Promise<readonly FoundRegistration[]> {
    const [branch] = await readIn(hit.bank, [], (sql) => sql.query<{ branch: string; branchName: string }>('SELECT branch_id AS branch, branch_name AS "branchName" FROM operator_branch($1::uuid, $2::uuid)', [operator, hit.file]));
    if (branch === undefined) return [];
    const [file] = await readIn(hit.bank, [branch.branch], (sql) => sql.query<{ state: string }>("SELECT state FROM file WHERE bank_id = $1::uuid AND file_id = $2::uuid", [hit.bank, hit.file]));
    return file === undefined ? [] : [{ ...hit, ...branch, state: file.state }];
  }
  return {
    findForOperator: async (operator, search) => {
      const [number, bank, siren] = "number" in search ? [search.number, null, null] : [null, search.bank, search.siren];
      const hits = await driver.transaction(openingOf({ role: "read" }), (sql) => sql.query<Hit>(HITS, [operator, number, bank, siren]));
      return (await Promise.all(hits.map((hit) => place(operator, hit)))).flat();
    },
    listActs: (operator, { number, act, before, limit }) =>
      driver.transaction(openingOf({ role: "read" }), (sql) => sql.query<ActRow>(ACTS, [operator, number ?? null, act ?? null, before ?? null, limit])),
  };
}

export function centreActTransaction(sql: SqlClient, bank: string): CentreActTransaction {
  return {
    ofAct: (act) => sql.query(
      `SELECT act_id AS act, step, kind, branch_id AS branch, file_id AS file, number, amount, reason, asked_by AS asked, person_id AS person, door, at, before, after
       FROM centre_act WHERE bank_id = $1::uuid AND act_id = $2::uuid ORDER BY at, step`, [bank, act]),
    note: async (act, file, epoch) => void (await sql.last("SELECT centre_act_note($1::jsonb, $2::jsonb, $3::integer) AS n", [JSON.stringify(act), file === undefined ? null : JSON.stringify(file), epoch])),
  };
}

