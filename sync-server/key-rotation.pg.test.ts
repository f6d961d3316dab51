import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterEach, expect, inject, test } from "vitest";
import { createDatabase, type FreshDatabase } from "../build/test/fresh-database.ts";
import { helloSchema, type Hello } from "../shared/sync/protocol.ts";
import { startDemonstration, temporaryFolder } from "./testing/demonstration-server.ts";
import { remoteServices, remoteWorkstation, type RemoteWorkstation } from "./testing/remote-services.ts";
import { run } from "./testing/run-server.ts";
import { sealForCentre } from "./testing/seal-for-centre.ts";
import { demonstration } from "./testing/server-program.ts";
import { sirenFrom, soundFields } from "./testing/sound-fields.ts";
import { newId } from "./testing/workstation.ts";

const databases: FreshDatabase[] = [];
afterEach(async () => {
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});

let company = 7_000;
/** A registration from beginning to end; answers its receipt. Whatever is not accepted is thrown. */
async function register(workstation: RemoteWorkstation): Promise<string> {
  const file = newId();
  company += 1;
  const verdicts = await workstation.send({ kind: "created", file, body: { fields: soundFields({ siren: sirenFrom(company) }) } }, { kind: "submitted", file, base: 1 });
  const receipt = verdicts.flatMap((verdict) => (verdict.kind === "accepted" && verdict.receipt !== undefined ? [verdict.receipt] : []))[0];
  if (receipt === undefined) throw new Error(`not registered: ${JSON.stringify(verdicts)}`);
  return receipt;
}

const kidOf = (receipt: string): string => JSON.parse(Buffer.from(receipt.split(".")[0] ?? "", "base64url").toString()).kid;

function isOf({ receiptKeys }: Hello, receipt: string): boolean {
  const [header, claims, signature = ""] = receipt.split(".");
  const key = receiptKeys.find(({ kid }) => kid === kidOf(receipt));
  return key !== undefined && verify(null, Buffer.from(`${header}.${claims}`), createPublicKey({ key: { kty: key.kty, crv: key.crv, x: key.x }, format: "jwk" }), Buffer.from(signature, "base64url"));
}

test("new keys are made while two servers work: nothing is refused, what the old ones signed and sealed holds, and both servers tell and use the new ones without a restart", async () => {
  const database = await createDatabase(inject("pgUrl"));
  databases.push(database);
  const env = { GUICHET_STORE: "postgres", GUICHET_PG_URL: database.url };
  const one = await startDemonstration({ ...env, GUICHET_DATA: temporaryFolder() });
  const two = await startDemonstration({ ...env, GUICHET_DATA: temporaryFolder(), GUICHET_DEMONSTRATION_ISSUER: one.address });
  const hello = async (address: string): Promise<Hello> => helloSchema.parse(await (await fetch(`${address}/v1/hello`)).json());
  const maelle = await remoteWorkstation(one.address, "maelle.exemple");
  const soizic = await remoteWorkstation(two.address, "soizic.essai", one.address);
  const carrier = await remoteWorkstation(two.address, "yann.modele", one.address);
  const before = await hello(one.address);

  // Work that goes on all the while, at both.
  const over = new AbortController();
  const receipts: string[] = [];
  const working = Promise.all([maelle, soizic].map(async (workstation) => {
    while (!over.signal.aborted) {
      receipts.push(await register(workstation));
      await pause(20);
    }
  }));

  // Sealed before, carried after.
  const sealedFor = async (key: { readonly x: string; readonly kid: string }) => {
    const author = await remoteWorkstation(one.address, "ronan.gabarit");
    author.seal({ kind: "created", file: newId(), body: { fields: {} } });
    return sealForCentre({ centre: before.centre, epoch: before.epoch.id, key }, { bank: author.caller.bank?.id ?? "", push: author.requestFrom(1) });
  };
  const [oldSealing] = before.sealingKeys;
  if (oldSealing === undefined) throw new Error("no sealing key");
  const early = await sealedFor(oldSealing);

  for (const command of ["new-receipt-key", "new-sealing-key"]) {
    const made = run({ ...demonstration(temporaryFolder()), ...env }, [command]);
    expect([command, await made.ended, made.err()]).toEqual([command, 0, ""]);
    expect(made.out()).not.toContain('"d"');
  }
  const kids = async (address: string) => { const { receiptKeys, sealingKeys } = await hello(address); return [receiptKeys, sealingKeys].map((keys) => keys.map(({ kid }) => kid)); };
  const day = new Date().toISOString().slice(0, 10);
  const expected = [[`receipts-${day}-2`, `receipts-${day}`], [`sealed-${day}-2`, `sealed-${day}`]];
  for (const { address } of [one, two]) await expect.poll(() => kids(address)).toEqual(expected);

  // The new one is told and signs nothing yet: a server that had not heard of it could not tell it.
  const soon = [await register(carrier), ...receipts];
  expect(new Set(soon.map(kidOf))).toEqual(new Set([`receipts-${day}`]));

  // Ten minutes pass.
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query("UPDATE guichet.centre_key SET created_at = created_at - 660000");
  await admin.query(`NOTIFY guichet_news, '{"keys":true}'`);
  await expect.poll(() => receipts.slice(-4).map(kidOf)).toEqual(Array.from({ length: 4 }, () => `receipts-${day}-2`));
  expect(kidOf(await register(carrier))).toBe(`receipts-${day}-2`);

  const after = await hello(two.address);
  expect(receipts.every((receipt) => isOf(after, receipt))).toBe(true);
  const carry = async (part: Awaited<ReturnType<typeof sealedFor>>) => await remoteServices(two.address, carrier.token).takeSealed(carrier.caller, part);
  expect(await carry(early)).toMatchObject({ ok: true, value: { changes: 1, fresh: 1 } });
  expect(await carry(await sealedFor(after.sealingKeys[0] ?? oldSealing))).toMatchObject({ ok: true, value: { changes: 1, fresh: 1 } });

  // A key that a server was not told of is read when somebody names it.
  const { x = "", d = "" } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  await admin.query("INSERT INTO guichet.sealing_key (kid, public_x, private_d, created_at) VALUES ('unheard', $1, $2, 1)", [x, d]);
  await admin.end();
  expect(await carry(await sealedFor({ kid: "unheard", x }))).toMatchObject({ ok: true });
  expect(await carry(await sealedFor({ kid: "nobody's", x }))).toMatchObject({ ok: false, error: { code: "G8002" } });

  over.abort();
  await working;
  expect(receipts.length).toBeGreaterThan(10);
});
