import { expect, test } from "vitest";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { dropRow } from "../db/file-rows.ts";
import { listOwed } from "../db/premium-rows.ts";
import { dropSetting, putSetting } from "../db/settings.ts";
import { sql } from "../db/sql.ts";
import { createFile, saveField, sealFile, submitFile } from "../files/file-work.ts";
import { viewFile } from "../files/file-view.ts";
import { recordStep } from "../files/record-step.ts";
import { createRowKeeper } from "../files/row-keeper.ts";
import { verifyAll } from "../handlers/verify.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { createPureCentre, type PureCentre } from "../test-support/pure-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { listPremiums, premiumsDue, recordPremiums } from "./list-premiums.ts";
import { premiumTable } from "./premium-table.ts";

const DAY = "2020-05-15";
const day = legalDate;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const exchange = (centre: PureCentre, ...desks: readonly TestDesk[]): void => { for (const desk of [...desks, ...desks]) { desk.push(centre); desk.pull(centre); } };

async function approver(): Promise<TestDesk> {
  const desk = await openTestDesk("maud");
  return { ...desk, me: () => ({ ...desk.me(), role: "manager" }) };
}

/** Loans of 200,000 € each, disbursed on 15 May 2020: 450 € of first premium. */
async function loans(...sirens: readonly string[]): Promise<{ readonly anne: TestDesk; readonly maud: TestDesk; readonly centre: PureCentre; readonly files: readonly FileId[] }> {
  const [anne, maud, centre] = [await openTestDesk("anne"), await approver(), createPureCentre()];
  const files = sirens.map((siren) => {
    const { file } = unwrap(createFile(anne), "create");
    for (const [field, value] of Object.entries({ ...COMPLETE, siren, foreseenGrantOn: DAY })) unwrap(saveField(anne, file, field, value), field);
    unwrap(sealFile(anne, file), "seal");
    unwrap(submitFile(anne, file, 0), "submit");
    return file;
  });
  exchange(centre, anne, maud);
  for (const file of files) unwrap(recordStep(maud, file, "approved", { on: DAY }), "approved");
  exchange(centre, maud, anne);
  for (const file of files) unwrap(recordStep(anne, file, "disbursed", { on: DAY, amount: COMPLETE.amount }), "disbursed");
  return { anne, maud, centre, files };
}
const at = (desk: TestDesk, on: string): void => { desk.db.transaction((db) => putSetting(db, "businessDate", on)); desk.centre.heardDate(on); };

test("[LI16] what is due is counted from the day on which the money left, with no network; late after thirty days", async () => {
  const { anne, files } = await loans("732829320", "404833048");
  expect(premiumsDue(anne)).toEqual({ count: 2, amount: 90_000, since: DAY, late: 0 });
  at(anne, "2020-06-15");
  expect(premiumsDue(anne)).toEqual({ count: 2, amount: 90_000, since: DAY, late: 2 });
  at(anne, "2021-05-15");
  expect(premiumsDue(anne)).toEqual({ count: 4, amount: 270_000, since: DAY, late: 2 });
  expect(listPremiums(anne, day("2021-05-15"), day("2022-05-14")).map(({ year, dueOn, amount, state }) => [year, dueOn, amount, state])).toEqual(files.map(() => [2, "2021-05-15", 90_000, "due"]));
  const table = premiumTable(listPremiums(anne, day(DAY), day("2020-12-31")), words.fr);
  expect([table.rows.length, table.rows[0]?.slice(3, 7)]).toEqual([2, [{ count: 1 }, { date: DAY }, { cents: 45_000 }, words.fr.t("premium.state.late")]]);
});

test("[LI16] many are recorded at once, each a step of its own that the branch reads; one that was recorded before is told and changes nothing", async () => {
  const { anne, maud, centre, files } = await loans("732829320", "404833048");
  const [first, second] = files;
  if (first === undefined || second === undefined) throw new Error("no files");
  unwrap(recordStep(anne, first, "premium-paid", { on: DAY, year: 1, amount: 44_000 }), "one by one");
  const lines = files.map((file) => ({ file, year: 1, amount: 45_000 }));
  expect(unwrap(await recordPremiums(anne, { on: day(DAY), lines }), "at once")).toEqual({ recorded: 1, refused: [{ file: first, name: COMPLETE.legalName, year: 1, error: { code: "G2002", fields: [{ field: "year", reason: "PREMIUM_YEAR_PAID" }] } }] });
  expect(premiumsDue(anne).count).toBe(0);
  exchange(centre, anne, maud);
  const view = unwrap(viewFile(maud, first), "view").life;
  expect(view.premiums.slice(0, 2)).toMatchObject([{ year: 1, state: "paid", expected: 45_000, paid: { on: DAY, amount: 44_000 }, difference: -1_000 }, { year: 2, state: "foreseen", grounds: ["ANNIVERSARY"] }]);
  expect([premiumsDue(maud).count, unwrap(viewFile(maud, second), "second").life.entries.at(-1)]).toMatchObject([0, { step: "premium-paid", facts: { year: 1, amount: 45_000 } }]);
  expect(await recordPremiums({ ...anne, isOpen: () => false }, { on: day(DAY), lines })).toEqual({ ok: false, error: { code: "G1008" } });
});

