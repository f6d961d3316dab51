import { afterEach, expect, test } from "vitest";
import type { Core } from "../main/core/core.ts";
import { importTable } from "../main/core/test-support/import-text.ts";
import { newFile, openAgain, openFile, openFirstTime, settled, temporaryFolder, testDeps, type, until } from "../main/core/test-support/open-core.ts";
import type { FileId } from "../shared/kernel/ids.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { cutCable, type Cable } from "./support/cut-cable.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";

/** Real cores against a real server on PGlite, over real HTTP, sign-in included. */
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

type Person = { readonly core: Core; readonly cable: Cable; readonly again: () => Promise<Core> };
async function person(address: string, login: string): Promise<Person> {
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const cable = cutCable(globalThis.fetch);
  const deps = testDeps(folder.dir, address, { fetch: cable.fetch });
  const core = await openFirstTime(deps, login);
  undo.push(() => core.close());
  await settled(core);
  return {
    core, cable,
    again: async () => {
      const next = await openAgain(deps);
      undo.push(() => next.close());
      return next;
    },
  };
}
const server = async (): Promise<string> => (await startDemonstration({ GUICHET_DATA: await demonstrationFolder() })).address;
const reaches = async (core: Core, file: FileId, version: number): Promise<void> =>
  await until(`version ${version} arrives`, async () => {
    const opened = await core.handlers["files.open"]({ file });
    return opened.ok && opened.value.version >= version;
  });
const submit = async (core: Core, file: FileId): Promise<void> => {
  const { version } = await openFile(core, file);
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: version }), "submit");
};
const verifies = async (...cores: readonly Core[]): Promise<void> => {
  for (const core of cores) expect((await core.handlers["core.verify"](undefined)).faults).toEqual([]);
};

test("a file typed offline is registered when the cable is back, and the branch sees it with its number", async () => {
  const address = await server();
  const [maelle, yann] = [await person(address, "maelle.exemple"), await person(address, "yann.modele")];
  maelle.cable.cut();
  const file = await newFile(maelle.core, someFields(3));
  await submit(maelle.core, file);
  expect(await openFile(maelle.core, file)).toMatchObject({ status: "waiting", place: { kind: "here-only" } });
  maelle.cable.mend();
  await settled(maelle.core);
  await reaches(yann.core, file, 2);
  const [mine, theirs] = [await openFile(maelle.core, file), await openFile(yann.core, file)];
  expect(mine).toMatchObject({ status: "registered", place: { kind: "centre" }, registration: { number: expect.stringMatching(/^1-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/) } });
  expect(theirs.registration).toEqual(mine.registration);
  const found = await yann.core.handlers["files.list"]({ search: mine.registration?.number ?? "", filter: "registered", sort: "recent", offset: 0, limit: 5 });
  expect(found.rows.map((row) => row.file)).toEqual([file]);
  await verifies(maelle.core, yann.core);
});

test("the same company in two banks at once: one registration in the first month, the other refused, mended or given up by its advisor", async () => {
  const address = await server();
  const [maelle, ines] = [await person(address, "maelle.exemple"), await person(address, "ines.exemple")];
  const fields = someFields(5);
  const [first, second] = [await newFile(maelle.core, fields), await newFile(ines.core, fields)];
  await Promise.all([submit(maelle.core, first), submit(ines.core, second)]);
  await Promise.all([settled(maelle.core), settled(ines.core)]);
  await until("both answered", async () => (await openFile(maelle.core, first)).status !== "waiting" && (await openFile(ines.core, second)).status !== "waiting");
  const [a, b] = [await openFile(maelle.core, first), await openFile(ines.core, second)];
  expect([a.status, b.status].toSorted()).toEqual(["refused", "registered"]);
  const [loser, file, refusal] = a.status === "refused" ? [maelle, first, a.refusal] : [ines, second, b.refusal];
  expect(["G2010", "G2004"]).toContain(refusal?.code);
  expect(JSON.stringify(refusal)).not.toContain("Banque");
  // Neither bank sees the other's file.
  expect((await maelle.core.handlers["files.open"]({ file: second })).ok).toBe(false);
  expect((await ines.core.handlers["files.open"]({ file: first })).ok).toBe(false);
  unwrap(await loser.core.handlers["files.withdraw"]({ file, why: "déjà servie" }), "withdraw");
  await settled(loser.core);
  await until("withdrawn", async () => (await openFile(loser.core, file)).status === "withdrawn");
  await verifies(maelle.core, ines.core);
});

