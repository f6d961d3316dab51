import type { SqlClient, SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import type { DataScope } from "../store.ts";

export type DocumentName = { readonly file: string; readonly document: string };
export type PartRow = { readonly part: string; readonly size: number };
/** What the scope's person sees: her file's state, and what is here of the document. */
export type DocumentSight = { readonly enrolled: boolean; readonly state: string | undefined; readonly complete: boolean; readonly parts: readonly PartRow[] };

export type DocumentStore = {
  /** `replica` undefined: it is not asked about, `enrolled` is true. `state` is undefined when she sees no such file. */
  readonly seeDocument: (scope: DataScope, name: DocumentName, replica: string | undefined) => Promise<DocumentSight>;
  /** Puts down in which parts the content comes, in place of what was put down before. False, and nothing is written, when the person began more bytes than `dayBytes` since `since`. */
  readonly beginDocument: (scope: DataScope, begun: DocumentName & { readonly person: string; readonly size: number; readonly parts: readonly PartRow[]; readonly at: number; readonly since: number; readonly dayBytes: number }) => Promise<boolean>;
  /** The content is kept whole: its parts are no longer wanted. */
  readonly completeDocument: (scope: DataScope, done: DocumentName & { readonly person: string; readonly at: number }) => Promise<void>;
  /** What arrived was not the document: its parts are to be sent again. */
  readonly forgetParts: (scope: DataScope, name: DocumentName) => Promise<void>;
  readonly noteReading: (scope: DataScope, read: DocumentName & { readonly person: string; readonly at: number }) => Promise<void>;
};

const KEY = "bank_id = $1::uuid AND file_id = $2::uuid AND document_id = $3";

export function documentQueries(driver: SqlDriver): DocumentStore {
  const write = <T>(scope: DataScope, work: (sql: SqlClient) => Promise<T>): Promise<T> => driver.transaction(openingOf({ role: "write", ...scope }), work);
  const dropParts = (sql: SqlClient, { bank }: DataScope, { file, document }: DocumentName) => sql.query(`DELETE FROM document_part WHERE ${KEY}`, [bank, file, document]);
  const note = (sql: SqlClient, { bank }: DataScope, { file, document, person, at }: DocumentName & { readonly person: string; readonly at: number }, what: "stored" | "read") =>
    sql.query("INSERT INTO document_access (bank_id, file_id, document_id, person_id, at, what) VALUES ($1::uuid, $2::uuid, $3, $4::uuid, $5::bigint, $6)", [bank, file, document, person, at, what]);
  return {
    seeDocument: (scope, { file, document }, replica) =>
      driver.transaction(openingOf({ role: "read", ...scope }), async (sql) => {
        const [replicas, files, rows, parts] = await Promise.all([
          replica === undefined ? [1] : sql.query("SELECT 1 FROM replica WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND revoked_at IS NULL", [scope.bank, replica]),
          sql.query<{ state: string }>("SELECT state FROM file WHERE bank_id = $1::uuid AND file_id = $2::uuid", [scope.bank, file]),
          sql.query<{ completed_at: number | null }>(`SELECT completed_at FROM document WHERE ${KEY}`, [scope.bank, file, document]),
          sql.query<PartRow>(`SELECT part_id AS part, size FROM document_part WHERE ${KEY} ORDER BY place`, [scope.bank, file, document]),
        ]);
        return { enrolled: replicas.length > 0, state: files[0]?.state, complete: typeof rows[0]?.completed_at === "number", parts };
      }),
    beginDocument: (scope, { file, document, person, size, parts, at, since, dayBytes }) =>
      write(scope, async (sql) => {
        // One transfer of a person is counted after the other: two at once could pass the limit together.
        await sql.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`documents ${person}`]);
        const [known] = await sql.query(`SELECT 1 FROM document WHERE ${KEY} FOR UPDATE`, [scope.bank, file, document]);
        if (known === undefined) {
          const [sent] = await sql.query<{ bytes: number }>("SELECT coalesce(sum(size), 0)::bigint AS bytes FROM document WHERE bank_id = $1::uuid AND person_id = $2::uuid AND begun_at > $3::bigint", [scope.bank, person, since]);
          if ((sent?.bytes ?? 0) + size > dayBytes) return false;
          await sql.query(
            "INSERT INTO document (bank_id, file_id, document_id, size, person_id, begun_at) VALUES ($1::uuid, $2::uuid, $3, $4::int, $5::uuid, $6::bigint) ON CONFLICT DO NOTHING",
            [scope.bank, file, document, size, person, at],
          );
        }
        await dropParts(sql, scope, { file, document });
        await sql.query(
          `INSERT INTO document_part (bank_id, file_id, document_id, place, part_id, size)
           SELECT $1::uuid, $2::uuid, $3, p.place, p.part, p.size::int FROM unnest($4::text[], $5::text[]) WITH ORDINALITY AS p (part, size, place)`,
          [scope.bank, file, document, parts.map(({ part }) => part), parts.map((part) => String(part.size))],
        );
        return true;
      }),
    completeDocument: (scope, done) =>
      write(scope, async (sql) => {
        const rows = await sql.query(`UPDATE document SET completed_at = $4::bigint WHERE ${KEY} AND completed_at IS NULL RETURNING 1`, [scope.bank, done.file, done.document, done.at]);
        if (rows.length > 0) await note(sql, scope, done, "stored");
        await dropParts(sql, scope, done);
      }),
    forgetParts: (scope, name) => write(scope, async (sql) => void (await dropParts(sql, scope, name))),
    noteReading: (scope, read) => write(scope, async (sql) => void (await note(sql, scope, read, "read"))),
  };
}
