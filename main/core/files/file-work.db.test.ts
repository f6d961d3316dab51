import { describe, expect, test } from "vitest";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { TRAINING_SIREN } from "../../../shared/pge/training-company.ts";
import { listToSend, listWaiting } from "../db/outbox.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { createFile, saveField, sealFile, settleConflict, submitFile, withdrawFile } from "./file-work.ts";
import { viewFile } from "./file-view.ts";

const type = (desk: TestDesk, file: FileId, fields: Readonly<Record<string, unknown>>): void => {
  for (const [field, value] of Object.entries(fields)) unwrap(saveField(desk, file, field, value), field);
};
function newFile(desk: TestDesk, fields: Readonly<Record<string, unknown>> = COMPLETE): FileId {
  const { file } = unwrap(createFile(desk), "create");
  type(desk, file, fields);
  return file;
}
const view = (desk: TestDesk, file: FileId) => unwrap(viewFile(desk, file), "view");
const seal = (desk: TestDesk, file: FileId) => unwrap(sealFile(desk, file), "seal");
const line = (desk: TestDesk) => listToSend(desk.db.read, 1, 1_000).map(({ head, body }): { kind: string; base: number; mends: string | undefined; body: unknown } => {
  const { kind, base, mends } = JSON.parse(head);
  return { kind, base, mends, body: JSON.parse(body) };
});

describe("typing", () => {
  test("[WS2] becomes one change of the whole file, then one of the fields edited, with what was seen before", async () => {
    const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
    const file = newFile(desk, { legalName: "Un", amount: 100 });
    seal(desk, file);
    seal(desk, file);
    type(desk, file, { legalName: "Deux" });
    type(desk, file, { legalName: "Trois", city: "Rennes" });
    seal(desk, file);
    expect(line(desk)).toEqual([
      { kind: "created", base: 0, mends: undefined, body: { fields: { legalName: "Un", amount: 100 } } },
      { kind: "edited", base: 0, mends: undefined, body: { edits: { legalName: { from: "Un", to: "Trois" }, city: { from: null, to: "Rennes" } } } },
    ]);
    desk.push(centre);
    desk.pull(centre);
    expect(view(desk, file)).toMatchObject({ version: 2, pending: [], place: { kind: "centre" }, fields: { legalName: "Trois", city: "Rennes", amount: 100 } });
  });

  test("back to what was there leaves nothing to send; an emptied field is sent as empty", async () => {
    const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
    const file = newFile(desk, { legalName: "Un", city: "Brest" });
    seal(desk, file);
    desk.push(centre);
    desk.pull(centre);
    type(desk, file, { legalName: "Deux" });
    expect(view(desk, file)).toMatchObject({ pending: ["legalName"], place: { kind: "here-only", changes: 1 } });
    type(desk, file, { legalName: "Un" });
    expect(view(desk, file)).toMatchObject({ pending: [], place: { kind: "centre" } });
    seal(desk, file);
    expect(line(desk)).toHaveLength(1);
    type(desk, file, { city: null });
    expect(view(desk, file).fields).toEqual({ legalName: "Un" });
    seal(desk, file);
    expect(line(desk)[1]?.body).toEqual({ edits: { city: { from: "Brest", to: null } } });
  });

  test("[WS2] over two versions of the file becomes a change for each, so that only what was not seen conflicts", async () => {
    const centre = createPureCentre();
    const [anne, bruno] = [await openTestDesk("anne"), await openTestDesk("bruno")];
    const file = newFile(anne, { legalName: "Un", city: "Brest", tradeName: "T" });
    seal(anne, file);
    anne.push(centre);
    for (const desk of [anne, bruno]) desk.pull(centre);
    type(bruno, file, { city: "Rennes" });
    type(anne, file, { city: "Nantes", tradeName: "U" });
    seal(anne, file);
    anne.push(centre);
    bruno.pull(centre);
    // Bruno now sees "U", and changes it knowingly.
    type(bruno, file, { tradeName: "V" });
    seal(bruno, file);
    expect(line(bruno).map(({ base, body }) => ({ base, body }))).toEqual([
      { base: 1, body: { edits: { city: { from: "Brest", to: "Rennes" } } } }, { base: 2, body: { edits: { tradeName: { from: "U", to: "V" } } } },
    ]);
    bruno.push(centre);
    bruno.pull(centre);
    expect(view(bruno, file)).toMatchObject({ status: "to-settle", conflicts: [{ field: "city", theirs: "Nantes", mine: "Rennes" }], fields: { tradeName: "V", city: "Nantes" } });
  });

  test("a value that is not of its field's stored form is refused, and so is a field that does not exist", async () => {
    const desk = await openTestDesk("anne");
    const file = newFile(desk, {});
    expect(saveField(desk, file, "siren", "732 829 320")).toEqual({ ok: false, error: { code: "G2002", fields: [{ field: "siren", reason: "SIREN_LENGTH" }] } });
    expect(saveField(desk, file, "amount", "100")).toMatchObject({ ok: false, error: { code: "G2002" } });
    expect(saveField(desk, file, "legalName", "a\u0000")).toMatchObject({ ok: false, error: { fields: [{ reason: "TEXT_NOT_STORABLE" }] } });
    expect(saveField(desk, file, "__proto__", 1)).toMatchObject({ ok: false, error: { fields: [{ reason: "UNKNOWN_FIELD" }] } });
    expect(saveField(desk, desk.newId() as FileId, "city", "x")).toEqual({ ok: false, error: { code: "G2008" } });
    expect(view(desk, file)).toMatchObject({ fields: {}, place: { kind: "centre" } });
  });

  test("a new file in which nothing was typed has no change and no line in the list", async () => {
    const desk = await openTestDesk("anne");
    const { file } = unwrap(createFile(desk), "create");
    seal(desk, file);
    expect(line(desk)).toEqual([]);
    expect(withdrawFile(desk, file, "")).toEqual({ ok: false, error: { code: "G2008" } });
  });
});