test("a refused submission is mended and sent again", async () => {
  const address = await server();
  const maelle = await person(address, "maelle.exemple");
  const fields = someFields(8);
  const first = await newFile(maelle.core, fields);
  await submit(maelle.core, first);
  await settled(maelle.core);
  await until("registered", async () => (await openFile(maelle.core, first)).status === "registered");
  // The same company again, by mistake: refused during the first month.
  const again = await newFile(maelle.core, fields);
  expect((await openFile(maelle.core, again)).duplicates.map((other) => other.file)).toEqual([first]);
  await submit(maelle.core, again);
  await settled(maelle.core);
  await until("refused", async () => (await openFile(maelle.core, again)).status === "refused");
  expect((await openFile(maelle.core, again)).refusal?.code).toBe("G2010");
  // It was meant for another company.
  const meant = someFields(9);
  await type(maelle.core, again, { siren: meant.siren, siret: meant.siret, legalName: meant.legalName });
  await submit(maelle.core, again);
  await settled(maelle.core);
  await until("registered too", async () => (await openFile(maelle.core, again)).status === "registered");
  expect(await maelle.core.handlers["sync.waiting"]({ limit: 5 })).toEqual([]);
  await verifies(maelle.core);
});

test("the same field typed by two advisors while both are cut is a conflict that one settles", async () => {
  const address = await server();
  const [maelle, yann] = [await person(address, "maelle.exemple"), await person(address, "yann.modele")];
  const file = await newFile(maelle.core, someFields(11));
  unwrap(await maelle.core.handlers["files.seal"]({ file }), "seal");
  await settled(maelle.core);
  await reaches(yann.core, file, 1);
  for (const { cable } of [maelle, yann]) cable.cut();
  await type(maelle.core, file, { signatoryName: "Anne Exemple", city: "Rennes" });
  await type(yann.core, file, { signatoryName: "Paul Exemple", tradeName: "Chez Paul" });
  for (const { core } of [maelle, yann]) unwrap(await core.handlers["files.seal"]({ file }), "seal");
  maelle.cable.mend();
  await settled(maelle.core);
  yann.cable.mend();
  await settled(yann.core);
  for (const { core } of [maelle, yann]) {
    await reaches(core, file, 3);
    expect(await openFile(core, file)).toMatchObject({
      status: "to-settle", fields: { city: "Rennes", tradeName: "Chez Paul", signatoryName: "Anne Exemple" }, conflicts: [{ field: "signatoryName", mine: "Paul Exemple", theirs: "Anne Exemple" }],
    });
  }
  unwrap(await yann.core.handlers["files.settle"]({ file, field: "signatoryName", expected: "Anne Exemple", value: "Paul Exemple" }), "settle");
  await settled(yann.core);
  await reaches(maelle.core, file, 4);
  expect(await openFile(maelle.core, file)).toMatchObject({ conflicts: [], fields: { signatoryName: "Paul Exemple" } });
  await verifies(maelle.core, yann.core);
});

test("an import of many rows, cut half-way and restarted, is at the centre once", async () => {
  const address = await server();
  const maelle = await person(address, "maelle.exemple");
  const rows = Array.from({ length: 600 }, (_, i) => someFields(100 + i)).map(({ siren, legalName, city }) => `${siren};${legalName};${city}`);
  maelle.cable.cutAfter("/v1/push", 2);
  const report = await importTable(maelle.core, ["Numéro SIREN;Raison sociale;Commune", ...rows].join("\n"));
  expect(report.counts).toMatchObject({ taken: 600, faulty: 0 });
  await until("cut", () => maelle.cable.isCut());
  await maelle.core.close();
  maelle.cable.mend();
  const core = await maelle.again();
  await settled(core);
  const gwenola = await person(address, "gwenola.maquette");
  await until("all copied", async () => (await gwenola.core.handlers["files.list"]({ search: "", filter: "all", sort: "name", offset: 0, limit: 1 })).total === 600);
  await verifies(core, gwenola.core);
});
