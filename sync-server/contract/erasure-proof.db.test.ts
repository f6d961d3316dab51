import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { verifyCentre, type CentreFault } from "../domain/audit/verify-centre.ts";
import { finishPurges } from "../domain/erasure/finish-purges.ts";
import { openFolderStore } from "../objects/folder-store.ts";
import { openStore } from "../store/open-store.ts";
import { createPgliteDriver } from "../store/pglite.ts";
import type { SqlDriver } from "../store/sql.ts";
import { putEmptyStore } from "../store/testing/prepared-store.ts";
import type { Store } from "../store/store.ts";
import { created, edited, freshSiren, stateOf, submitted, valueOf } from "../testing/contract-world.ts";
import { erasingOn } from "../testing/erasing.ts";
import { createSmallWorld, type SmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId, type Workstation } from "../testing/workstation.ts";
import { attached, contentOf, contentWays, sendAll } from "./documents-contract.ts";

/** A client is entered, registered, cancelled and erased: nothing of her is found in what the centre keeps, and it verifies all the same. */
const parent = mkdtempSync(join(tmpdir(), "guichet-proof-"));
const [folder, kept] = [join(parent, "store"), join(parent, "objects")];
const [NAME, IBAN, SIREN, SCAN] = ["Introuvable et Filles SARL", "FR7630006000011234567890189", freshSiren(), "Zephyrine Introuvable, gérante"];
const objects = openFolderStore(kept);
let driver: SqlDriver;
let store: Store;
let world: SmallWorld;
let marie: Workstation;
const file = newId();

beforeAll(async () => {
  await putEmptyStore(folder);
  driver = await createPgliteDriver({ folder });
  store = await openStore(driver);
  world = await createSmallWorld(store, { now: () => instant(Date.UTC(2020, 3, 15, 9)), objects });
  marie = await world.workstation("marie");
  // Of another client: stays.
  await marie.send(created(newId(), soundFields({ siren: freshSiren(), legalName: "Qui reste", iban: "FR1420041010050500013M02606" })));
  const content = contentOf(Buffer.from(`%PDF-1.4\n1 0 obj\n<<>>\nendobj\n% ${SCAN}\nxref\n0 1\ntrailer\n<</Size 1>>\nstartxref\n60\n%%EOF\n`));
  await marie.send(created(file, soundFields({ siren: SIREN, legalName: NAME, iban: IBAN })), attached(file, content), edited(file, 2, { city: [null, "Lyon"] }));
  const ways = contentWays(world, marie, file, content);
  await sendAll(ways);
  await ways.read();
  const [told] = await marie.send(submitted(file, 3));
  if (told?.kind !== "accepted" || told.number === undefined) throw new Error(JSON.stringify(told));
  // By the hand of an operator, who wrote the client's name where it need not be.
  const asked = { act: newId(), number: told.number, kind: "cancelled" as const, reason: `À la demande de ${NAME}`, asked: "courrier 1" };
  valueOf(await world.services.operator.act(await world.caller("boss"), { protocol: 1, ...world.address, ...asked, seen: (await stateOf(marie, file))?.version ?? 0 }));
  while ((await store.linkAudit(100, 1)) > 0);
});
afterAll(async () => {
  await world.services.close();
  rmSync(parent, { recursive: true, force: true });
});

/** Every row of every table, as text. */
const rows = (): Promise<string> => driver.administer(async (sql) => {
  const tables = await sql.query<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relnamespace = 'guichet'::regnamespace AND relkind = 'r'");
  const all: string[] = [];
  for (const { name } of tables) for (const { row } of await sql.query<{ row: string }>(`SELECT t::text AS row FROM guichet.${name} t`)) all.push(row);
  return all.join("\n");
});
/** Every byte of every file below. */
const bytesBelow = (place: string): Buffer => Buffer.concat(readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name))));
const found = (where: Buffer | string): readonly string[] => [NAME, IBAN, SIREN, SCAN].filter((what) => where.includes(what));
const faults = async (): Promise<readonly CentreFault[]> => (await verifyCentre({ store, centre: { id: world.address.centre }, now: Date.now })).faults;
const asSuperuser = (text: string): Promise<void> => driver.administer(async (client) => await client.script(`SET search_path TO guichet; SET row_security TO off; SET session_replication_role TO replica; ${text}; RESET ALL`));

test("before, it is all there", async () => {
  expect(found(await rows())).toEqual([NAME, IBAN, SIREN]);
  expect(found(bytesBelow(kept))).toEqual([SCAN]);
  expect(await faults()).toEqual([]);
});

test("[ER10] erased, nothing of the client is in any row, in any content, or in the files of the store once it was swept; what stays verifies", async () => {
  const { erase } = await erasingOn(store, world, "2022-04-15");
  const { purge } = valueOf(await erase(file));
  expect(purge.removed).toMatchObject({ changes: 4, documents: 1, acts: 1, movements: 2, links: 2 });
  await finishPurges({ store, objects, anchors: undefined, now: Date.now });
  expect(found(await rows())).toEqual([]);
  expect(await rows()).toContain("Qui reste");
  expect(found(bytesBelow(kept))).toEqual([]);
  await store.sweep();
  expect(found(bytesBelow(join(folder, "pglite", "base")))).toEqual([]);
  expect(await faults()).toEqual([]);
});

test("[ER11] what is sent of it afterwards is refused, its body kept nowhere, and the line verifies", async () => {
  const [told] = await marie.send(edited(file, 3, { legalName: [NAME, `${NAME} et Cie`] }));
  expect(told).toMatchObject({ kind: "refused", code: "G9571" });
  expect(found(await rows())).toEqual([]);
  expect(await faults()).toEqual([]);
});

test("[ER12] a statement forged, taken away, or of another file covers nothing", async () => {
  const keep = "CREATE TABLE kept_purge AS SELECT * FROM purge";
  const back = "DELETE FROM purge; INSERT INTO purge SELECT * FROM kept_purge; DROP TABLE kept_purge";
  for (const [what, why] of [["DELETE FROM purge", "erased"], ["UPDATE purge SET statement = replace(statement, '2022-04-15', '2021-04-15')", "signature"], [`UPDATE purge SET file_id = '${newId()}'`, "signature"]] as const) {
    await asSuperuser(`${keep}; ${what}`);
    const told = await faults();
    expect([what, told.some((one) => one.why === why), told.some((one) => one.part === "line" && one.why === "erased"), told.some((one) => one.part === "audit" && one.why === "erased")]).toEqual([what, true, true, true]);
    await asSuperuser(back);
  }
  expect(await faults()).toEqual([]);
});
