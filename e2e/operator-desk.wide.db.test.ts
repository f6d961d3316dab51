import { afterEach, expect, test } from "vitest";
import type { Core } from "../main/core/core.ts";
import { newFile, openFile, openFirstTime, settled, temporaryFolder, testDeps, until } from "../main/core/test-support/open-core.ts";
import type { FileId } from "../shared/kernel/ids.ts";
import { unwrap } from "../shared/kernel/result.ts";
import type { StepName } from "../shared/life/step-specs.ts";
import { actAnswerSchema, type ActAnswer } from "../shared/sync/operator-messages.ts";
import { helloSchema } from "../shared/sync/protocol.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { signIn } from "../sync-server/identity/testing/sign-in.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";
import { ask } from "../sync-server/testing/remote-services.ts";
import { newId } from "../sync-server/testing/workstation.ts";
import { cutCable, type Cable } from "./support/cut-cable.ts";

/** What the centre does by itself to files of a branch, between real cores and a real server. */
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
async function operator(address: string, login: string) {
  const { access } = await signIn(address, login, "demonstration");
  const { centre, epoch } = helloSchema.parse(await (await fetch(`${address}/v1/hello`)).json());
  const of = { protocol: 1, centre, epoch: epoch.id };
  return {
    act: async (body: object): Promise<ActAnswer> => unwrap(await ask(address, access, "/v1/operator/act", actAnswerSchema, { ...of, act: newId(), reason: "Demande de la banque.", asked: "Courrier 4512", ...body }), "act"),
    confirm: async (act: string): Promise<ActAnswer> => unwrap(await ask(address, access, "/v1/operator/decide", actAnswerSchema, { ...of, act, decision: "confirm" }), "decide"),
  };
}
const record = (core: Core, file: FileId, step: StepName, facts: object) => core.handlers["files.record"]({ file, step, facts: { on: "2020-04-15", ...facts } });
const becomes = async (core: Core, file: FileId, status: string): Promise<void> =>
  await until(`${status} arrives`, async () => {
    const opened = await core.handlers["files.open"]({ file });
    return opened.ok && opened.value.status === status;
  });
const acts = async (core: Core) => (await core.handlers["inbox.list"]({ offset: 0, limit: 20 })).entries.filter(({ kind }) => kind === "centre-act");

test("[LI13] an amount corrected while its disbursement waits offline: told with its reason, the disbursement refused and in sight, nothing typed is lost", async () => {
  const { address } = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const [maelle, gwenola, camille] = [await person(address, "maelle.exemple"), await person(address, "gwenola.maquette"), await operator(address, "camille.centre")];
  const file = await newFile(maelle.core, someFields(41));
  unwrap(await maelle.core.handlers["files.submit"]({ file, seenVersion: 0 }), "submit");
  await becomes(maelle.core, file, "registered");
  await becomes(gwenola.core, file, "registered");
  unwrap(await record(gwenola.core, file, "approved", {}), "approve");
  await becomes(maelle.core, file, "approved");
  const { fields, registration } = await openFile(maelle.core, file);
  const amount = Number(fields.amount);

  maelle.cable.cut();
  unwrap(await record(maelle.core, file, "disbursed", { amount }), "disburse offline");
  expect(await camille.act({ number: registration?.number, kind: "corrected", amount: amount - 100_000 })).toMatchObject({ outcome: "done", after: { stage: "registered", amount: amount - 100_000 } });
  await becomes(gwenola.core, file, "registered");
  expect(await acts(gwenola.core)).toMatchObject([{ file, act: { act: "corrected", amount: amount - 100_000, why: "Demande de la banque.", asked: "Courrier 4512" } }]);
  maelle.cable.mend();
  await becomes(maelle.core, file, "refused");
  await settled(maelle.core);

  const view = await openFile(maelle.core, file);
  expect([view.fields.amount, view.life.refused.map(({ step, error }) => [step, error.code]), view.life.entries.map(({ step, by, centre }) => [step, by, centre?.act])]).toEqual([
    amount - 100_000, [["disbursed", "G2017"]], [["approved", "Gwenola Maquette", undefined], ["amended", "centre", "corrected"]],
  ]);
  expect(await acts(maelle.core)).toMatchObject([{ file, name: fields.legalName }]);
  unwrap(await maelle.core.handlers["inbox.dismiss"]({ kind: "centre-act", file }), "seen");
  expect(await acts(maelle.core)).toEqual([]);

  // Approved again, for the amount that there is now, and disbursed.
  unwrap(await record(gwenola.core, file, "approved", {}), "approve again");
  await until("the new approval arrives", async () => (await openFile(maelle.core, file)).life.now.approved !== undefined);
  unwrap(await record(maelle.core, file, "disbursed", { amount: amount - 100_000 }), "disburse");
  await becomes(gwenola.core, file, "disbursed");
});

test("[LI14] a number released by two operators: both branches see it, and the other bank registers the company", async () => {
  const { address } = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const [maelle, ines] = [await person(address, "maelle.exemple"), await person(address, "ines.exemple")];
  const file = await newFile(maelle.core, someFields(42));
  unwrap(await maelle.core.handlers["files.submit"]({ file, seenVersion: 0 }), "submit");
  await becomes(maelle.core, file, "registered");
  const elsewhere = await newFile(ines.core, someFields(42));
  unwrap(await ines.core.handlers["files.submit"]({ file: elsewhere, seenVersion: 0 }), "submit");
  await becomes(ines.core, elsewhere, "refused");

  const [camille, dominique] = [await operator(address, "camille.centre"), await operator(address, "dominique.centre")];
  const number = (await openFile(maelle.core, file)).registration?.number;
  const { act, outcome } = await camille.act({ number, kind: "released" });
  expect(outcome).toBe("waiting");
  expect((await openFile(maelle.core, file)).status).toBe("registered");
  expect(await dominique.confirm(act)).toMatchObject({ outcome: "done", after: { status: "cancelled", held: 0 } });
  await becomes(maelle.core, file, "cancelled");
  expect(await acts(maelle.core)).toMatchObject([{ file, act: { act: "released" } }]);
  unwrap(await ines.core.handlers["files.submit"]({ file: elsewhere, seenVersion: (await openFile(ines.core, elsewhere)).version }), "submit again");
  await becomes(ines.core, elsewhere, "registered");
});