describe("submitting", () => {
  test.each([
    ["missing fields", { iban: null }, 0, "G2002"],
    ["the guided company, complete as its file may be", { siren: TRAINING_SIREN }, 0, "G2002"],
    ["another version than the one seen", {}, 3, "G2001"],
    ["a company that is not eligible", { borrowerType: "ETABLISSEMENT_CREDIT" }, 0, "G2003"],
    ["more than the ceiling", { amount: 9_000_000_000, exposureAtGrant: 9_000_000_000 }, 0, "G2004"],
  ] as const)("is refused here for %s, and nothing is sealed", async (_what, over, seenVersion, code) => {
    const desk = await openTestDesk("anne");
    const file = newFile(desk, { ...COMPLETE, ...over });
    expect(submitFile(desk, file, seenVersion)).toMatchObject({ ok: false, error: { code } });
    expect(line(desk)).toEqual([]);
    expect(view(desk, file).place).toMatchObject({ kind: "here-only" });
  });

  test("seals what was typed first, waits, and can be neither edited nor submitted twice meanwhile", async () => {
    const desk = await openTestDesk("anne");
    const file = newFile(desk);
    expect(unwrap(submitFile(desk, file, 0), "submit")).toMatchObject({ status: "waiting", editable: false, place: { kind: "here-only", changes: 2 } });
    expect(line(desk).map(({ kind }) => kind)).toEqual(["created", "submitted"]);
    expect(saveField(desk, file, "city", "Rennes")).toMatchObject({ ok: false, error: { code: "G2006" } });
    expect(submitFile(desk, file, 0)).toMatchObject({ ok: false, error: { code: "G2016" } });
    expect(withdrawFile(desk, file, "non")).toMatchObject({ ok: false, error: { code: "G2016" } });
  });

  test("[SY30] what our rules refuse, a centre with other rules is asked; with the same ones it is not, and an incomplete file never leaves", async () => {
    const desk = await openTestDesk("anne");
    const file = newFile(desk, { ...COMPLETE, otherSecurity: true });
    expect(submitFile(desk, file, 0)).toMatchObject({ ok: false, error: { code: "G2003", fields: [{ field: "otherSecurity" }] } });
    desk.centre.heardDate("2020-05-15", "pge-france@99.0.0");
    const { iban, ...bare } = COMPLETE;
    expect(iban).toBeDefined();
    expect(submitFile(desk, newFile(desk, { ...bare, otherSecurity: true }), 0)).toMatchObject({ ok: false, error: { code: "G2002" } });
    expect(unwrap(submitFile(desk, file, 0), "submit")).toMatchObject({ status: "waiting", refusal: undefined });
  });

  test("[SY17] what she sealed herself since is what she saw; what a colleague changed is not", async () => {
    const centre = createPureCentre();
    const [anne, bruno] = [await openTestDesk("anne"), await openTestDesk("bruno")];
    const file = newFile(anne);
    seal(anne, file);
    anne.push(centre);
    for (const desk of [anne, bruno]) desk.pull(centre);
    type(anne, file, { city: "Rennes" });
    seal(anne, file);
    anne.push(centre);
    anne.pull(centre);
    type(bruno, file, { tradeName: "B" });
    seal(bruno, file);
    bruno.push(centre);
    bruno.pull(centre);
    expect(submitFile(bruno, file, 1)).toMatchObject({ ok: false, error: { code: "G2001", fields: [{ field: "city", reason: "changed-since" }] } });
    expect(unwrap(submitFile(anne, file, 1), "her own").status).toBe("waiting");
    anne.push(centre);
    anne.pull(centre);
    // The centre knew of Bruno's change, which Anne had not seen.
    expect(view(anne, file)).toMatchObject({ status: "refused", refusal: { code: "G2001", fields: [{ field: "tradeName" }] } });
  });

  test("[WS3] answered but not yet pulled, the registration is shown from its verdict", async () => {
    const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
    const file = newFile(desk);
    unwrap(submitFile(desk, file, 0), "submit");
    desk.push(centre);
    expect(view(desk, file)).toMatchObject({ version: 0, status: "registered", place: { kind: "centre" }, registration: { number: expect.stringMatching(/^1-/) } });
    const shown = view(desk, file).registration;
    desk.pull(centre);
    expect(view(desk, file)).toMatchObject({ version: 2, status: "registered", registration: { number: shown?.number } });
  });
});

