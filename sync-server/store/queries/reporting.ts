import { openingOf } from "../scope.ts";
import type { SqlClient, SqlDriver } from "../sql.ts";

/** A view of the reporting schema as the database describes it: the comments are the documentation. */
export type ReportingColumn = { readonly name: string; readonly type: string; readonly what: string };
export type ReportingView = { readonly name: string; readonly row: string; readonly columns: readonly ReportingColumn[] };
/** Days as `YYYY-MM-DD`, moments as UTC ms. */
export type ReportingCell = string | number | boolean | null;
export type PremiumRow = { readonly file: string; readonly year: number; readonly dueOn: string; readonly expected: number | null; readonly paidOn: string | null; readonly paid: number | null; readonly unknown: boolean };

export type ReportingStore = {
  readonly reportingViews: () => Promise<readonly ReportingView[]>;
  /** All rows of a view as they stand at one moment, page by page: no more than a page is ever held. Of one bank, or of all. @throws what `take` throws */
  readonly readReport: (view: ReportingView, bank: string | undefined, take: (rows: readonly (readonly ReportingCell[])[]) => Promise<void>) => Promise<void>;
  /** In place of all that was computed of these files before, and of those that are gone. */
  readonly putPremiums: (bank: string, files: readonly string[], rows: readonly PremiumRow[], at: number) => Promise<void>;
};

const PAGE = 500;

export function reportingQueries(driver: SqlDriver): ReportingStore {
  return {
    reportingViews: () => driver.transaction(openingOf({ role: "bi", bank: undefined }), listViews),
    readReport: (view, bank, take) =>
      driver.transaction(openingOf({ role: "bi", bank }), async (sql) => {
        // Names come from the catalogue, never from whoever asks. One cursor's name a view: a statement that is prepared once has one form.
        await sql.query(`DECLARE report_${view.name} NO SCROLL CURSOR FOR SELECT ${view.columns.map(plain).join(", ")} FROM guichet_reporting.${view.name}`);
        for (;;) {
          const rows = await sql.query<Readonly<Record<string, ReportingCell>>>(`FETCH ${PAGE} FROM report_${view.name}`);
          if (rows.length > 0) await take(rows.map((row) => view.columns.map(({ name }) => row[name] ?? null)));
          if (rows.length < PAGE) return;
        }
      }),
    putPremiums: (bank, files, rows, at) =>
      driver.transaction(openingOf({ role: "reporting", bank }), async (sql) => {
        await sql.query(
          `DELETE FROM premium_year p WHERE p.bank_id = $1::uuid AND (p.file_id IN (SELECT t.v::uuid FROM jsonb_array_elements_text($2::jsonb) AS t (v))
             OR NOT EXISTS (SELECT 1 FROM file f WHERE f.bank_id = p.bank_id AND f.file_id = p.file_id))`, [bank, JSON.stringify(files)]);
        await sql.query(
          `INSERT INTO premium_year (bank_id, file_id, year, due_on, expected, paid_on, paid, unknown, computed_at)
           SELECT $1::uuid, t.file, t.year, t."dueOn", t.expected, t."paidOn", t.paid, t.unknown, $3::bigint
           FROM jsonb_to_recordset($2::jsonb) AS t (file uuid, year integer, "dueOn" date, expected bigint, "paidOn" date, paid bigint, unknown boolean)`, [bank, JSON.stringify(rows), at]);
      }),
  };
}

const plain = ({ name, type }: ReportingColumn): string =>
  type === "timestamp with time zone" ? `(extract(epoch FROM ${name}) * 1000)::bigint AS ${name}` : type === "date" ? `to_char(${name}, 'YYYY-MM-DD') AS ${name}` : type === "uuid" ? `${name}::text AS ${name}` : name;

async function listViews(sql: SqlClient): Promise<readonly ReportingView[]> {
  const rows = await sql.query<{ view: string; row: string; name: string; type: string; what: string }>(`
    SELECT c.relname::text AS view, coalesce(obj_description(c.oid, 'pg_class'), '') AS row, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type, coalesce(col_description(c.oid, a.attnum), '') AS what
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = 'guichet_reporting' AND c.relkind = 'v' ORDER BY c.relname, a.attnum`);
  const views = new Map<string, { row: string; columns: ReportingColumn[] }>();
  for (const { view, row, ...column } of rows) {
    const known = views.get(view) ?? { row, columns: [] };
    known.columns.push(column);
    views.set(view, known);
  }
  return [...views].map(([name, { row, columns }]) => ({ name, row, columns }));
}
