import type { BankRole, Role } from "../../../shared/access/roles.ts";
import type { Approvals } from "../../../shared/life/delegation.ts";
import { lockDirectory, type StandingRow } from "./people.ts";
import type { SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import type { DataScope } from "../store.ts";

export type PersonRow = {
  readonly user: string;
  readonly name: string;
  readonly role: Role;
  readonly bank: { readonly id: string; readonly name: string } | undefined;
  readonly branches: readonly { readonly id: string; readonly name: string; readonly region?: string | undefined }[];
  /** What she may approve, where her bank has a ladder; undefined for an operator. */
  readonly approvals: Approvals | undefined;
};

/** Banks, branches and persons as an administrator hands them over. Whoever is no longer listed in a listed bank is made inactive. */
export type DirectoryInput = {
  readonly banks: readonly {
    readonly id: string; readonly name: string; readonly issuer: string; /** A new workstation waits until somebody who answers for its owner approves it: of a bank that is new here; later its two administrators decide (policies.ts). */ readonly approveWorkstations?: boolean | undefined;
    /** Of letters to its people; French where nothing is said. */ readonly language?: "fr" | "en" | undefined; /** Kinds of letters that it wants none of (docs/mail.md). */ readonly mailOff?: readonly string[] | undefined;
    readonly branches: readonly { readonly id: string; readonly name: string; /** By its name; branches of one name are led together. */ readonly region?: string | undefined }[];
    /** The ladder of approvals, lowest first; `upTo` in cents, without it any amount. None: managers and administrators approve any amount. */
    readonly levels?: readonly { readonly id: string; readonly name: string; readonly upTo?: number | undefined }[] | undefined;
    readonly persons: readonly {
      readonly id: string; readonly subject: string; readonly name: string; readonly role: BankRole; readonly branches: readonly string[];
      /** Where she stands on the ladder, and up to which amount where that is less than her level's. */
      readonly level?: string | undefined; readonly upTo?: number | undefined;
      /** Where letters go; who has none gets none. */ readonly email?: string | undefined; readonly language?: "fr" | "en" | undefined;
    }[];
  }[];
  /** Of the centre. `active: false` ends one: whoever is not listed stays what she is, for a file may be of one bank only. */
  readonly operators: readonly { readonly id: string; readonly issuer: string; readonly subject: string; readonly name: string; readonly active?: boolean | undefined }[];
};

export type DirectoryStore = {
  /** Undefined when nobody, or more than one person, has that subject of that issuer. */
  readonly findPerson: (issuer: string, subject: string) => Promise<PersonRow | undefined>;
  /** People of the scope's branches, and those who left the bank: their names stay on what they did. In order of name. */
  readonly listColleagues: (scope: DataScope) => Promise<readonly { readonly user: string; readonly name: string }[]>;
  /** Makes the directory equal to what `settle` makes of it for the banks it lists, once it has seen what was decided there since; where it throws nothing is written. Without `settle` those decisions stand, and what was imported holds. Repeating it changes nothing. */
  readonly importDirectory: (input: DirectoryInput, settle?: (standing: readonly StandingDecision[]) => { readonly input: DirectoryInput; readonly settled: readonly { readonly bank: string; readonly id: string; readonly as: "taken-up" | "undone" }[] }) => Promise<void>;
};

/** What was decided on a person and no import has said since; `known`: the rest of what the directory knows of her. */
export type StandingDecision = StandingRow & { readonly bank: string; readonly id: string; readonly person: string; readonly at: number; readonly known: DirectoryInput["banks"][number]["persons"][number] };

export type PersonSqlRow = { readonly bank_id: string | null; readonly bank_name: string | null; readonly person_id: string; readonly name: string; readonly role: PersonRow["role"]; readonly branches: string; readonly approvals: string | null };

export function directoryQueries(driver: SqlDriver): DirectoryStore {
  return {
    findPerson: (issuer, subject) =>
      driver.transaction(openingOf({ role: "read" }), async (sql) => {
        const found = await sql.query<PersonSqlRow>("SELECT bank_id, bank_name, person_id, name, role, branches, approvals_of(bank_id, person_id) AS approvals FROM find_person($1, $2)", [issuer, subject]);
        const [row] = found;
        if (row === undefined || found.length > 1) return undefined;
        return rowToPerson(row);
      }),
    listColleagues: (scope) =>
      driver.transaction(openingOf({ role: "read", ...scope }), (sql) =>
        sql.query<{ user: string; name: string }>(`
          SELECT p.person_id AS user, p.name FROM person p
          WHERE p.bank_id = scope_bank() AND (NOT p.active OR EXISTS (
            SELECT 1 FROM person_branch pb WHERE pb.bank_id = p.bank_id AND pb.person_id = p.person_id AND pb.branch_id = ANY (scope_branches())))
          ORDER BY p.name, p.person_id`)),
    importDirectory: (given, settle = () => ({ input: given, settled: [] })) => driver.transaction(openingOf({ role: "migrate" }), async (sql) => {
      // One after the other, the banks in one order.
      for (const bank of given.banks.map(({ id }) => id).toSorted()) await lockDirectory(sql, bank);
      const standing = await sql.query<DecisionSqlRow>(STANDING, [JSON.stringify(given.banks.map(({ id }) => id))]);
      const { input, settled } = settle(standing.map(toDecision));
      await sql.query(IMPORT, [JSON.stringify(flatten(input))]);
      if (settled.length > 0) await sql.query("UPDATE directory_decision d SET settled = t.as, settled_at = (extract(epoch FROM clock_timestamp()) * 1000)::bigint FROM jsonb_to_recordset($1::jsonb) AS t (bank uuid, id uuid, \"as\" text) WHERE d.bank_id = t.bank AND d.decision_id = t.id", [JSON.stringify(settled)]);
    }),
  };
}

export function rowToPerson(row: PersonSqlRow): PersonRow {
  const bank = row.bank_id === null ? undefined : { id: row.bank_id, name: row.bank_name ?? "" };
  const approvals = bank === undefined || row.approvals === null ? undefined : JSON.parse(row.approvals) as Approvals; // both written by our own functions
  return { user: row.person_id, name: row.name, role: row.role, bank, branches: JSON.parse(row.branches) as PersonRow["branches"], approvals };
}

function flatten({ banks, operators }: DirectoryInput) {
  return {
    banks: banks.map(({ id, name, issuer, approveWorkstations = false, language, mailOff }) => ({ bank: id, name, issuer, approves: approveWorkstations, language, off: mailOff?.join(",") })),
    branches: banks.flatMap((b) => b.branches.map(({ id, name, region }) => ({ bank: b.id, branch: id, name, region }))),
    levels: banks.flatMap((b) => (b.levels ?? []).map(({ id, name, upTo }, place) => ({ bank: b.id, level: id, place, name, upTo }))),
    persons: banks.flatMap((b) => b.persons.map(({ id, subject, name, role, level, upTo, email, language }) => ({ bank: b.id, person: id, issuer: b.issuer, subject, name, role, level, upTo, email, language }))),
    places: banks.flatMap((b) => b.persons.flatMap((p) => p.branches.map((branch, place) => ({ bank: b.id, person: p.id, branch, place })))),
    operators: operators.map(({ id, issuer, subject, name, active = true }) => ({ person: id, issuer, subject, name, active })),
  };
}

type DecisionSqlRow = {
  readonly bank_id: string; readonly decision_id: string; readonly person_id: string; readonly role: BankRole; readonly branches: string; readonly active: boolean; readonly decided_at: number;
  readonly subject: string; readonly name: string; readonly level_id: string | null; readonly up_to: number | null; readonly email: string | null; readonly language: "fr" | "en" | null;
};
const STANDING = `SELECT d.bank_id, d.decision_id, d.person_id, d.role, d.branches, d.active, d.decided_at, p.subject, p.name, p.level_id, p.up_to, p.email, p.language
  FROM directory_decision d JOIN person p ON p.bank_id = d.bank_id AND p.person_id = d.person_id
  WHERE d.settled IS NULL AND d.bank_id IN (SELECT t.bank::uuid FROM jsonb_array_elements_text($1::jsonb) AS t (bank)) ORDER BY d.decided_at, d.decision_id`;

function toDecision(row: DecisionSqlRow): StandingDecision {
  const branches = JSON.parse(row.branches) as readonly string[]; // our own text
  return {
    bank: row.bank_id, id: row.decision_id, person: row.person_id, role: row.role, branches, active: row.active, at: row.decided_at,
    known: { id: row.person_id, subject: row.subject, name: row.name, role: row.role, branches, level: row.level_id ?? undefined, upTo: row.up_to ?? undefined, email: row.email ?? undefined, language: row.language ?? undefined },
  };
}

const IMPORT = `
  WITH j AS (SELECT $1::jsonb AS v),
  banks AS (
    INSERT INTO bank (bank_id, name, issuer, approve_workstations, language, mail_off)
    SELECT t.bank, t.name, t.issuer, t.approves, t.language, t.off FROM j, jsonb_to_recordset(j.v->'banks') AS t (bank uuid, name text, issuer text, approves boolean, language text, off text)
    ON CONFLICT (bank_id) DO UPDATE SET name = excluded.name, issuer = excluded.issuer, language = excluded.language, mail_off = excluded.mail_off RETURNING bank_id
  ), branches AS (
    INSERT INTO branch (bank_id, branch_id, name, region)
    SELECT t.bank, t.branch, t.name, t.region FROM j, jsonb_to_recordset(j.v->'branches') AS t (bank uuid, branch uuid, name text, region text)
    ON CONFLICT (bank_id, branch_id) DO UPDATE SET name = excluded.name, region = excluded.region RETURNING branch_id
  ), levels AS (
    INSERT INTO approval_level (bank_id, level_id, place, name, up_to)
    SELECT t.bank, t.level, t.place, t.name, t."upTo" FROM j, jsonb_to_recordset(j.v->'levels') AS t (bank uuid, level text, place integer, name text, "upTo" bigint)
    ON CONFLICT (bank_id, level_id) DO UPDATE SET place = excluded.place, name = excluded.name, up_to = excluded.up_to RETURNING level_id
  ), left_levels AS (
    DELETE FROM approval_level l USING j
    WHERE l.bank_id IN (SELECT t.bank FROM jsonb_to_recordset(j.v->'banks') AS t (bank uuid))
      AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset(j.v->'levels') AS t (bank uuid, level text) WHERE t.bank = l.bank_id AND t.level = l.level_id)
    RETURNING l.level_id
  ), persons AS (
    INSERT INTO person (bank_id, person_id, issuer, subject, name, role, level_id, up_to, email, language)
    SELECT t.bank, t.person, t.issuer, t.subject, t.name, t.role, t.level, t."upTo", t.email, t.language
    FROM j, jsonb_to_recordset(j.v->'persons') AS t (bank uuid, person uuid, issuer text, subject text, name text, role text, level text, "upTo" bigint, email text, language text)
    ON CONFLICT (bank_id, person_id) DO UPDATE SET issuer = excluded.issuer, subject = excluded.subject, name = excluded.name, role = excluded.role, level_id = excluded.level_id, up_to = excluded.up_to, email = excluded.email, language = excluded.language, active = true
    RETURNING person_id
  ), gone AS (
    UPDATE person p SET active = false FROM j
    WHERE p.bank_id IN (SELECT t.bank FROM jsonb_to_recordset(j.v->'banks') AS t (bank uuid))
      AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset(j.v->'persons') AS t (bank uuid, person uuid) WHERE t.bank = p.bank_id AND t.person = p.person_id)
    RETURNING p.person_id
  ), places AS (
    INSERT INTO person_branch (bank_id, person_id, branch_id, place)
    SELECT t.bank, t.person, t.branch, t.place FROM j, jsonb_to_recordset(j.v->'places') AS t (bank uuid, person uuid, branch uuid, place integer)
    ON CONFLICT (bank_id, person_id, branch_id) DO UPDATE SET place = excluded.place RETURNING branch_id
  ), left_places AS (
    DELETE FROM person_branch p USING j
    WHERE p.bank_id IN (SELECT t.bank FROM jsonb_to_recordset(j.v->'banks') AS t (bank uuid))
      AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset(j.v->'places') AS t (bank uuid, person uuid, branch uuid) WHERE t.bank = p.bank_id AND t.person = p.person_id AND t.branch = p.branch_id)
    RETURNING p.branch_id
  ), operators AS (
    INSERT INTO operator (person_id, issuer, subject, name, active)
    SELECT t.person, t.issuer, t.subject, t.name, t.active FROM j, jsonb_to_recordset(j.v->'operators') AS t (person uuid, issuer text, subject text, name text, active boolean)
    ON CONFLICT (person_id) DO UPDATE SET issuer = excluded.issuer, subject = excluded.subject, name = excluded.name, active = excluded.active RETURNING person_id
  )
  SELECT (SELECT count(*) FROM banks) AS banks`;
