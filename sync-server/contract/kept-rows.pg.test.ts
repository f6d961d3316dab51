import { verify } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createDatabase, type FreshDatabase } from "../../build/test/fresh-database.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { bodyHashOf, changeHashOf, pushSigningText } from "../../shared/sync/change.ts";
import { sha256 } from "../domain/sha256.ts";
import { openPostgresStore } from "../store/open-store.ts";
import { created, freshSiren, submitted } from "../testing/contract-world.ts";
import { createSmallWorld, type SmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId } from "../testing/workstation.ts";

let database: FreshDatabase;
let admin: pg.Client;
let world: SmallWorld;

beforeAll(async () => {
  database = await createDatabase(inject("pgUrl"));
  world = await createSmallWorld(await openPostgresStore({ url: database.url }));
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await world.services.close();
  await database.drop();
});

type Kept = { readonly seq: string; readonly head: string | null; readonly body: string | null; readonly salt: string | null; readonly hash: string };

test("[SY9] [SY5] heads, bodies and salts are kept to the byte, odd spacing, unknown keys and all; what may not be kept leaves its hash, and the chain still verifies", async () => {
  const marie = await world.workstation("marie");
  marie.seal(created(newId(), { legalName: "Éric «1» 🏦 \\" }));
  const odd = marie.seal(created(newId(), { city: "L’Haÿ" }, { head: { bodyHash: bodyHashOf(sha256, "a".repeat(32), ' { "fields" : {"city":"L’Haÿ"} ,"later":[1,\t2] } ') } }));
  const changes = [...marie.requestFrom(1).changes.slice(0, 1), { head: odd.head, body: ' { "fields" : {"city":"L’Haÿ"} ,"later":[1,\t2] } ', salt: "a".repeat(32) }];
  expect(await world.services.push(marie.caller, marie.requestFrom(1, changes))).toMatchObject({ ok: true, value: { verdicts: [{ kind: "accepted" }, { kind: "accepted" }] } });
  await marie.send(created(newId(), { legalName: "x".repeat(70_000) }), created(newId(), {}));
  const { rows } = await admin.query<Kept>("SELECT seq, head, body, salt, hash FROM guichet.change WHERE replica_id = $1 ORDER BY seq", [marie.replica]);
  expect(rows.slice(0, 2).map(({ head, body, salt }) => ({ head, body, salt }))).toEqual(changes.map(({ head, body, salt }) => ({ head, body, salt })));
  expect(rows[2]).toMatchObject({ head: null, body: null, salt: null, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  let before = "0".repeat(64);
  for (const { head, hash } of rows) {
    if (head !== null) expect([JSON.parse(head).prev, changeHashOf(sha256, head)]).toEqual([before, hash]);
    before = hash;
  }
});

test("[SY6] the centre keeps each signature with what it signed, and it verifies", async () => {
  const marie = await world.workstation("marie");
  await marie.send(created(newId(), {}), created(newId(), {}));
  await marie.send(created(newId(), {}));
  const { rows } = await admin.query<{ first_seq: string; last_seq: string; last_hash: string; signature: string }>("SELECT first_seq, last_seq, last_hash, signature FROM guichet.signed_head WHERE replica_id = $1 ORDER BY last_seq", [marie.replica]);
  expect(rows.map((row) => [row.first_seq, row.last_seq])).toEqual([["1", "2"], ["3", "3"]]);
  for (const row of rows) {
    const text = pushSigningText({ ...marie.address, replica: marie.replica, first: Number(row.first_seq), last: Number(row.last_seq), lastHash: row.last_hash });
    expect(verify(null, Buffer.from(text), marie.keys.publicKey, Buffer.from(row.signature, "base64url"))).toBe(true);
  }
});

test("[SY32] what a refusal told is audited: who, when, of which company, how much; a refusal that told nothing leaves no trace", async () => {
  await world.services.setBusinessDate(await world.caller("anna"), legalDate("2020-06-15"));
  const marie = await world.workstation("marie");
  const [told, untold, siren] = [newId(), newId(), freshSiren()];
  const [a, b] = [newId(), newId()];
  const tooMuch = soundFields({ siren, amount: 200_000_000, exposureAtGrant: 200_000_000 });
  await marie.send(created(a, tooMuch), submitted(a, 1, { change: told }), created(b, { ...tooMuch, otherSecurity: true }), submitted(b, 1, { change: untold }));
  const { rows } = await admin.query("SELECT change_id, person_id, siren, available, told_at FROM guichet.disclosure WHERE change_id = ANY ($1)", [[told, untold]]);
  expect(rows).toEqual([{ change_id: told, person_id: marie.caller.user, siren, available: "100000000", told_at: expect.stringMatching(/^\d{13}$/) }]);
});

test("[ST5] [SY11] a key taken between the look and the write is looked at again: the push is done over, not failed", async () => {
  const marie = await world.workstation("marie");
  const file = newId();
  marie.seal(created(file, {}));
  await admin.query("BEGIN");
  await admin.query(
    "INSERT INTO guichet.file (bank_id, file_id, branch_id, version, status, change_id, replica_id, state, state_hash, updated_at) VALUES ($1, $2, $3, 1, 'draft', $4, $5, '{}', '', 1)",
    [marie.caller.bank?.id, file, marie.caller.branches[0]?.id, newId(), marie.replica],
  );
  const pushing = marie.push(1); // waits on the key
  const waiters = () => admin.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").then(({ rowCount }) => rowCount);
  await expect.poll(waiters).toBe(1);
  await admin.query("COMMIT");
  expect(await pushing).toMatchObject({ ok: true, value: { verdicts: [{ kind: "refused", code: "G2015" }] } });
});
