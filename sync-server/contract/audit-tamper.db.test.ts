import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyCentre, type CentreFault } from "../domain/audit/verify-centre.ts";
import { openStore } from "../store/open-store.ts";
import type { SqlDriver } from "../store/sql.ts";
import type { Store } from "../store/store.ts";
import { openPreparedDriver } from "../store/testing/open-prepared-store.ts";
import { created, edited, freshSiren, submitted } from "../testing/contract-world.ts";
import { createSmallWorld, type SmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId, type Workstation } from "../testing/workstation.ts";

/** Whoever holds the database's own superuser may write anything: that it is found is what is tried here. Each case is undone before the next. */
let opened: { readonly driver: SqlDriver; readonly close: () => Promise<void> };
let store: Store;
let world: SmallWorld;
let marie: Workstation;
let file = "";
beforeAll(async () => {
  opened = await openPreparedDriver();
  store = await openStore(opened.driver);
  world = await createSmallWorld(store);
  marie = await world.workstation("marie");
  const siren = freshSiren();
  file = newId();
  await marie.send(created(file, soundFields({ siren })), edited(file, 1, { city: [null, "Lyon"] }));
  await marie.send(submitted(file, 2));
  await marie.send(created(newId(), {}), created(newId(), {}));
  await (await world.workstation("zoe")).send(created(newId(), soundFields({ siren: freshSiren() })));
  while ((await store.linkAudit(100, 1)) > 0);
});
afterAll(async () => {
  await world.services.close();
  await opened.close();
});

const verified = async () => await verifyCentre({ store, centre: { id: world.address.centre }, now: Date.now });
const sql = (text: string): Promise<void> => opened.driver.administer(async (client) => await client.script(`SET search_path TO guichet; SET row_security TO off; SET session_replication_role TO replica; ${text}; RESET ALL`));
/** A copy of every table that the cases write, to be put back. */
const TABLES = ["audit_link", "change", "signed_head", "file", "ledger_movement", "replica"];
async function faultsAfter(...statements: readonly string[]): Promise<readonly CentreFault[]> {
  await sql(TABLES.map((table) => `CREATE TABLE kept_${table} AS SELECT * FROM ${table}`).join("; "));
  await sql(statements.join("; "));
  try {
    return (await verified()).faults;
  } finally {
    await sql(TABLES.toReversed().map((table) => `DELETE FROM ${table}`).join("; "));
    await sql(TABLES.map((table) => `INSERT INTO ${table} SELECT * FROM kept_${table}; DROP TABLE kept_${table}`).join("; "));
  }
}
const linkOf = async (kind: string): Promise<number> => (await store.auditLinks(0, 1_000)).find((link) => link.kind === kind && (link.body ?? "").includes(marie.replica))?.n ?? 0;

test("a push that begins again with what the centre has, for its answer was lost, is no fault", async () => {
  const paul = await world.workstation("paul");
  await paul.send(created(newId(), {}), created(newId(), {}));
  paul.seal(created(newId(), {}));
  expect(await paul.push(2)).toMatchObject({ ok: true, value: { verdicts: [{ kind: "duplicate" }, { kind: "accepted" }] } });
  expect((await verified()).faults).toEqual([]);
});

test("untouched, nothing is found", async () => {
  expect((await verified()).faults).toEqual([]);
});

test("a link whose body, kind, bank or time was rewritten is named by its number", async () => {
  const n = await linkOf("changes.taken");
  for (const [set, why] of [["body = replace(body, '\"last_seq\" : 2', '\"last_seq\" : 1')", "body"], ["kind = 'nothing'", "hash"], ["at = at + 1", "hash"], ["bank_id = NULL", "hash"], ["prev = hash", "prev"]] as const) {
    expect([set, (await faultsAfter(`UPDATE audit_link SET ${set} WHERE n = ${n}`))[0]]).toEqual([set, { part: "audit", why, at: { link: n } }]);
  }
});

