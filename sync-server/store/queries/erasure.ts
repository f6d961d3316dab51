import { id, type BankId } from "../../../shared/kernel/ids.ts";
import type { Purge } from "../../../shared/audit/purge.ts";
import { isRetryable, sqlState, type SqlClient, type SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import { OutOfScope, type DataScope } from "../store.ts";

/** One file as retention looks at it. `state`: null of a file that was never made, whose refused changes are here all the same. */
export type RetainedRow = { readonly file: string; readonly branch: string; readonly state: string | null; /** By the centre's clock. */ readonly changedAt: number; readonly holds: readonly string[] };
/** What there is of a file in all places. */
export type ErasureFacts = {
  readonly heads: readonly { readonly replica: string; readonly seq: number; readonly hash: string }[]; readonly links: readonly number[];
  readonly reoffered: number; readonly quarantined: number; readonly documents: number; readonly acts: number; readonly disclosures: number; readonly movements: number;
  /** Work of it waits until somebody decides ([QU2]). */
  readonly inQuarantine: boolean;
  /** Events of it are not linked yet: link, and come again. */
  readonly unlinked: boolean;
};
export type SignedPurge = { readonly purge: Purge; readonly text: string; readonly kid: string; readonly signature: string };
export type PurgeRow = {
  readonly bank: string; readonly file: string; readonly text: string; readonly kid: string; readonly signature: string;
  /** When the statement lay beside the anchors; when the contents were gone; until when their bytes are under a lock. */
  readonly keptAt: number | null; readonly contentsAt: number | null; readonly contentsUntil: number | null;
};
export type ErasedFile = { readonly file: string; readonly on: string; readonly rule: string };

export type ErasureStore = {
  /** Of a whole bank's scope, by id, after `after`. */
  readonly listRetained: (scope: DataScope, after: string | undefined, limit: number) => Promise<readonly RetainedRow[]>;
  /** The same of files that were never made. */
  readonly listNeverMade: (scope: DataScope, after: string | undefined, limit: number) => Promise<readonly RetainedRow[]>;
  /** One transaction under the file's lock: `decide` sees it as it is then, and what it answers with a statement goes. Tried again from the start where more came meanwhile. @throws OutOfScope where it is held, or its work waits */
  readonly eraseFile: <T>(scope: DataScope, file: string, epoch: number, decide: (row: RetainedRow | undefined, facts: ErasureFacts) => Promise<{ readonly purge?: SignedPurge; readonly answer: T }>) => Promise<T>;
  readonly findErased: (bank: BankId, files: readonly string[]) => Promise<readonly ErasedFile[]>;
  /** Of all banks, in order; `unfinished`: whose statement is not kept beside the anchors, or whose contents are not gone. For whoever has the store itself. */
  readonly listPurges: (after: Pick<PurgeRow, "bank" | "file"> | undefined, limit: number, unfinished?: boolean) => Promise<readonly PurgeRow[]>;
  /** What is deleted stays in a database's files until it is cleared out of them: the embedded store's are written anew, PostgreSQL's are free to be written over. May take long, and in the embedded store everything waits. */
  readonly sweep: () => Promise<void>;
  readonly notePurge: (of: Pick<PurgeRow, "bank" | "file">, done: Partial<Pick<PurgeRow, "keptAt" | "contentsAt" | "contentsUntil">>) => Promise<void>;
};

type FactsRow = Omit<ErasureFacts, "heads" | "links" | "inQuarantine"> & { readonly heads: string; readonly links: string; readonly inQuarantine: boolean };
const HOLDS = `(SELECT coalesce(string_agg(h.reason, ' ' ORDER BY h.reason), '') FROM file_hold h WHERE h.bank_id = f.bank_id AND h.file_id = f.file_id AND h.lifted_at IS NULL) AS holds`;
const ROW = `f.file_id AS file, f.branch_id AS branch, f.state, f.updated_at AS "changedAt", ${HOLDS}`;
const NEVER_MADE = `
  SELECT c.file_id AS file, min(c.head::jsonb ->> 'branch') AS branch, NULL AS state, max(s.received_at) AS "changedAt", '' AS holds
  FROM change c JOIN signed_head s ON s.bank_id = c.bank_id AND s.replica_id = c.replica_id AND s.last_seq = c.last_seq
  WHERE c.bank_id = $1::uuid AND c.file_id > $2::uuid AND c.head IS NOT NULL
    AND NOT EXISTS (SELECT FROM file f WHERE f.bank_id = c.bank_id AND f.file_id = c.file_id) AND NOT EXISTS (SELECT FROM purge p WHERE p.bank_id = c.bank_id AND p.file_id = c.file_id)`;
const FACTS = `SELECT heads::text, links::text, reoffered, quarantined, documents, acts, disclosures, movements, in_quarantine AS "inQuarantine", unlinked FROM erasure_facts($1::uuid)`;
const PURGES = `SELECT bank_id AS bank, file_id AS file, statement AS text, kid, signature, kept_at AS "keptAt", contents_at AS "contentsAt", contents_until AS "contentsUntil" FROM purge`;
const BEFORE_FIRST = "00000000-0000-0000-0000-000000000000";
const ATTEMPTS = 5;
const SWEPT = ["change", "file", "reoffered", "quarantined", "document", "document_part", "document_access", "centre_act", "disclosure", "reinstated", "missing_file", "ledger_movement", "ledger_account", "audit_link", "audit_waiting"];

type SqlRow = Omit<RetainedRow, "holds"> & { readonly holds: string };
const toRow = ({ holds, ...row }: SqlRow): RetainedRow => ({ ...row, holds: holds === "" ? [] : holds.split(" ") });

export function erasureQueries(driver: SqlDriver): ErasureStore {
  const atWork = <T>(scope: DataScope, work: (sql: SqlClient) => Promise<T>): Promise<T> => driver.transaction(openingOf({ role: "write", ...scope }), work);
  const asKeeper = <T>(work: (sql: SqlClient) => Promise<T>): Promise<T> => driver.transaction(openingOf({ role: "ledger" }), work);
  return {
    listRetained: (scope, after, limit) =>
      atWork(scope, async (sql) => (await sql.query<SqlRow>(`SELECT ${ROW} FROM file f WHERE f.bank_id = $1::uuid AND f.file_id > $2::uuid ORDER BY f.file_id LIMIT $3::int`, [scope.bank, after ?? BEFORE_FIRST, limit])).map(toRow)),
    listNeverMade: (scope, after, limit) => atWork(scope, async (sql) => (await sql.query<SqlRow>(`${NEVER_MADE} GROUP BY c.file_id ORDER BY c.file_id LIMIT $3::int`, [scope.bank, after ?? BEFORE_FIRST, limit])).map(toRow)),
    eraseFile: async (scope, file, epoch, decide) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await atWork(scope, async (sql) => {
            const [made] = await sql.query<SqlRow>(`SELECT ${ROW} FROM file f WHERE f.bank_id = $1::uuid AND f.file_id = $2::uuid FOR UPDATE`, [scope.bank, file]);
            const [row] = made === undefined ? await sql.query<SqlRow>(`${NEVER_MADE} AND c.file_id = $3::uuid GROUP BY c.file_id`, [scope.bank, BEFORE_FIRST, file]) : [made];
            const [facts] = await sql.query<FactsRow>(FACTS, [file]);
            if (facts === undefined) throw new Error("no facts of a file");
            const { heads, links, ...counts } = facts;
            const { purge, answer } = await decide(row === undefined ? undefined : toRow(row), { ...counts, heads: JSON.parse(heads) as ErasureFacts["heads"], links: JSON.parse(links) as number[] }); // by our own function
            if (purge !== undefined) await sql.query("SELECT erase_file($1::jsonb, $2::int)", [JSON.stringify(toldOf(purge)), epoch]);
            return answer;
          });
        } catch (error) {
          if (sqlState(error) === "42501") throw new OutOfScope("held, or its work waits", { cause: error });
          if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
        }
      }
    },
    findErased: (bank, files) =>
      driver.transaction(openingOf({ role: "read", bank, branches: [], persons: [] }), (sql) => erasedOf(sql, bank, files)),
    listPurges: (after, limit, unfinished = false) =>
      asKeeper((sql) => sql.query<PurgeRow>(
        `${PURGES} WHERE (bank_id, file_id) > ($1::uuid, $2::uuid) ${unfinished ? "AND (kept_at IS NULL OR contents_at IS NULL)" : ""} ORDER BY bank_id, file_id LIMIT $3::int`,
        [after?.bank ?? BEFORE_FIRST, after?.file ?? BEFORE_FIRST, limit])),
    sweep: () =>
      driver.administer(async (sql) => {
        await sql.script("SET ROLE guichet_migrate"); // only a table's owner may: for anybody else it is a warning and nothing
        for (const table of SWEPT) await sql.query(`VACUUM ${driver.kind === "pglite" ? "(FULL) " : ""}guichet.${table}`);
        await sql.script("RESET ROLE");
        await sql.query("CHECKPOINT").catch((error: unknown) => { if (sqlState(error) !== "42501") throw error; }); // a plain account leaves it to the database
      }),
    notePurge: ({ bank, file }, { keptAt, contentsAt, contentsUntil }) =>
      asKeeper(async (sql) => void (await sql.query(
        `UPDATE purge SET kept_at = coalesce(kept_at, $3::bigint), contents_at = coalesce(contents_at, $4::bigint), contents_until = CASE WHEN $5::boolean THEN $6::bigint ELSE contents_until END
         WHERE bank_id = $1::uuid AND file_id = $2::uuid`,
        [bank, file, keptAt ?? null, contentsAt ?? null, contentsUntil !== undefined, contentsUntil ?? null]))),
  };
}

export const erasedOf = (sql: SqlClient, bank: string, files: readonly string[]): Promise<readonly ErasedFile[]> =>
  sql.query<ErasedFile>('SELECT file_id AS file, erased_on AS "on", rule FROM purge WHERE bank_id = $1::uuid AND file_id = ANY ($2::uuid[])', [id<BankId>(bank), `{${files.join(",")}}`]);

/** What the function reads of the statement, beside its exact text. */
const toldOf = ({ purge: { file, branch, purge, rule, on, at, heads }, text, kid, signature }: SignedPurge) => ({ file, branch, purge, rule, on, at, heads, text, kid, signature });
