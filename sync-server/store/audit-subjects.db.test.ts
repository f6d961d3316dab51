import { afterAll, beforeAll, expect, test } from "vitest";
import { randomUUID as newId } from "node:crypto";
import { migrate } from "./migrate.ts";
import { LINKS_THAT_NAME } from "./migrations/0272-audit-subjects.ts";
import { migrations } from "./migrations/all.ts";
import { openStore } from "./open-store.ts";
import { openingOf } from "./scope.ts";
import type { SqlDriver } from "./sql.ts";
import type { Store } from "./store.ts";
import { openPreparedDriver } from "./testing/open-prepared-store.ts";

/** A store whose audit had links before it was noted which file or person they name. */
let opened: Awaited<ReturnType<typeof openPreparedDriver>>;
let store: Store;
const [bank, auditor, file, old, person] = [newId(), newId(), newId(), newId(), newId()];
const MANY = 20_000;

beforeAll(async () => {
  opened = await openPreparedDriver();
  await migrate(opened.driver, migrations.filter(({ version }) => version < 272));
  await plant(`n, '{"after" : {"file_id" : "' || CASE WHEN n % 1000 = 7 THEN '${old}' ELSE gen_random_uuid()::text END || '", "person_id" : "${person}"}}'`, 1, MANY);
  store = await openStore(opened.driver);
  await store.importDirectory({ banks: [{ id: bank, name: "Bank", issuer: "https://issuer.test", branches: [], persons: [{ id: auditor, subject: "a", name: "A", role: "auditor", branches: [] }] }], operators: [] });
  await plant(`n, '{"after" : {"file_id" : "' || CASE WHEN n % 1000 = 3 THEN '${file}' ELSE gen_random_uuid()::text END || '"}}'`, MANY + 1, 2 * MANY);
});
afterAll(async () => await opened.close());
const driver = (): SqlDriver => opened.driver;

/** Links as bulk: their chain is not what is looked at here. */
function plant(columns: string, from: number, to: number): Promise<unknown> {
  return driver().transaction(openingOf({ role: "ledger" }), (sql) => sql.query(
    `INSERT INTO audit_link (n, body, bank_id, kind, at, body_hash, prev, hash, linked_at) SELECT ${columns}, $1::uuid, 'file.seen', n, '', '', '', 1 FROM generate_series($2::bigint, $3::bigint) AS g (n)`, [bank, from, to]));
}
const found = async (of: { readonly file?: string; readonly person?: string; readonly before?: number }, limit = 50): Promise<readonly number[]> =>
  (await store.inspectAudit(bank as never, auditor, { ...of, limit }, 1)).filter(({ n }) => n <= 2 * MANY).map(({ n }) => n);
const plan = async (wanted: string): Promise<string> => {
  const values = LINKS_THAT_NAME.replaceAll("wanted", `'${wanted}'::uuid`).replaceAll("below", "9223372036854775807::bigint").replaceAll("also", "NULL::uuid").replaceAll("most", "50").replaceAll("scope_bank()", `'${bank}'::uuid`);
  await driver().administer((sql) => sql.script("ANALYZE guichet.audit_link; ANALYZE guichet.audit_subject; ANALYZE guichet.audit_subject_from"));
  return await driver().transaction(openingOf({ role: "ledger" }), async (sql) => (await sql.query<{ "QUERY PLAN": string }>(`EXPLAIN ${values}`)).map((row) => row["QUERY PLAN"]).join("\n"));
};

test("links of before are found while they are still to be gone through, and the same ones afterwards", async () => {
  const before = [await found({ file: old }), await found({ file }), await found({ person, file: old, before: 5_000 })];
  expect(before.map((rows) => rows.length)).toEqual([20, 20, 5]);
  expect(before[0]?.[0]).toBe(19_007);
  let gone = 0;
  for (let done = -1; done !== 0; gone += done) done = await store.indexAudit(3_000);
  expect(gone).toBe(MANY);
  expect([await found({ file: old }), await found({ file }), await found({ person, file: old, before: 5_000 })]).toEqual(before);
  expect(await found({ file: newId() })).toEqual([]);
});

test("a file is looked up by the index, and no link is read that does not name it", async () => {
  const told = await plan(file);
  expect(told).toContain("audit_subject_pkey");
  expect(told).not.toMatch(/Seq Scan on audit_(link|subject) /);
});

test("where a body is erased nothing says any more whom its link named; the link stays", async () => {
  await driver().administer((sql) => sql.script("SET search_path TO guichet; UPDATE audit_link SET body = NULL WHERE n = 20003; RESET ALL"));
  expect(await found({ file })).not.toContain(20_003);
  const [row] = await driver().transaction(openingOf({ role: "ledger" }), (sql) => sql.query<{ subjects: number; links: number }>("SELECT (SELECT count(*) FROM audit_subject WHERE n = 20003) AS subjects, (SELECT count(*) FROM audit_link WHERE n = 20003) AS links"));
  expect(row).toEqual({ subjects: 0, links: 1 });
});