test("[LI16] files of before the update have their premiums made at the next opening, and what is kept is verified", async () => {
  const { anne, files } = await loans("732829320");
  const [file] = files;
  if (file === undefined) throw new Error("no file");
  const made = listOwed(anne.db.read, file);
  expect(made.map(({ year }) => year)).toEqual([1, 2, 3, 4, 5]);
  anne.db.transaction((db) => { db.run(sql`DELETE FROM premium_owed`); dropSetting(db, "premiumsMadeWith"); });
  expect((await verifyAll(anne)).faults).toEqual([]);
  anne.db.transaction((db) => putSetting(db, "premiumsMadeWith", "pge-france@0.9.0"));
  expect((await verifyAll(anne)).faults).toEqual([]);
  const keeper = createRowKeeper(anne, log);
  keeper.check();
  await keeper.done();
  expect(listOwed(anne.db.read, file)).toEqual(made);
  anne.db.transaction((db) => db.run(sql`UPDATE premium_owed SET amount = 1 WHERE year = 1`));
  expect((await verifyAll(anne)).faults).toEqual([`file ${file}: its premiums are not what they are made of`]);
  anne.db.transaction((db) => dropRow(db, file));
  expect(listOwed(anne.db.read, file)).toEqual([]);
});

test("[LI17] an account that a colleague replaced after the pre-approval is told at the head of the file and holds the disbursement, offline too, until another has called back", async () => {
  const [anne, karim, maud, centre] = [await openTestDesk("anne"), await openTestDesk("karim"), await approver(), createPureCentre()];
  const { file } = unwrap(createFile(anne), "create");
  for (const [field, value] of Object.entries({ ...COMPLETE, foreseenGrantOn: DAY })) unwrap(saveField(anne, file, field, value), field);
  unwrap(sealFile(anne, file), "seal");
  exchange(centre, anne, karim);
  expect(unwrap(viewFile(karim, file), "as typed").life.accountChange).toBeUndefined();
  // Karim, with no network; then the file is sent as it is.
  unwrap(saveField(karim, file, "iban", "FR1420041010050500013M02606"), "iban");
  unwrap(sealFile(karim, file), "seal");
  expect(unwrap(viewFile(karim, file), "his own").life).toMatchObject({ accountChange: { by: expect.any(String) }, steps: [{ step: "account-confirmed", whyNot: { code: "G2018" } }, { step: "declined" }, { step: "assigned" }, { step: "noted" }] });
  unwrap(submitFile(karim, file, unwrap(viewFile(karim, file), "seen").version), "submit");
  exchange(centre, karim, anne, maud);
  expect(unwrap(viewFile(anne, file), "at the centre")).toMatchObject({ status: "registered", life: { accountChange: { by: expect.any(String) } } });
  unwrap(recordStep(maud, file, "approved", { on: DAY }), "approved");
  exchange(centre, maud, anne);
  expect(recordStep(anne, file, "disbursed", { on: DAY, amount: COMPLETE.amount })).toMatchObject({ ok: false, error: { code: "G2017", fields: [{ field: "iban", reason: "STEP_NEEDS_CALL_BACK" }] } });
  expect(recordStep(anne, file, "account-confirmed", { on: DAY, calledTo: "Mme Roy" })).toMatchObject({ ok: false, error: { code: "G2018" } });
  unwrap(recordStep(maud, file, "account-confirmed", { on: DAY, calledTo: "Mme Roy, 02 99 00 00 00" }), "called");
  exchange(centre, maud, anne);
  expect(unwrap(recordStep(anne, file, "disbursed", { on: DAY, amount: COMPLETE.amount }), "disbursed").life.accountChange).toBeUndefined();
});