test("a link taken out is named, and so is one rewritten together with its own hash", async () => {
  const n = await linkOf("workstation.enrolled");
  expect((await faultsAfter(`DELETE FROM audit_link WHERE n = ${n}`))[0]).toEqual({ part: "audit", why: "missing", at: { link: n } });
  const forged = "UPDATE audit_link SET body = '{}', body_hash = encode(sha256(convert_to('{}', 'UTF8')), 'hex')";
  expect((await faultsAfter(`${forged} WHERE n = ${n}`))[0]).toEqual({ part: "audit", why: "hash", at: { link: n } });
  const event = "encode(sha256(convert_to(concat_ws(chr(10), 'guichet-audit-event-1', coalesce(bank_id::text, '-'), kind, at, body_hash), 'UTF8')), 'hex')";
  const rehashed = `UPDATE audit_link SET hash = encode(sha256(convert_to(concat_ws(chr(10), 'guichet-audit-1', n, prev, ${event}), 'UTF8')), 'hex') WHERE n = ${n}`;
  expect((await faultsAfter(`${forged} WHERE n = ${n}`, rehashed))[0]).toEqual({ part: "audit", why: "prev", at: { link: n + 1 } });
});

test("[ER12] a body that is gone without a statement of its erasure is named, in the audit and in a line (erasure-proof.db.test.ts has those with one)", async () => {
  const n = await linkOf("workstation.enrolled");
  expect(await faultsAfter(`UPDATE audit_link SET body = NULL WHERE n = ${n}`)).toEqual([{ part: "audit", why: "erased", at: { link: n } }]);
  expect(await faultsAfter(`UPDATE change SET body = NULL, salt = NULL WHERE replica_id = '${marie.replica}' AND seq = 1`)).toEqual([{ part: "line", why: "erased", at: { bank: marie.caller.bank?.id, replica: marie.replica, change: 1 } }]);
});

test("a change rewritten, taken out, or swapped is named by its workstation and number", async () => {
  const at = (change: number) => ({ bank: marie.caller.bank?.id, replica: marie.replica, change });
  const where = (seq: number) => `WHERE replica_id = '${marie.replica}' AND seq = ${seq}`;
  const first = async (statement: string) => (await faultsAfter(statement))[0];
  expect(await first(`UPDATE change SET body = replace(body, 'Lyon', 'Nice') ${where(2)}`)).toEqual({ part: "line", why: "body", at: at(2) });
  expect(await first(`UPDATE change SET head = replace(head, '"madeAt":', '"madeAt":1') ${where(2)}`)).toEqual({ part: "line", why: "hash", at: at(2) });
  expect(await first(`UPDATE change SET salt = repeat('0', 32) ${where(1)}`)).toEqual({ part: "line", why: "body", at: at(1) });
  expect(await first(`DELETE FROM change ${where(4)}`)).toEqual({ part: "line", why: "missing", at: at(5) });
  expect(await first(`DELETE FROM change ${where(5)}`)).toEqual({ part: "line", why: "end", at: at(5) });
});

test("a signature forged, a push without its note, and one noted otherwise are named", async () => {
  const at = (change: number) => ({ bank: marie.caller.bank?.id, replica: marie.replica, change });
  const where = `WHERE replica_id = '${marie.replica}' AND last_seq = 3`;
  const faults = await faultsAfter(`UPDATE signed_head SET signature = (SELECT signature FROM signed_head WHERE replica_id = '${marie.replica}' AND last_seq = 2) ${where}`);
  expect(faults).toEqual([{ part: "push", why: "signature", at: at(3) }, { part: "push", why: "differs", at: at(3) }]);
  expect(await faultsAfter(`DELETE FROM signed_head ${where}`)).toEqual([{ part: "push", why: "missing", at: at(3) }]);
  expect(await faultsAfter(`UPDATE replica SET public_key = (SELECT public_key FROM replica WHERE replica_id <> '${marie.replica}' LIMIT 1) WHERE replica_id = '${marie.replica}'`)).toMatchObject([{ part: "push", why: "signature", at: at(2) }, { part: "push", why: "signature", at: at(3) }, { part: "push", why: "signature", at: at(5) }]);
});

test("a file's text, and what it holds of a company's ceiling, are named where they differ", async () => {
  const at = { bank: marie.caller.bank?.id, file };
  expect(await faultsAfter(`UPDATE file SET state = replace(state, 'Lyon', 'Nice') WHERE file_id = '${file}'`)).toEqual([{ part: "file", why: "state", at }]);
  expect(await faultsAfter(`UPDATE ledger_movement SET amount = amount - 1 WHERE file_id = '${file}'`)).toEqual([{ part: "ledger", why: "differs", at }]);
  expect(await faultsAfter(`DELETE FROM ledger_movement WHERE file_id = '${file}'`)).toEqual([{ part: "ledger", why: "missing", at }]);
});
