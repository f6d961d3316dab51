import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anchorName } from "../../shared/audit/anchor.ts";
import { beginEpochByTwo } from "../testing/begin-epoch-by-two.ts";
import type { CentreFault } from "../domain/audit/verify-centre.ts";
import { allOf } from "../objects/anchor-store-contract.ts";
import { openStore } from "../store/open-store.ts";
import type { SqlDriver } from "../store/sql.ts";
import type { Store } from "../store/store.ts";
import { openPreparedDriver } from "../store/testing/open-prepared-store.ts";
import { created } from "../testing/contract-world.ts";
import { smallAnchors } from "../testing/small-anchors.ts";
import { createSmallWorld, type SmallWorld } from "../testing/small-world.ts";
import { newId, type Workstation } from "../testing/workstation.ts";
import { randomBytesOf } from "../with-store.ts";
import { instant } from "../../shared/kernel/instant.ts";

/** What only anchors find: whoever holds the database's superuser writes a chain that holds in itself, or takes the store back. In order: each case goes on from the one before where it says so. */
let opened: { readonly driver: SqlDriver; readonly close: () => Promise<void> };
let store: Store;
let world: SmallWorld;
let marie: Workstation;
const small = smallAnchors(() => store);
/** Ends of the chain that were anchored, in order. */
const tips: number[] = [];
const work = async (): Promise<void> => {
  await marie.send(created(newId(), {}));
  await small.anchor();
  tips.push((await store.auditTip()).n);
};
beforeAll(async () => {
  opened = await openPreparedDriver();
  store = await openStore(opened.driver);
  world = await createSmallWorld(store);
  marie = await world.workstation("marie");
  for (let n = 0; n < 4; n += 1) await work();
});
afterAll(async () => {
  await world.services.close();
  await opened.close();
  small.close();
});

const sql = (text: string): Promise<void> => opened.driver.administer(async (client) => await client.script(`SET search_path TO guichet; SET row_security TO off; SET session_replication_role TO replica; ${text}; RESET ALL`));
const TABLES = ["audit_link", "audit_anchor", "audit_waiting"];
const keep = (): Promise<void> => sql(TABLES.map((table) => `CREATE TABLE kept_${table} AS SELECT * FROM ${table}`).join("; "));
const bringBack = (): Promise<void> => sql(TABLES.map((table) => `DELETE FROM ${table}; INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept_${table}; DROP TABLE kept_${table}`).join("; "));
async function faultsAfter(statement: string): Promise<readonly CentreFault[]> {
  await keep();
  await sql(statement);
  try {
    return (await small.verified()).faults.filter(({ part }) => part === "anchor" || part === "audit");
  } finally {
    await bringBack();
  }
}
const faultAt = (i: number, why: CentreFault["why"]): CentreFault => ({ part: "anchor", why, at: { anchor: anchorName({ epoch: 1, n: tips[i] ?? 0 }), link: tips[i] ?? 0 } });
const text = (of: string): string => `convert_to(${of}, 'UTF8')`;
/** Every link from the nth on, made again over whatever was changed in them, as the linker would have. */
const REHASH = (from: number): string => `DO $do$ DECLARE l record; before text := (SELECT hash FROM audit_link WHERE n = ${from - 1}); event text; mine text; BEGIN
  FOR l IN SELECT * FROM audit_link WHERE n >= ${from} ORDER BY n LOOP
    event := encode(sha256(${text("concat_ws(chr(10), 'guichet-audit-event-1', coalesce(l.bank_id::text, '-'), l.kind, l.at, encode(sha256(convert_to(l.body, 'UTF8')), 'hex'))")}), 'hex');
    mine := encode(sha256(${text("concat_ws(chr(10), 'guichet-audit-1', l.n, before, event)")}), 'hex');
    UPDATE audit_link SET prev = before, body_hash = encode(sha256(convert_to(l.body, 'UTF8')), 'hex'), hash = mine WHERE n = l.n;
    before := mine;
  END LOOP; END $do$`;

test("untouched, anchors and chain agree to the end", async () => {
  const { faults, anchors, tip } = await small.verified();
  expect([faults, anchors]).toEqual([[], { read: 4, first: expect.objectContaining({ n: tips[0] }), last: expect.objectContaining({ n: tip.n }), beforeRestore: { anchors: 0, upTo: 0 } }]);
});

