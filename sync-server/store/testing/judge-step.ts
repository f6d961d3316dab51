import { migrate } from "../migrate.ts";
import type { Migration } from "../migrations/migration.ts";
import { stepOpening } from "../run-step.ts";
import type { SqlClient, SqlDriver } from "../sql.ts";

/** What is wrong with a step, for servers at work while it runs and after it. */
export type Judgement = {
  /** What servers of the version before may rely on, and no longer find or can no longer do. */
  readonly takes: readonly string[];
  /** What holds a table for as long as it is large. */
  readonly stops: readonly string[];
};

/** Runs the step on a store that stands at the steps before it, looks at what became of the catalogue, and undoes it. */
export async function judgeStep(driver: SqlDriver, before: readonly Migration[], step: Migration): Promise<Judgement> {
  await migrate(driver, before);
  if ("index" in step) return { takes: [], stops: [] };
  return await driver.administer(async (sql) => {
    await sql.script("BEGIN");
    try {
      // The owner sees no row of a bank: a statement that means to change some would change none and say nothing. So it fails here.
      await sql.script(`${stepOpening()}; SET LOCAL row_security TO off; SET LOCAL check_function_bodies TO off`);
      const old = await readCatalogue(sql);
      await sql.script(step.sql);
      return compare(old, await readCatalogue(sql));
    } finally {
      await sql.script("ROLLBACK");
    }
  });
}

/** The step's faults, in words; none when it may be released. `before` are the steps before it. */
export async function faultsOf(driver: SqlDriver, before: readonly Migration[], step: Migration): Promise<readonly string[]> {
  const { takes, stops } = await judgeStep(driver, before, step);
  const { version, oldestSafeServer: oldestSafe } = step;
  return [
    ...stops.map((what) => `${what}: work would stop for as long as the table is large`),
    ...(oldestSafe === undefined ? takes.map((what) => `${what}: servers of the version before rely on it, and no oldestSafeServer is stated`) : []),
    ...(oldestSafe === undefined || before.some((known) => known.version === oldestSafe) ? [] : [`oldestSafeServer ${oldestSafe} of ${version} is no earlier version: servers of the version before could not go on`]),
  ];
}

type Fact = { readonly kind: string; readonly of: string; readonly says: string };
type Catalogue = { readonly facts: readonly Fact[]; readonly files: ReadonlyMap<string, number>; readonly columnsOwed: readonly string[]; readonly restrictive: readonly string[] };

function compare(old: Catalogue, now: Catalogue): Judgement {
  const told = ({ kind, of, says }: Fact): string => `${kind} ${of} ${says}`;
  const [had, has] = [new Set(old.facts.map(told)), new Set(now.facts.map(told))];
  const lost = [...had].filter((fact) => !has.has(fact));
  const come = now.facts.filter((fact) => !had.has(told(fact)) && old.files.has(fact.of));
  const rewritten = [...old.files].filter(([table, file]) => now.files.has(table) && now.files.get(table) !== file).map(([table]) => `${table} is rewritten`);
  const isOld = (what: string): boolean => old.files.has(what.slice(0, what.indexOf(".")));
  return {
    takes: [
      ...lost.map((fact) => `${fact} is no more`),
      ...now.columnsOwed.filter((column) => isOld(column) && !old.columnsOwed.includes(column)).map((column) => `${column} must be given at each insert`),
      ...now.restrictive.filter((policy) => isOld(policy) && !old.restrictive.includes(policy)).map((policy) => `policy ${policy} restricts`),
      ...come.filter(({ kind }) => kind === "constraint" || kind === "unique").map((fact) => `${told(fact)} is new, on what they write`),
    ],
    stops: [...rewritten, ...come.filter(({ kind }) => kind === "checked").map(({ of, says }) => `${of} is read whole (${says})`), ...come.filter(({ kind }) => kind === "index" || kind === "unique").map(({ says }) => `${says} is made while nobody may write: use an index step`)],
  };
}

