import type { BankId } from "../../../shared/kernel/ids.ts";
import { openingOf } from "../scope.ts";
import { sqlState, type SqlClient, type SqlDriver } from "../sql.ts";
import { OutOfScope, type DataScope } from "../store.ts";

type Place = { readonly file: string; readonly branch: string; readonly branchName: string };
export type InspectedFile = { readonly file: string; readonly branch: string; readonly branchName: string; readonly status: string; readonly state: string };
export type InspectedChange = { readonly replica: string; readonly seq: number; readonly head: string | null; readonly body: string | null; readonly verdict: string; readonly receivedAt: number };
export type InspectedEvent = { readonly n: number; readonly kind: string; readonly at: number; readonly body: string | null; readonly hash: string };
export type FileSeen = { readonly file: string; readonly at: number };

/** Readings that are noted, each before it is answered. The database itself knows who is an auditor: OutOfScope for anybody else. */
export type ReadStore = {
  readonly inspectFiles: (bank: BankId, auditor: string, search: { readonly number: string } | { readonly siren: string }, at: number) => Promise<readonly InspectedFile[]>;
  /** Files of the bank in the order of their ids, for a search that nothing in the store can make; the page as such is noted. */
  readonly inspectPage: (bank: BankId, auditor: string, after: string | undefined, most: number, at: number) => Promise<readonly InspectedFile[]>;
  /** Undefined where the bank has no such file; at most `most` changes. */
  readonly inspectFile: (bank: BankId, auditor: string, file: string, most: number, at: number) => Promise<(Omit<InspectedFile, "file" | "status"> & { readonly changes: readonly InspectedChange[]; readonly people: readonly { readonly user: string; readonly name: string }[] }) | undefined>;
  readonly inspectAudit: (bank: BankId, auditor: string, of: { readonly before?: number | undefined; readonly file?: string | undefined; readonly person?: string | undefined; readonly limit: number }, at: number) => Promise<readonly InspectedEvent[]>;
  /** What a supervisor saw at her workstation; files that she does not see are left out. Answers how many were noted. */
  readonly noteReads: (scope: DataScope, person: string, seen: readonly FileSeen[], at: number) => Promise<number>;
  /** What an operator found, by the bank that each is of. */
  readonly noteFound: (operator: string, found: readonly { readonly bank: string; readonly file: string }[], at: number) => Promise<void>;
};