test("a chain rewritten with hashes that all hold is named by the first anchor that does not agree; the chain alone finds nothing", async () => {
  const from = (tips[1] ?? 0) + 1;
  const faults = await faultsAfter(`UPDATE audit_link SET at = at + 1 WHERE n = ${from}; ${REHASH(from)}`);
  expect(faults).toEqual([faultAt(2, "hash"), faultAt(3, "hash")]);
  expect(await faultsAfter(REHASH(from)), "made again over nothing, it is the same").toEqual([]);
});

test("a chain cut at its end, and a store taken back with all its tables, end before an anchor", async () => {
  const cut = `DELETE FROM audit_link WHERE n > ${tips[1] ?? 0}`;
  expect(await faultsAfter(cut)).toEqual([faultAt(2, "end"), faultAt(3, "end")]);
  expect(await faultsAfter(`${cut}; DELETE FROM audit_anchor WHERE n > ${tips[1] ?? 0}`)).toEqual([faultAt(2, "end"), faultAt(3, "end")]);
});

test("a store taken back that goes on as if nothing had been is named where its work differs", async () => {
  await keep();
  await sql(`DELETE FROM audit_link WHERE n > ${tips[2] ?? 0}; DELETE FROM audit_anchor WHERE n > ${tips[2] ?? 0}`);
  await marie.send(created(newId(), {}), created(newId(), {}));
  await (await world.workstation("paul")).send(created(newId(), {}));
  while ((await store.linkAudit(500, Date.now())) > 0);
  expect((await small.verified()).faults.find(({ part }) => part === "anchor")).toEqual(faultAt(3, "hash"));
  await bringBack();
  // The work itself stays: it is noted again, as it was not linked.
});

test("an anchor forged, of another centre, renamed, taken away or put again otherwise is named", async () => {
  const [file = "", last = ""] = [1, 3].map((i) => join(small.folder, "anchors", anchorName({ epoch: 1, n: tips[i] ?? 0 })));
  const { writable, restore } = spoil(file);
  const faults = async () => (await small.verified()).faults.filter(({ part }) => part === "anchor");
  const at = { anchor: anchorName({ epoch: 1, n: tips[1] ?? 0 }), link: tips[1] ?? 0 };
  writable((told) => told.replace(/\\"at\\":(\d)/, '\\"at\\":9'));
  expect(await faults()).toEqual([{ part: "anchor", why: "signature", at }, faultAt(2, "before")]);
  writable((told) => told.replace(/\\"centre\\":\\"./, '\\"centre\\":\\"x'));
  expect((await faults())[0]).toEqual({ part: "anchor", why: "centre", at });
  writable((told) => ` ${told}`);
  expect((await faults())[0]).toEqual({ part: "anchor", why: "unreadable", at: { anchor: at.anchor } });
  rmSync(file);
  expect(await faults()).toEqual([faultAt(2, "before")]);
  restore();
  const end = spoil(last);
  rmSync(last);
  expect(await faults()).toEqual([faultAt(3, "missing")]);
  end.restore();
  expect(await faults()).toEqual([]);
});

function spoil(path: string) {
  const truth = readFileSync(path, "utf8");
  const write = (told: string): void => { rmSync(path, { force: true }); writeFileSync(path, told); };
  return { writable: (change: (told: string) => string) => write(change(truth)), restore: () => write(truth) };
}

test("after a restore, the chain goes on in a new epoch from where the backup ended; anchors of before are told, and are no fault", async () => {
  await sql(`DELETE FROM audit_waiting; DELETE FROM audit_link WHERE n > ${tips[1] ?? 0}; DELETE FROM audit_anchor WHERE n > ${tips[1] ?? 0}`);
  await beginEpochByTwo(store, { now: () => instant(Date.now()), randomBytes: randomBytesOf });
  await small.anchor();
  const { faults, anchors, tip } = await small.verified();
  expect(faults.filter(({ part }) => part === "anchor" || part === "audit")).toEqual([]);
  expect(anchors).toMatchObject({ read: 5, beforeRestore: { anchors: 2, upTo: tips[3] ?? 0 }, last: { n: tip.n, epoch: 2 } });
  expect((await allOf(small.anchors)).length).toBe(5);
  // What agreed before the restore is still held to it.
  expect((await faultsAfter(`UPDATE audit_link SET at = at + 1 WHERE n = 2; ${REHASH(2)}`))[0]).toEqual(faultAt(0, "hash"));
});
