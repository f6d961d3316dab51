import { afterEach, beforeEach, expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import type { Core } from "../core.ts";
import { startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { openFirstTime, settled, temporaryFolder, testDeps } from "../test-support/open-core.ts";

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
const importText = async (text: string) => await core.handlers["files.importCsv"]({ text });
const names = async (): Promise<readonly string[]> =>
  (await core.handlers["files.list"]({ search: "", filter: "all", sort: "name", offset: 0, limit: 500 })).rows.map((row) => row.name);

test("a spreadsheet as French offices save it: BOM, semicolons, labels, amounts and dates as people type them", async () => {
  const text = "\uFEFFNuméro SIREN;raison sociale;Montant demandé;Date de création;Chiffre d’affaires 2019\r\n732 829 320;Boulangerie des Écluses;1,2 M€;01/03/2010;\"1 250 000,50\"\r\n";
  const { created, faults } = unwrap(await importText(text), "import");
  const unknown = faults.filter(({ reason }) => reason === "IMPORT_UNKNOWN_COLUMN").map(({ column }) => column);
  expect({ created, others: faults.length - unknown.length }).toEqual({ created: 1, others: 0 });
  await settled(core);
  const [state] = [...centre.pure.files().values()];
  expect(state?.fields).toMatchObject({ siren: "732829320", legalName: "Boulangerie des Écluses", createdOn: "2010-03-01" });
});

test("field names, commas and quotes as machines write them; an empty cell is an empty field", async () => {
  const text = "siren,legalName,amount,group,otherLoans\n732829320,\"Roy, \"\"fils\"\"\nSuite\",250000,oui,\"[{\"\"bank\"\":\"\"B\"\",\"\"amount\"\":100,\"\"status\"\":\"\"DECAISSE\"\"}]\"\n,Autre,,,\n";
  expect(unwrap(await importText(text), "import")).toEqual({ created: 2, faults: [] });
  await settled(core);
  const states = [...centre.pure.files().values()].map((state) => state.fields);
  expect(states).toContainEqual({ siren: "732829320", legalName: "Roy, \"fils\" Suite", amount: 25_000_000, group: true, otherLoans: [{ bank: "B", amount: 100, status: "DECAISSE" }] });
  expect(states).toContainEqual({ legalName: "Autre" });
});

test("a row with a fault is left out whole, and named with its line, column, value and reason", async () => {
  const text = "siren;legalName;amount;inconnue\n732829321;Mauvais SIREN;1000;x\n732829320;Bon;mille;\n552100554;Juste;1000;\n552100554;Trop;1;2;3\n";
  expect(unwrap(await importText(text), "import")).toEqual({
    created: 1,
    faults: [
      { line: 1, column: "inconnue", value: "", reason: "IMPORT_UNKNOWN_COLUMN" },
      { line: 2, column: "siren", value: "732829321", reason: "SIREN_CHECKSUM" },
      { line: 3, column: "amount", value: "mille", reason: "AMOUNT_FORMAT" },
      { line: 5, column: "", value: "3", reason: "IMPORT_TOO_MANY_CELLS" },
    ],
  });
  expect(await names()).toEqual(["Juste"]);
});

test("an amount that two readers would read differently is not taken, and the empty cells that spreadsheets add are no fault", async () => {
  const text = "siren;legalName;amount;staffFrance\n732829320;Virgule;1,250;1\n732829320;Point;1.250;1\n732829320;Anglaise;1,250.00;1\n732829320;Effectif;1;12,000\n732829320;Juste;1250,00;12; ;;\n";
  const { created, faults } = unwrap(await importText(text), "import");
  expect([created, faults.map(({ line, reason }) => [line, reason])]).toEqual([1, [[2, "AMOUNT_AMBIGUOUS"], [3, "AMOUNT_AMBIGUOUS"], [4, "AMOUNT_AMBIGUOUS"], [5, "NUMBER_AMBIGUOUS"]]]);
  expect(await names()).toEqual(["Juste"]);
});

test.each([["", "empty"], ["bonjour\nmonde", "header"], ["siren;\"name\n1;2", "CsvError"]])("what is not a table is refused whole: %j", async (text, reason) => {
  const refused = await importText(text);
  expect(refused).toMatchObject({ ok: false, error: { code: "G4001" } });
  expect(reason === "CsvError" || (!refused.ok && refused.error.params?.["reason"] === reason)).toBe(true);
  expect(await names()).toEqual([]);
});

test("many rows are all there, once, and nothing is submitted", async () => {
  const rows = Array.from({ length: 1_234 }, (_, i) => `Entreprise ${String(i).padStart(4, "0")}`);
  expect(unwrap(await importText(["legalName", ...rows].join("\n")), "import").created).toBe(1_234);
  await settled(core);
  expect([...centre.pure.files().values()].map((state) => state.fields.legalName).toSorted()).toEqual(rows);
  expect(new Set([...centre.pure.files().values()].map((state) => state.status))).toEqual(new Set(["draft"]));
  expect(await core.handlers["core.verify"](undefined)).toEqual({ changes: 1_234, files: 1_234, faults: [] });
});
