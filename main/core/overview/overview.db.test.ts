import { afterEach, beforeEach, expect, test } from "vitest";
import { id, type BranchId } from "../../../shared/kernel/ids.ts";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { fictionalSiren } from "../../../shared/testing/companies.ts";
import type { Core } from "../core.ts";
import { BRANCH, OTHER_BRANCH, startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { COMPLETE, newFile, openFile, openFirstTime, settled, temporaryFolder, testDeps, type as enter } from "../test-support/open-core.ts";

const branch = id<BranchId>(BRANCH);
/** The demonstration's date: what is done now is done on it. */
const day = legalDate("2020-05-15");
let centre: FakeCentre;
let core: Core;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  centre = await startFakeCentre();
  folder = temporaryFolder();
  core = await openFirstTime(testDeps(folder.dir, centre.url), "anne");
});
afterEach(async () => {
  await core.close();
  await centre.close();
  folder.remove();
});

const show = async () => unwrap(await core.handlers["overview.show"]({ period: "all" }), "show");
const account = async (compare = false) => unwrap(await core.handlers["overview.day"]({ branch, day, compare }), "day");
async function register(siren: string, amount: number): Promise<void> {
  const file = await newFile(core, { ...COMPLETE, siren, amount, exposureAtGrant: amount });
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
  await settled(core);
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: (await openFile(core, file)).version }), "submit");
  await settled(core);
}

test("figures follow the files: typed, then with a number; only what changed is read again, and a guided file counts nowhere", async () => {
  const file = await newFile(core, { siren: fictionalSiren(1), legalName: "A", amount: 1_234_567, naf: "56.10A", staffFrance: 3 });
  const guided = await newFile(core, { siren: "001900000", amount: 9 });
  expect((await show()).total).toMatchObject({ files: 1, requested: 1_234_567, registered: 0 });
  expect((await show()).sections.map(({ key }) => key)).toEqual(["I"]);
  await enter(core, file, { amount: 1_234_568, naf: "10.71C" });
  for (const one of [file, guided]) unwrap(await core.handlers["files.seal"]({ file: one }), "seal");
  expect(await show()).toMatchObject({ total: { files: 1, requested: 1_234_568 }, sections: [{ key: "C" }], sizes: [{ key: "0-9" }], branches: [{ key: BRANCH, files: 1 }] });
  await register(fictionalSiren(2), 20_000_001);
  expect((await show()).total).toMatchObject({ files: 2, requested: 21_234_569, registered: 1, registeredAmount: 20_000_001, disbursed: 0 });
});

test("the end of the day: each receipt checked, to the cent, the same files at the centre proved; offline the local part stays", async () => {
  await register(fictionalSiren(1), 20_000_001);
  await register(fictionalSiren(2), 10_000_002);
  const proved = await account(true);
  expect(proved).toMatchObject({ registered: { files: 2, amount: 30_000_003 }, wrongReceipts: 0, uncheckedReceipts: 0, waiting: { files: 0, amount: 0 }, asked: { outcome: "same", files: 2 }, last: { outcome: "same", files: 2 } });
  expect(proved.registrations.map(({ receipt, amount }) => [receipt, amount])).toEqual([["right", 20_000_001], ["right", 10_000_002]]);

  centre.mischief = () => "cut";
  const file = await newFile(core, { ...COMPLETE, siren: fictionalSiren(3), amount: 7_000_003, exposureAtGrant: 7_000_003 });
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: (await openFile(core, file)).version }), "submit");
  const local = await account(true);
  expect(local).toMatchObject({ registered: { files: 2, amount: 30_000_003 }, waiting: { files: 1, amount: 7_000_003 }, hereOnly: 1, asked: { outcome: "failed" }, last: { outcome: "same" } });
  expect(local.asked?.error?.code).toBe("G5004");

  const ready = unwrap(await core.handlers["overview.exportDay"]({ branch, day, format: "csv", language: "fr" }), "export");
  const text = Buffer.from(unwrap(await core.handlers["export.read"]({ id: ready.id, offset: 0 }), "read").bytes, "base64").toString("utf8");
  expect(text).toMatch(/\r\nEnregistrement;[^;]+;\d{9};[^;]*;1;200000,01;[^;]+;Enregistré;vérifié\r\n/);
  expect(text).toContain("\r\nEnregistrés ce jour;;;;2;300000,03\r\n");
  expect(text).toMatch(/\r\nTransmis d’ici, sans réponse du centre à cette heure;;;;1;70000,03\r\n/);
  expect(text).toContain("les mêmes 2 dossiers");
});

test("nothing of another branch, and nothing behind a lock", async () => {
  await register(fictionalSiren(1), 20_000_001);
  expect(await core.handlers["overview.show"]({ branches: [branch, id<BranchId>(OTHER_BRANCH)], period: "all" })).toEqual({ ok: false, error: { code: "G3002" } });
  expect(await core.handlers["overview.day"]({ branch: id<BranchId>(OTHER_BRANCH), day, compare: true })).toEqual({ ok: false, error: { code: "G3002" } });
  await core.handlers["session.lock"](undefined);
  expect(await core.handlers["overview.show"]({ period: "all" })).toEqual({ ok: false, error: { code: "G1008" } });
  expect(await core.handlers["overview.exportDay"]({ branch, day, format: "csv", language: "fr" })).toEqual({ ok: false, error: { code: "G1008" } });
});