async function readCatalogue(sql: SqlClient): Promise<Catalogue> {
  const facts = await sql.query<Fact>(FACTS);
  const files = await sql.query<{ table: string; file: number }>(`SELECT relname AS table, relfilenode::bigint AS file FROM pg_class WHERE relnamespace = 'guichet'::regnamespace AND relkind = 'r'`);
  const owed = await sql.query<{ name: string }>(
    `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'guichet'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''`);
  const restrictive = await sql.query<{ name: string }>(
    `SELECT c.relname || '.' || p.polname AS name FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'guichet'::regnamespace AND NOT p.polpermissive`);
  return { facts, files: new Map(files.map(({ table, file }) => [table, file])), columnsOwed: owed.map(({ name }) => name), restrictive: restrictive.map(({ name }) => name) };
}

/** All that a statement of a server can rely on, as rows of text that are there afterwards too, or are not. */
const FACTS = `
  WITH g AS (SELECT oid FROM pg_namespace WHERE nspname = 'guichet'),
  roles AS (SELECT rolname, oid FROM pg_roles WHERE rolname IN ('guichet_read', 'guichet_write', 'guichet_ledger', 'guichet_report')),
  tables AS (SELECT c.* FROM pg_class c WHERE c.relnamespace = (SELECT oid FROM g) AND c.relkind IN ('r', 'v'))
  SELECT 'table' AS kind, relname::text AS of, relkind::text || CASE WHEN relrowsecurity THEN ' guarded' ELSE '' END AS says FROM tables
  UNION ALL
  SELECT 'column', c.relname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE ' or null' END
    FROM tables c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT 'grant', c.relname, r.rolname || ' may ' || p.what FROM tables c, roles r, (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS p (what) WHERE has_table_privilege(r.oid, c.oid, p.what)
  UNION ALL
  SELECT 'grant', c.relname, r.rolname || ' may ' || p.what || ' ' || a.attname
    FROM tables c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped, roles r, (VALUES ('SELECT'), ('INSERT'), ('UPDATE')) AS p (what) WHERE has_column_privilege(r.oid, c.oid, a.attnum, p.what)
  UNION ALL
  SELECT 'policy', c.relname, p.polname || ' ' || p.polcmd::text || ' ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') || ' to ' ||
      (SELECT coalesce(string_agg(x.rolname, ' ' ORDER BY x.rolname), 'all') FROM pg_roles x WHERE x.oid = ANY (p.polroles))
    FROM pg_policy p JOIN tables c ON c.oid = p.polrelid
  UNION ALL
  SELECT 'constraint', c.relname, k.conname || ' ' || replace(pg_get_constraintdef(k.oid), ' NOT VALID', '') FROM pg_constraint k JOIN tables c ON c.oid = k.conrelid WHERE k.contype IN ('c', 'f', 'u', 'p', 'x')
  UNION ALL
  SELECT 'checked', c.relname, k.conname FROM pg_constraint k JOIN tables c ON c.oid = k.conrelid WHERE k.contype IN ('c', 'f') AND k.convalidated
  UNION ALL
  SELECT CASE WHEN i.indisunique THEN 'unique' ELSE 'index' END, c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN tables c ON c.oid = i.indrelid
  UNION ALL
  SELECT 'function', p.proname, pg_get_function_identity_arguments(p.oid) || ' gives ' || pg_get_function_result(p.oid) || CASE WHEN p.prosecdef THEN ' as ' || pg_get_userbyid(p.proowner) ELSE '' END || ' to ' ||
      (SELECT coalesce(string_agg(r.rolname, ' ' ORDER BY r.rolname), 'nobody') FROM roles r WHERE has_function_privilege(r.oid, p.oid, 'EXECUTE'))
    FROM pg_proc p WHERE p.pronamespace = (SELECT oid FROM g)`;
