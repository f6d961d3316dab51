import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../sync-server/store/open-store.ts";
import type { SqlDriver } from "../../sync-server/store/sql.ts";
import { openPreparedDriver } from "../../sync-server/store/testing/open-prepared-store.ts";
import { NOT_NOTED } from "./not-noted.ts";

let opened: { readonly driver: SqlDriver; readonly close: () => Promise<void> };
let written: ReadonlySet<string> = new Set();
let noted: ReadonlySet<string> = new Set();
beforeAll(async () => {
  opened = await openPreparedDriver();
  const store = await openStore(opened.driver);
  expect(store.kind).toBe("pglite");
  const rows = await opened.driver.administer((sql) => sql.query<{ statement: string; may: boolean; noted: boolean }>(`
    SELECT c.relname || ' ' || o.op AS statement,
      EXISTS (SELECT FROM pg_roles r WHERE r.rolname IN ('guichet_write', 'guichet_ledger', 'guichet_read', 'guichet_report') AND (has_table_privilege(r.oid, c.oid, o.op) OR (o.op <> 'DELETE' AND has_any_column_privilege(r.oid, c.oid, o.op)))) AS may,
      EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = c.oid AND p.proname IN ('audit_row', 'audit_pushes') AND (t.tgtype & o.bit) <> 0) AS noted
    FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace CROSS JOIN (VALUES ('INSERT', 4), ('DELETE', 8), ('UPDATE', 16)) AS o (op, bit) WHERE s.nspname = 'guichet' AND c.relkind = 'r' ORDER BY 1`));
  const known = new Set(rows.map(({ statement }) => statement));
  written = new Set([...rows.filter(({ may }) => may).map(({ statement }) => statement), ...statements().filter((one) => known.has(one))]);
  noted = new Set(rows.filter((row) => row.noted).map(({ statement }) => statement));
});
afterAll(async () => await opened.close());

/** What the store's own queries write, also as the owner of the tables, who needs no grant. */
function statements(): readonly string[] {
  const folder = new URL("../../sync-server/store/queries/", import.meta.url);
  const text = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  return [...text.matchAll(/\b(INSERT INTO|UPDATE|DELETE FROM) ([a-z_]+)/g)].map(([, verb = "", table = ""]) => `${table} ${verb.split(" ")[0] ?? ""}`);
}

test("every statement that the program may make on a table is noted by the audit, or it is said why not", () => {
  expect([...written].length).toBeGreaterThan(60);
  expect([...written].filter((statement) => !noted.has(statement) && !(statement in NOT_NOTED)).toSorted()).toEqual([]);
});

test("nothing is said to be left out that is noted, or that nothing writes", () => {
  expect(Object.keys(NOT_NOTED).filter((statement) => noted.has(statement) || !written.has(statement))).toEqual([]);
});