describe("[SY20] [SY21] after a refusal", () => {
  test("of a creation, the mending creates again, with everything typed since", async () => {
    const centre = createPureCentre();
    const desk = await openTestDesk("anne");
    const file = newFile(desk, { legalName: "Un" });
    // The centre knows better than this workstation what a SIREN is.
    desk.db.transaction((write) => void write.run({ text: "UPDATE working_field SET value = ? WHERE field = 'legalName'", values: ["12"] }));
    seal(desk, file);
    type(desk, file, { city: "Rennes" });
    seal(desk, file);
    desk.push(centre);
    desk.pull(centre);
    expect(view(desk, file)).toMatchObject({ status: "refused", version: 0, refusal: { code: "G2002", fields: [{ field: "legalName" }] }, fields: { city: "Rennes" }, editable: true });
    type(desk, file, { legalName: "Deux" });
    seal(desk, file);
    const [created] = line(desk);
    expect(line(desk)[2]).toMatchObject({ kind: "created", base: 0, body: { fields: { legalName: "Deux", city: "Rennes" } } });
    expect(line(desk)[2]?.mends).toBeDefined();
    expect(created?.mends).toBeUndefined();
    desk.push(centre);
    desk.pull(centre);
    expect(view(desk, file)).toMatchObject({ version: 1, refusal: undefined, place: { kind: "centre" }, fields: { legalName: "Deux", city: "Rennes" } });
  });

  test("[WS4] what was skipped behind it is not lost, does not leave by itself, and goes with the next submission", async () => {
    let refusal: CodedError | undefined = { code: "G2010" };
    const centre = createPureCentre(() => refusal);
    const [desk, other] = [await openTestDesk("anne"), await openTestDesk("bruno")];
    const file = newFile(desk);
    seal(desk, file);
    desk.push(centre);
    desk.pull(centre);
    other.pull(centre);
    // Two windows of one workstation: the submission of one, the edit of the other already in the line.
    type(desk, file, { city: "Rennes" });
    unwrap(submitFile(desk, file, 1), "submit");
    desk.push(centre, 2);
    const before = line(desk).length;
    expect(view(desk, file)).toMatchObject({ status: "refused", fields: { city: "Rennes" } });
    seal(desk, file);
    expect(line(desk)).toHaveLength(before);
    refusal = undefined;
    desk.pull(centre);
    unwrap(submitFile(desk, file, view(desk, file).version), "again");
    expect(line(desk).at(-1)).toMatchObject({ kind: "submitted", mends: expect.any(String) });
    desk.push(centre);
    desk.pull(centre);
    expect(view(desk, file)).toMatchObject({ status: "registered", refusal: undefined });
  });

  test("[SY21] [SY13] what was skipped meets what a colleague entered since: both are kept, and one is chosen", async () => {
    const centre = createPureCentre();
    const [anne, bruno] = [await openTestDesk("anne"), await openTestDesk("bruno")];
    const file = newFile(anne, { legalName: "Un", city: "A", tradeName: "avant" });
    seal(anne, file);
    anne.push(centre);
    for (const desk of [anne, bruno]) desk.pull(centre);
    for (const [desk, city] of [[anne, "B"], [bruno, "C"]] as const) {
      type(desk, file, { city });
      seal(desk, file);
      desk.push(centre);
    }
    for (const desk of [anne, bruno]) desk.pull(centre);
    // His choice comes too late, and what he typed after it is skipped; she has typed in the same field meanwhile.
    unwrap(settleConflict(bruno, file, "city", "B", "C"), "settle");
    type(bruno, file, { tradeName: "de Bruno" });
    seal(bruno, file);
    unwrap(settleConflict(anne, file, "city", "B", "D"), "settle");
    type(anne, file, { tradeName: "d’Anne" });
    seal(anne, file);
    for (const desk of [anne, bruno]) desk.push(centre);
    bruno.pull(centre);
    expect(view(bruno, file)).toMatchObject({ fields: { city: "D", tradeName: "de Bruno" }, pending: ["tradeName"] });
    type(bruno, file, { legalName: "Deux" });
    seal(bruno, file);
    bruno.push(centre);
    for (const desk of [anne, bruno]) desk.pull(centre);
    for (const desk of [anne, bruno]) expect(view(desk, file)).toMatchObject({ fields: { legalName: "Deux", tradeName: "d’Anne" }, conflicts: [{ field: "tradeName", base: "avant", theirs: "d’Anne", mine: "de Bruno" }] });
  });

  test("[SY15] of a settlement that came too late, the person settles again on what is there now", async () => {
    const centre = createPureCentre();
    const [anne, bruno] = [await openTestDesk("anne"), await openTestDesk("bruno")];
    const file = newFile(anne, { legalName: "Un", city: "A" });
    seal(anne, file);
    anne.push(centre);
    bruno.pull(centre);
    anne.pull(centre);
    type(anne, file, { city: "B" });
    type(bruno, file, { city: "C" });
    for (const desk of [anne, bruno]) {
      seal(desk, file);
      desk.push(centre);
    }
    for (const desk of [anne, bruno]) desk.pull(centre);
    unwrap(settleConflict(anne, file, "city", "B", "C"), "anne settles");
    unwrap(settleConflict(bruno, file, "city", "B", "D"), "bruno settles");
    expect(view(bruno, file)).toMatchObject({ conflicts: [], fields: { city: "D" } });
    anne.push(centre);
    bruno.push(centre);
    bruno.pull(centre);
    expect(view(bruno, file)).toMatchObject({ fields: { city: "C" }, conflicts: [], status: "refused", refusal: { code: "G2001", fields: [{ field: "city", reason: "already-settled" }] } });
    type(bruno, file, { city: "D" });
    seal(bruno, file);
    bruno.push(centre);
    bruno.pull(centre);
    expect(view(bruno, file)).toMatchObject({ fields: { city: "D" }, refusal: undefined });
  });
});

