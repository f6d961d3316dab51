import { afterEach, expect, test } from "vitest";
import type { Core } from "../main/core/core.ts";
import { newFile, openFile, openFirstTime, settled, temporaryFolder, testDeps, until } from "../main/core/test-support/open-core.ts";
import type { FileId } from "../shared/kernel/ids.ts";
import { unwrap } from "../shared/kernel/result.ts";
import type { StepName } from "../shared/life/step-specs.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";
import { cutCable, type Cable } from "./support/cut-cable.ts";

/** The life of loans between real cores and a real server: an advisor, her colleague and their manager. */
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

type Person = { readonly core: Core; readonly cable: Cable };
async function person(address: string, login: string): Promise<Person> {
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const cable = cutCable(globalThis.fetch);
  const core = await openFirstTime(testDeps(folder.dir, address, { fetch: cable.fetch }), login);
  undo.push(() => core.close());
  await settled(core);
  return { core, cable };
}
const record = (core: Core, file: FileId, step: StepName, facts: object) => core.handlers["files.record"]({ file, step, facts: { on: "2020-04-15", ...facts } });
const said = async (answer: ReturnType<typeof record>): Promise<string> => {
  const done = await answer;
  return done.ok ? done.value.status : [done.error.code, ...(done.error.fields ?? []).map(({ reason }) => reason)].join(" ");
};
const becomes = async (core: Core, file: FileId, status: string): Promise<void> =>
  await until(`${status} arrives`, async () => {
    const opened = await core.handlers["files.open"]({ file });
    return opened.ok && opened.value.status === status;
  });
async function registered({ core }: Person, n: number): Promise<FileId> {
  const file = await newFile(core, someFields(n));
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: 0 }), "submit");
  await settled(core);
  await becomes(core, file, "registered");
  return file;
}

test("from the number to the declaration and its answer, each by whom it takes", async () => {
  const { address } = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const [maelle, gwenola] = [await person(address, "maelle.exemple"), await person(address, "gwenola.maquette")];
  const files = [await registered(maelle, 21), await registered(maelle, 22)] as const;
  const [first, second] = files;
  const amounts = await Promise.all(files.map(async (file) => Number((await openFile(maelle.core, file)).fields.amount)));

  // What is missing is said; her own file is not hers to approve.
  expect(await said(record(maelle.core, first, "disbursed", { amount: amounts[0] }))).toBe("G2017 STEP_NEEDS_APPROVAL");
  expect(await said(record(maelle.core, first, "approved", {}))).toBe("G2018");
  await becomes(gwenola.core, second, "registered");
  const toApprove = await gwenola.core.handlers["files.list"]({ search: "", filter: "to-approve", sort: "age", offset: 0, limit: 10 });
  expect(toApprove.rows.map(({ file }) => file)).toEqual([first, second]);
  for (const file of files) expect(await said(record(gwenola.core, file, "approved", { note: "Vu." }))).toBe("approved");
  await settled(gwenola.core);
  for (const file of files) await becomes(maelle.core, file, "approved");

  // Disbursed with no network: it is noted here, and leaves when the network is back.
  maelle.cable.cut();
  for (const [i, file] of files.entries()) expect(await said(record(maelle.core, file, "disbursed", { amount: amounts[i] }))).toBe("disbursed");
  expect(await maelle.core.handlers["files.undeclared"](undefined)).toEqual({ count: 2, amount: (amounts[0] ?? 0) + (amounts[1] ?? 0), since: "2020-04-15" });
  expect((await openFile(maelle.core, first)).life.entries.map(({ step, by, waiting }) => [step, by, waiting])).toEqual([["approved", "Gwenola Maquette", false], ["disbursed", "Maëlle Exemple", true]]);
  maelle.cable.mend();
  await settled(maelle.core);

  const declaration = unwrap(await maelle.core.handlers["declare.prepare"](undefined), "prepare");
  const numbers = await Promise.all(files.map(async (file) => (await openFile(maelle.core, file)).registration?.number ?? ""));
  expect(declaration.text.split("\r\n").slice(1, 3).map((line) => line.split(";")[0]).toSorted()).toEqual(numbers.toSorted());
  expect(declaration.text.split("\r\n")[3]).toMatch(/^TOTAL;2;\d+,\d\d$/);
  // Preparing records nothing.
  expect((await maelle.core.handlers["files.undeclared"](undefined)).count).toBe(2);
  expect(unwrap(await maelle.core.handlers["declare.confirm"]({ batch: declaration.batch, files: [...declaration.files] }), "confirm")).toEqual({ recorded: 2, refused: [] });
  expect((await maelle.core.handlers["declare.prepare"](undefined)).ok).toBe(false);
  expect((await openFile(maelle.core, first)).life.now.declaration).toMatchObject({ batch: declaration.batch, answer: undefined });

  const answer = `NUMERO;STATUT;REFERENCE;MOTIF\r\n${numbers[0]?.toLowerCase().replaceAll("-", " ")};OK;R-1;\r\n${numbers[1]};KO;;SIREN inconnu\r\n1-0000-0000-0;OK;;\r\n${numbers[1]};PEUT-ETRE;;\r\n`;
  const report = unwrap(await maelle.core.handlers["declare.answer"]({ text: answer }), "answer");
  expect([report.accepted, report.rejected, report.left.map(({ line, fault }) => [line, fault])]).toEqual([1, 1, [[4, "unknown-number"], [5, "unknown-outcome"]]]);
  const again = unwrap(await maelle.core.handlers["declare.answer"]({ text: answer }), "again");
  expect([again.accepted, again.rejected, again.left.slice(0, 2).map(({ line, fault }) => [line, fault])]).toEqual([0, 0, [[2, "answered-before"], [3, "answered-before"]]]);
  await settled(maelle.core);
  await until("the rejection arrives", async () => (await openFile(gwenola.core, second)).life.now.declaration?.answer === "REJETEE");
  expect(await openFile(gwenola.core, second)).toMatchObject({ status: "disbursed", life: { now: { declaration: { reason: "SIREN inconnu" } } } });
  expect((await maelle.core.handlers["files.undeclared"](undefined)).count).toBe(1);
  // The rejected one is declared again, and nothing of the other moves.
  const next = unwrap(await maelle.core.handlers["declare.prepare"](undefined), "prepare again");
  expect(next.files).toEqual([second]);
  unwrap(await maelle.core.handlers["declare.confirm"]({ batch: next.batch, files: [...next.files, first] }), "confirm again");
  await settled(maelle.core);
  await becomes(gwenola.core, second, "declared");
  for (const { core } of [maelle, gwenola]) expect((await core.handlers["core.verify"](undefined)).faults).toEqual([]);
});