export function readQueries(driver: SqlDriver): ReadStore {
  const inBank = <Row>(bank: BankId, text: string, values: Parameters<Parameters<Parameters<SqlDriver["transaction"]>[1]>[0]["query"]>[1]): Promise<readonly Row[]> =>
    driver.transaction(openingOf({ role: "write", bank, branches: [], persons: [] }), (sql) => sql.query<Row>(text, values)).catch((error: unknown) => {
      if (sqlState(error) === "42501") throw new OutOfScope("no auditor", { cause: error });
      throw error;
    });
  /** Notes first, commits, then reads: what is told was noted, whatever happens in between. */
  const note = (bank: BankId, auditor: string, [number, siren, file]: readonly [string | null, string | null, string | null], at: number): Promise<readonly Place[]> =>
    inBank<Place>(bank, 'SELECT file_id AS file, branch_id AS branch, branch_name AS "branchName" FROM inspect_files($1::uuid, $2, $3, $4::uuid, $5::bigint)', [auditor, number, siren, file, at]);
  const read = <T>(bank: BankId, places: readonly Place[], work: (sql: SqlClient) => Promise<T>): Promise<T> =>
    driver.transaction(openingOf({ role: "read", bank, branches: [...new Set(places.map(({ branch }) => branch))], persons: [] }), work);
  const statesAt = async (bank: BankId, places: readonly Place[]): Promise<readonly InspectedFile[]> => {
    if (places.length === 0) return [];
    const rows = await read(bank, places, (sql) => sql.query<{ file: string; status: string; state: string }>("SELECT file_id AS file, status, state FROM file WHERE bank_id = $1::uuid AND file_id = ANY ($2::uuid[])", [bank, `{${places.map(({ file }) => file).join(",")}}`]));
    const known = new Map(rows.map((row) => [row.file, row]));
    return places.flatMap((place) => { const row = known.get(place.file); return row === undefined ? [] : [{ ...place, ...row }]; });
  };
  return {
    inspectFiles: async (bank, auditor, search, at) => {
      return await statesAt(bank, await note(bank, auditor, "number" in search ? [search.number, null, null] : [null, search.siren, null], at));
    },
    inspectPage: async (bank, auditor, after, most, at) =>
      await statesAt(bank, await inBank<Place>(bank, 'SELECT file_id AS file, branch_id AS branch, branch_name AS "branchName" FROM inspect_page($1::uuid, $2::uuid, $3::int, $4::bigint)', [auditor, after ?? null, most, at])),
    inspectFile: async (bank, auditor, file, most, at) => {
      const [place] = await note(bank, auditor, [null, null, file], at);
      if (place === undefined) return undefined;
      const { branch, branchName } = place;
      const [[row], changes, people] = await read(bank, [place], (sql) => Promise.all([
        sql.query<{ state: string }>("SELECT state FROM file WHERE bank_id = $1::uuid AND file_id = $2::uuid", [bank, file]),
        sql.query<InspectedChange>('SELECT replica_id AS replica, seq, head, body, verdict, received_at AS "receivedAt" FROM file_changes($1::uuid) ORDER BY received_at, replica_id, seq LIMIT $2::int', [file, most]),
        sql.query<{ user: string; name: string }>('SELECT p.person_id AS "user", p.name FROM person p WHERE p.bank_id = $1::uuid AND p.person_id IN (SELECT h.person_id FROM file_pushes($2::uuid) h) ORDER BY p.name, p.person_id', [bank, file]),
      ]));
      return row === undefined ? undefined : { branch, branchName, state: row.state, changes, people };
    },
    inspectAudit: (bank, auditor, { before, file, person, limit }, at) =>
      inBank<InspectedEvent>(bank, "SELECT n, kind, at, body, hash FROM inspect_audit($1::uuid, $2::bigint, $3::uuid, $4::uuid, $5::int, $6::bigint)", [auditor, before ?? null, file ?? null, person ?? null, limit, at]),
    noteReads: (scope, person, seen, at) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
        // No row comes back: nobody may read what was noted. Its files are those that the policy lets her see.
        const files = await sql.query<{ file: string }>("SELECT file_id AS file FROM file WHERE bank_id = $1::uuid AND file_id = ANY ($2::uuid[])", [scope.bank, `{${[...new Set(seen.map(({ file }) => file))].join(",")}}`]);
        const visible = new Set(files.map(({ file }) => file));
        const noted = seen.filter(({ file }) => visible.has(file));
        if (noted.length > 0) await sql.query(
          `INSERT INTO read_access (bank_id, person_id, role, what, file_id, read_at, at)
           SELECT $1::uuid, $2::uuid, 'supervisor', 'read', t.file, t.at, $4::bigint FROM jsonb_to_recordset($3::jsonb) AS t (file uuid, at bigint)`, [scope.bank, person, JSON.stringify(noted), at]);
        return noted.length;
      }),
    noteFound: (operator, found, at) =>
      driver.transaction(openingOf({ role: "ledger" }), async (sql) => void (await sql.query(
        `INSERT INTO read_access (bank_id, person_id, role, what, file_id, read_at, at)
         SELECT t.bank, $1::uuid, 'operator', 'found', t.file, $3::bigint, $3::bigint FROM jsonb_to_recordset($2::jsonb) AS t (bank uuid, file uuid)`, [operator, JSON.stringify(found), at]))),
  };
}