test("withdrawing a file that was never sent creates it first, so that the branch can read why", async () => {
  const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
  const file = newFile(desk, { legalName: "Un" });
  expect(unwrap(withdrawFile(desk, file, "doublon"), "withdraw")).toMatchObject({ status: "withdrawn", editable: false });
  expect(line(desk).map(({ kind, body }) => ({ kind, body }))).toEqual([{ kind: "created", body: { fields: { legalName: "Un" } } }, { kind: "withdrawn", body: { why: "doublon" } }]);
  desk.push(centre);
  desk.pull(centre);
  expect(view(desk, file)).toMatchObject({ status: "withdrawn", place: { kind: "centre" } });
});

describe("[WS5] [SY18] what meets a closed file", () => {
  test.each(["submitted", "withdrawn"] as const)("is kept as proposed when the file was %s meanwhile, and waits for nobody", async (how) => {
    const centre = createPureCentre();
    const [anne, bruno] = [await openTestDesk("anne"), await openTestDesk("bruno")];
    const file = newFile(anne);
    seal(anne, file);
    anne.push(centre);
    for (const desk of [anne, bruno]) desk.pull(centre);
    unwrap(how === "submitted" ? submitFile(anne, file, 1) : withdrawFile(anne, file, ""), how);
    anne.push(centre);
    // Two changes in the line: the first is refused, the second skipped behind it; a third thing is still being typed.
    type(bruno, file, { city: "Rennes" });
    seal(bruno, file);
    type(bruno, file, { tradeName: "B" });
    seal(bruno, file);
    type(bruno, file, { signatoryRole: "Gérante" });
    bruno.push(centre);
    bruno.pull(centre);
    const proposed = [{ field: "city", value: "Rennes" }, { field: "tradeName", value: "B" }];
    expect(view(bruno, file)).toMatchObject({ editable: false, refusal: undefined, fields: { ...COMPLETE }, pending: ["signatoryRole"], amendments: [...proposed, { field: "signatoryRole", value: "Gérante" }] });
    expect(listWaiting(bruno.db.read, 9)).toEqual([]);
    seal(bruno, file);
    bruno.push(centre);
    expect(view(bruno, file)).toMatchObject({ place: { kind: "centre" }, pending: [], amendments: [...proposed, { field: "signatoryRole", value: "Gérante" }] });
    expect(centre.files().get(file)?.fields).toEqual(COMPLETE);
  });
});