test("a step that the centre does not take is told, holds nothing, and leaves the list once it was seen", async () => {
  const { address } = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const [maelle, yann] = [await person(address, "maelle.exemple"), await person(address, "yann.modele")];
  const file = await registered(maelle, 31);
  await becomes(yann.core, file, "registered");
  yann.cable.cut();
  // He declines it with no network; she cancelled it meanwhile.
  expect(await said(record(yann.core, file, "declined", { kind: "REFUS", reason: "AUTRE", why: "Refus du comité." }))).toBe("declined");
  expect(await said(record(maelle.core, file, "cancelled", { reason: "ABANDON_CLIENT", why: "Le client renonce." }))).toBe("cancelled");
  await settled(maelle.core);
  yann.cable.mend();
  await settled(yann.core);
  await until("told", async () => (await openFile(yann.core, file)).life.refused.length > 0);
  const told = await openFile(yann.core, file);
  expect([told.status, told.life.refused.map(({ step, error }) => [step, error.code]), told.life.entries.map(({ step }) => step)]).toEqual(["refused", [["declined", "G2017"]], ["cancelled"]]);
  expect((await yann.core.handlers["inbox.list"]({ offset: 0, limit: 5 })).entries.map((entry) => [entry.file, entry.kind])).toEqual([[file, "refused"]]);
  unwrap(await yann.core.handlers["inbox.dismiss"]({ kind: "refused-step", file }), "seen");
  expect([(await openFile(yann.core, file)).status, (await yann.core.handlers["inbox.list"]({ offset: 0, limit: 5 })).total]).toEqual(["cancelled", 0]);
  for (const { core } of [maelle, yann]) expect((await core.handlers["core.verify"](undefined)).faults).toEqual([]);
});

test("a draft is declined in a minute, complete or not, and an agreement in mediation opens it again", async () => {
  const { address } = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const maelle = await person(address, "maelle.exemple");
  const file = await newFile(maelle.core, { legalName: "Serres Exemple" });
  expect(await said(record(maelle.core, file, "declined", { kind: "REFUS_EXAMEN", reason: "DOSSIER_INCOMPLET", why: "Comptes absents.", notifiedOn: "2020-04-15" }))).toBe("declined");
  await settled(maelle.core);
  await becomes(maelle.core, file, "declined");
  expect(await openFile(maelle.core, file)).toMatchObject({ editable: false, place: { kind: "centre" }, fields: { legalName: "Serres Exemple" } });
  expect(await said(record(maelle.core, file, "mediated", { outcome: "SAISIE" }))).toBe("declined");
  expect(await said(record(maelle.core, file, "mediated", { outcome: "ACCORD" }))).toBe("incomplete");
  await settled(maelle.core);
  expect((await maelle.core.handlers["files.saveField"]({ file, field: "city", value: "Rennes" })).ok).toBe(true);
});
