import { afterEach, expect, test } from "vitest";
import type { CallInput } from "../shared/bridge/contract.ts";
import { unwrap } from "../shared/kernel/result.ts";
import type { Core } from "../main/core/core.ts";
import { COMPLETE, newFile, openFirstTime, settled, temporaryFolder, testDeps, until } from "../main/core/test-support/open-core.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";

/** Real cores and a real server on PGlite: the owner of a workstation, and the manager who looks after it. */
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function person(address: string, login: string): Promise<Core> {
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const core = await openFirstTime(testDeps(folder.dir, address, { log: { info: () => {}, warn: () => {}, error: () => {} } }), login);
  undo.push(() => core.close());
  await settled(core);
  return core;
}

/** Every text and every large figure of what was worked on, and who and where the people are. */
function clientData(...of: readonly unknown[]): readonly string[] {
  const told = of.flatMap((one): readonly string[] => (typeof one === "string" ? [one] : typeof one === "number" && Math.abs(one) >= 1_000 ? [String(one), String(one / 100)] : Array.isArray(one) ? clientData(...one) : typeof one === "object" && one !== null ? clientData(...Object.values(one)) : []));
  return [...new Set(told)].filter((text) => text.length > 3);
}

test("[FL5] [FL6] [FL7] asked for, seen, agreed to, sent and read: to the letter what was shown, and after real work no client is in it; declined, nothing leaves", async () => {
  const server = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const [maelle, gwenola] = [await person(server.address, "maelle.exemple"), await person(server.address, "gwenola.maquette")];
  const call = maelle.handlers;
  // Real work: files that register and that are refused, a search, a conflict's code, a wrong submission.
  const file = await newFile(maelle, { ...COMPLETE, tradeName: "Au Bon Pain des Écluses", phone: "+33299000001", email: "contact@ecluses.example", address: "12 quai des Écluses", city: "Rennes", postalCode: "35000" });
  const other = await newFile(maelle, { siren: "552100554", legalName: "Peugeot Modèle" });
  unwrap(await call["files.seal"]({ file }), "seal");
  await settled(maelle);
  await call["files.submit"]({ file: other, seenVersion: 1 });
  expect((await call["files.submit"]({ file: other, seenVersion: 9 })).ok).toBe(false);
  await settled(maelle);

  const devices = unwrap(await gwenola.handlers["devices.list"]({ whose: "others" }), "devices").devices;
  const { device = "" } = devices.find(({ name }) => name === "Maëlle Exemple") ?? {};
  const asked = unwrap(await gwenola.handlers["devices.diagnose"]({ device, reason: "Lenteurs signalées lundi" }), "ask");
  await until("she is told", async () => (await call["sync.status"](undefined)).diagnostic?.id === asked.id);
  expect((await call["sync.status"](undefined)).diagnostic).toMatchObject({ by: "Gwenola Maquette", reason: "Lenteurs signalées lundi" });

  const shown = unwrap(await call["diagnostic.preview"](undefined), "preview");
  const opened = unwrap(await call["files.open"]({ file }), "open");
  const session = await call["session.state"](undefined);
  const forbidden = clientData(opened.fields, file, other, "552100554", "Peugeot Modèle", session.kind === "open" ? [session.me.name, session.me.user, session.me.bank, session.me.branches, session.profile.name] : [], "maelle.exemple");
  expect(forbidden.length).toBeGreaterThan(25);
  const lower = shown.text.toLowerCase();
  expect(forbidden.filter((text) => lower.includes(text.toLowerCase()))).toEqual([]);
  expect(shown.diagnostic).toMatchObject({ version: "0.0.0-test", host: "test", counts: { branches: expect.any(Number) }, sync: { kind: "idle" } });
  expect(shown.diagnostic.counts.files).toBeGreaterThanOrEqual(2);
  expect(shown.diagnostic.errors.length).toBeGreaterThan(0);

  expect(unwrap(await gwenola.handlers["devices.diagnostic"]({ device }), "read")).not.toHaveProperty("diagnostic");
  const answer = (over: Partial<CallInput<"diagnostic.answer">> = {}) => call["diagnostic.answer"]({ id: asked.id, digest: shown.digest, ...over });
  expect(await answer({ digest: "0".repeat(64) })).toMatchObject({ ok: false, error: { code: "G9623" } });
  unwrap(await answer(), "answer");
  const read = unwrap(await gwenola.handlers["devices.diagnostic"]({ device }), "read");
  expect([read.answer, JSON.stringify(read.diagnostic, null, 2)]).toEqual(["given", shown.text]);
  expect((await call["sync.status"](undefined)).diagnostic).toBeUndefined();
  expect(await answer()).toMatchObject({ ok: false, error: { code: "G9623" } });

  const second = unwrap(await gwenola.handlers["devices.diagnose"]({ device, reason: "Encore une fois" }), "ask again");
  await until("she is told again", async () => (await call["sync.status"](undefined)).diagnostic?.id === second.id, 120_000);
  unwrap(await call["diagnostic.answer"]({ id: second.id }), "decline");
  const declined = unwrap(await gwenola.handlers["devices.diagnostic"]({ device }), "read");
  expect([declined.answer, declined.diagnostic]).toEqual(["declined", undefined]);
});
