import { afterEach, expect, test } from "vitest";
import type { Core } from "../main/core/core.ts";
import { importTable } from "../main/core/test-support/import-text.ts";
import { newFile, openFile, openFirstTime, settled, temporaryFolder, testDeps, type, until } from "../main/core/test-support/open-core.ts";
import type { CodedError } from "../shared/kernel/error-codes.ts";
import { unwrap, type Result } from "../shared/kernel/result.ts";
import { readSealedFile } from "../shared/sync/sealed-part.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";
import { cutCable, type Cable } from "./support/cut-cable.ts";

/** Work that leaves by hand: real cores, a real server on PGlite, and a file between them. */
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
const server = async (): Promise<string> => (await startDemonstration({ GUICHET_DATA: await demonstrationFolder() })).address;

async function carryOut({ core }: Person): Promise<string> {
  const { set, parts } = unwrap(await core.handlers["carry.plan"](undefined), "plan");
  let text = "";
  for (const [index, part] of parts.entries()) text += `${unwrap(await core.handlers["carry.part"]({ set, part: index + 1, of: parts.length, ...part }), "part").line}\n`;
  return text;
}
async function carryIn({ core }: Person, text: string): Promise<Result<{ readonly changes: number; readonly fresh: number }, CodedError>> {
  const total = { changes: 0, fresh: 0 };
  for (const { line } of unwrap(readSealedFile(text), "file")) {
    const taken = await core.handlers["carry.deliver"]({ line });
    if (!taken.ok) return taken;
    total.changes += taken.value.changes;
    total.fresh += taken.value.fresh;
  }
  return { ok: true, value: total };
}
const submit = async ({ core }: Person, file: Awaited<ReturnType<typeof newFile>>): Promise<void> => {
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: (await openFile(core, file)).version }), "submit");
};

test("[OB2] [OB3] [OB6] what was typed without the network is carried by a colleague, registered, and its author hears it once back; by hand, by the network, and by hand again: once", async () => {
  const address = await server();
  const [maelle, yann] = [await person(address, "maelle.exemple"), await person(address, "yann.modele")];
  maelle.cable.cut();
  const [file, draft] = [await newFile(maelle.core, someFields(3)), await newFile(maelle.core, someFields(4))];
  await submit(maelle, file);
  // The draft is still being typed: it is sealed because it must leave.
  const text = await carryOut(maelle);
  expect(text).not.toContain(String(someFields(3).siren));
  expect(unwrap(await carryIn(yann, text), "first time")).toEqual({ changes: 3, fresh: 3 });
  await until("yann sees it registered", async () => {
    const seen = await yann.core.handlers["files.open"]({ file });
    return seen.ok && seen.value.status === "registered";
  });
  expect((await openFile(maelle.core, file)).status).toBe("waiting");
  await type(maelle.core, draft, { city: "Rennes" });
  maelle.cable.mend();
  await until("maelle hears of it", async () => {
    await maelle.core.handlers["sync.now"](undefined);
    return (await openFile(maelle.core, file)).status === "registered";
  });
  unwrap(await maelle.core.handlers["files.seal"]({ file: draft }), "seal");
  await settled(maelle.core);
  expect(unwrap(await carryIn(yann, text), "again")).toEqual({ changes: 3, fresh: 0 });
  expect(await maelle.core.handlers["carry.plan"](undefined)).toEqual({ ok: false, error: { code: "G8007" } });
  expect((await openFile(maelle.core, file)).registration).toEqual((await openFile(yann.core, file)).registration);
  expect(await openFile(maelle.core, draft)).toMatchObject({ version: 2, fields: { city: "Rennes" } });
  for (const { core } of [maelle, yann]) expect((await core.handlers["core.verify"](undefined)).faults).toEqual([]);
});

test("[OB4] a large file is cut into parts; one part refused leaves those before it taken, and the whole brought again completes it", async () => {
  const address = await server();
  const [maelle, yann] = [await person(address, "maelle.exemple"), await person(address, "yann.modele")];
  maelle.cable.cut();
  const rows = Array.from({ length: 1_300 }, (_, n) => `${n};Société d’essai n° ${n};${10_000 + n}`).join("\n");
  await importTable(maelle.core, `tradeName;legalName;amount\n${rows}\n`);
  const text = await carryOut(maelle);
  const lines = unwrap(readSealedFile(text), "file");
  expect(lines.length).toBeGreaterThan(1);
  const [first, second] = lines;
  if (first === undefined || second === undefined) throw new Error("no parts");
  const damaged = JSON.stringify({ ...second.part, box: `A${second.part.box.slice(1)}` === second.part.box ? `B${second.part.box.slice(1)}` : `A${second.part.box.slice(1)}` });
  expect(await yann.core.handlers["carry.deliver"]({ line: damaged })).toEqual({ ok: false, error: expect.objectContaining({ code: "G8001" }) });
  expect(await yann.core.handlers["carry.deliver"]({ line: second.line })).toMatchObject({ ok: false, error: { code: "G8005", params: { from: 1 } } });
  unwrap(await yann.core.handlers["carry.deliver"]({ line: first.line }), "first part");
  expect(unwrap(await carryIn(yann, text), "all of it")).toMatchObject({ changes: 1_300, fresh: 1_300 - 1_000 });
  await until("yann sees them all", async () => (await yann.core.handlers["files.list"]({ search: "", filter: "all", sort: "recent", offset: 0, limit: 1 })).total >= 1_300);
});

test("[OB5] without the network a file is told undeliverable and nothing of it is lost; a locked workstation carries nothing", async () => {
  const address = await server();
  const [maelle, yann] = [await person(address, "maelle.exemple"), await person(address, "yann.modele")];
  maelle.cable.cut();
  await newFile(maelle.core, someFields(6));
  const text = await carryOut(maelle);
  yann.cable.cut();
  expect(await carryIn(yann, text)).toMatchObject({ ok: false, error: { code: "G5004" } });
  yann.cable.mend();
  expect(unwrap(await carryIn(yann, text), "later")).toMatchObject({ fresh: 1 });
  await maelle.core.handlers["session.lock"](undefined);
  expect(await maelle.core.handlers["carry.plan"](undefined)).toEqual({ ok: false, error: { code: "G1008" } });
  expect(await maelle.core.handlers["carry.deliver"]({ line: "" })).toEqual({ ok: false, error: { code: "G1008" } });
});
