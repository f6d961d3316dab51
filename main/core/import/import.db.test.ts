import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ImportView } from "../../../shared/bridge/import-views.ts";
import type { FilePage } from "../../../shared/bridge/file-views.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { fictionalSiren } from "../../../shared/testing/companies.ts";
import type { Core } from "../core.ts";
import { writeXlsx } from "../tables/write-xlsx.ts";
import { startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { importTable, openTable, reportOf, waitImport } from "../test-support/import-text.ts";
import { openAgain, openFirstTime, settled, temporaryFolder, testDeps, until } from "../test-support/open-core.ts";

let centre: FakeCentre;
let core: Core;
let folder: ReturnType<typeof temporaryFolder>;
/** An import needs no centre: where many rows are taken, it is away. */
let isCut = false;
const deps = () => testDeps(folder.dir, centre.url, { fetch: (input, init) => (isCut ? Promise.reject(new TypeError("fetch failed")) : globalThis.fetch(input, init)) });
beforeEach(async () => {
  isCut = false;
  centre = await startFakeCentre();
  folder = temporaryFolder();
  core = await openFirstTime(deps(), "anne");
});
afterEach(async () => {
  await core.close();
  await centre.close();
  folder.remove();
});
const list = (over: { readonly filter?: "all" | "draft" } = {}): Promise<FilePage> => core.handlers["files.list"]({ search: "", filter: "all", sort: "name", offset: 0, limit: 500, ...over });
const names = async (): Promise<readonly string[]> => (await list()).rows.map(({ name }) => name);
const remarks = async (view: ImportView, part: "faulty" | "changed" | "known" | "noticed") => (await reportOf(core, view.id, part)).flatMap(({ line, remarks: all }) => all.map(({ title, value, code }) => [line, title, value, code]));

describe("tables as offices save them", () => {
  test("a spreadsheet as French offices save it: BOM, semicolons, labels, amounts and dates as people type them", async () => {
    const view = await importTable(core, "\uFEFFNuméro SIREN;raison sociale;Montant demandé;Date de création;Chiffre d’affaires 2019\r\n732 829 320;Boulangerie des Écluses;1,2 M€;01/03/2010;\"1 250 000,50\"\r\n");
    expect(view).toMatchObject({ state: "done", counts: { taken: 1, faulty: 0 } });
    await settled(core);
    expect([...centre.pure.files().values()][0]?.fields).toMatchObject({ siren: "732829320", legalName: "Boulangerie des Écluses", createdOn: "2010-03-01" });
  });

  test("field names, commas and quotes as machines write them; an empty cell is an empty field", async () => {
    const view = await importTable(core, "siren,legalName,amount,group,otherLoans\n732829320,\"Roy, \"\"fils\"\"\nSuite\",250000,oui,\"[{\"\"bank\"\":\"\"B\"\",\"\"amount\"\":100,\"\"status\"\":\"\"DECAISSE\"\"}]\"\n,Autre,,,\n");
    expect(view.counts).toMatchObject({ taken: 2, faulty: 0 });
    await settled(core);
    const states = [...centre.pure.files().values()].map((state) => state.fields);
    expect(states).toContainEqual({ siren: "732829320", legalName: "Roy, \"fils\" Suite", amount: 25_000_000, group: true, otherLoans: [{ bank: "B", amount: 100, status: "DECAISSE" }] });
    expect(states).toContainEqual({ legalName: "Autre" });
  });

  test("a row with a fault is left out whole, and each of its faults named with its line, column and value", async () => {
    const view = await importTable(core, "siren;legalName;amount;inconnue\n732829321;Mauvais SIREN;mille;x\n\n552100554;\"Juste\nsur deux lignes\";1000;\n552100554;Trop;1;2;3\n");
    expect(view.columns.map(({ target }) => target)).toEqual(["siren", "legalName", "amount", undefined]);
    expect(await remarks(view, "faulty")).toEqual([[2, "siren", "732829321", "SIREN_CHECKSUM"], [2, "amount", "mille", "AMOUNT_FORMAT"], [6, "", "3", "IMPORT_TOO_MANY_CELLS"]]);
    expect(await names()).toEqual(["Juste sur deux lignes"]);
  });

  test("what Excel did to an XLSX is undone where nothing was lost, told, and refused where figures are gone", async () => {
    const bytes = await writeXlsx({
      sheet: "Demandes", columns: ["siren", "legalName", "amount", "createdOn"].map((title) => ({ title, width: 10 })),
      rows: [[{ count: 2_000_008 }, "Zéros", { cents: 125_000_050 }, { date: "2010-03-01" }], ["5,5E+08", "Arrondi", { count: 1 }, { count: 40_238 }]],
    });
    const view = await importTable(core, bytes, "demandes.xlsx");
    expect(view).toMatchObject({ format: "xlsx", sheet: { name: "Demandes", others: 0 }, counts: { taken: 1, noticed: 1, faulty: 1 } });
    expect(await remarks(view, "noticed")).toEqual([[2, "siren", "2000008", "ZEROS_RESTORED"]]);
    expect(await remarks(view, "faulty")).toEqual([[3, "siren", "5,5E+08", "EXCEL_ROUNDED"]]);
    await settled(core);
    expect([...centre.pure.files().values()].map(({ fields }) => fields)).toEqual([{ siren: "002000008", legalName: "Zéros", amount: 125_000_050, createdOn: "2010-03-01" }]);
  });

  test.each([
    ["", "IMPORT_EMPTY"], [";;\n1;2;3", "IMPORT_EMPTY"], ["siren;\"name\n1;2", "IMPORT_QUOTES"], [Buffer.from([0x41, 0x00, 0x42]), "IMPORT_ENCODING"],
    [`a\n${"x\n".repeat(50_001)}`, "IMPORT_TOO_MANY_ROWS"], ["x;".repeat(201).replace(/;$/, ""), "IMPORT_TOO_MANY_COLUMNS"], [Buffer.from("PK\u0003\u0004 not a zip"), "IMPORT_NOT_XLSX"], [Buffer.from("d0cf11e0a1b11ae1", "hex"), "IMPORT_OLD_EXCEL"],
  ])("what is no table is refused whole, and says why: %#", async (content, reason) => {
    expect(await openTable(core, content)).toEqual({ ok: false, error: { code: "G9802", fields: [{ field: "file", reason }] } });
    expect([await core.handlers["import.state"](undefined), await names()]).toEqual([undefined, []]);
  });
});

/** Of each hundred rows three are faulty, each in its own way and place. */
function largeTable(length: number): { readonly text: string; readonly faulty: ReadonlyMap<number, readonly (readonly [title: string, value: string, code: string])[]> } {
  const faulty = new Map<number, readonly (readonly [string, string, string])[]>();
  const rows = Array.from({ length }, (_, n) => {
    const [line, siren] = [n + 2, fictionalSiren(n)];
    if (n % 100 === 17) faulty.set(line, [["siren", "123456789", "SIREN_CHECKSUM"]]);
    if (n % 100 === 50) faulty.set(line, [["amount", "1,250", "AMOUNT_AMBIGUOUS"], ["createdOn", "31/02/2020", "DATE_NO_SUCH_DAY"]]);
    if (n % 100 === 99) faulty.set(line, [["siren", "5,5E+08", "EXCEL_ROUNDED"]]);
    const wrong = (title: string): string | undefined => faulty.get(line)?.find(([column]) => column === title)?.[1];
    return [wrong("siren") ?? siren, `Entreprise ${n}`, wrong("amount") ?? String(1_000 + n), wrong("createdOn") ?? "01/03/2010"].join(";");
  });
  return { text: ["siren;legalName;amount;createdOn", ...rows].join("\r\n"), faulty };
}

describe("many rows", () => {
  beforeEach(() => { isCut = true; });

  test("of 10,000 rows with 300 faulty ones, 9,700 become drafts and every fault is named; nothing is submitted; the same file again makes nothing", async () => {
    const { text, faulty } = largeTable(10_000);
    expect(faulty.size).toBe(300);
    const told: number[] = [];
    core.on("import.changed", ({ view }) => { if (view?.state === "running") told.push(view.done); });
    const view = await importTable(core, text);
    expect(view).toMatchObject({ state: "done", rows: 10_000, done: 10_000, counts: { taken: 9_700, faulty: 300, known: 0, changed: 0, doubled: 0, empty: 0, noticed: 0 } });
    // Each page is told.
    expect(new Set(told).size).toBeGreaterThan(40);
    const rows = await reportOf(core, view.id, "faulty");
    expect(new Map(rows.map(({ line, remarks: all }) => [line, all.map(({ title, value, code }) => [title, value, code])]))).toEqual(faulty);
    expect((await list({ filter: "draft" })).total).toBe(9_700);
    expect(await core.handlers["core.verify"](undefined)).toEqual({ changes: 9_700, files: 9_700, faults: [] });

    const again = await importTable(core, text);
    expect(again.counts).toMatchObject({ taken: 0, faulty: 300, known: 9_700 });
    expect((await list()).total).toBe(9_700);
  });

  test("cancelled, it stops at a page, keeps what it made, and goes on to the very same end", async () => {
    const { text } = largeTable(2_000);
    const { id } = unwrap(await openTable(core, text), "open");
    const some = Promise.withResolvers<undefined>();
    core.on("import.changed", ({ view }) => { if ((view?.done ?? 0) >= 600) some.resolve(undefined); });
    unwrap(await core.handlers["import.run"]({ id }), "run");
    await some.promise;
    const stopped = unwrap(await core.handlers["import.cancel"]({ id }), "cancel");
    expect([stopped.state, stopped.done % 200, stopped.done < 2_000, (await list()).total]).toEqual(["stopped", 0, true, stopped.counts.taken]);
    // While it stands, its file chosen again is that same import, with its place.
    expect(unwrap(await openTable(core, text), "the same file")).toMatchObject({ id, state: "stopped", done: stopped.done });
    unwrap(await core.handlers["import.run"]({ id }), "go on");
    expect((await waitImport(core, id)).counts).toMatchObject({ taken: 1_940, faulty: 60, known: 0 });
    expect((await list()).total).toBe(1_940);
  });

  test("locked or closed in the middle, it is there afterwards, stopped at its place, and goes on", async () => {
    const { text } = largeTable(2_000);
    const { id } = unwrap(await openTable(core, text), "open");
    unwrap(await core.handlers["import.run"]({ id }), "run");
    await until("some rows", async () => ((await core.handlers["import.state"](undefined))?.done ?? 0) >= 400);
    await core.close();
    core = await openAgain(deps());
    const found = await core.handlers["import.state"](undefined);
    expect([found?.id, found?.state, (found?.done ?? 0) >= 400, (await list()).total]).toEqual([id, "stopped", true, found?.counts.taken]);
    unwrap(await core.handlers["import.run"]({ id }), "go on");
    expect((await waitImport(core, id)).counts).toMatchObject({ taken: 1_940, faulty: 60, known: 0 });
    expect((await core.handlers["core.verify"](undefined)).faults).toEqual([]);
  });
});

describe("nothing is made twice", () => {
  const head = "siren;legalName;amount;bankReference\n";

  test("a row that was imported is known however it is written; one that changed is asked about; the same twice in one table is told", async () => {
    await importTable(core, `${head}732829320;Boulangerie;1 250,50;R-1\n552100554;Autre;2000;\n`);
    const view = await importTable(core, `${head}732 829 320;Boulangerie;1250,5;R-1\n732829320;Boulangerie;9000;R-1\n552100554;Autre;3000;\n${fictionalSiren(1)};Neuve;1;\n${fictionalSiren(1)};Neuve;1,00;\n`);
    expect(view.counts).toMatchObject({ taken: 1, known: 1, changed: 2, doubled: 1 });
    expect(await remarks(view, "changed")).toEqual([[3, "", "", "IMPORT_CHANGED"], [4, "", "", "IMPORT_CHANGED"]]);
    expect((await reportOf(core, view.id, "known")).map(({ line, outcome, file, firstLine }) => [line, outcome, file?.name, firstLine])).toEqual([[2, "known", "Boulangerie", undefined], [6, "doubled", "Neuve", 5]]);
    expect(await names()).toEqual(["Autre", "Boulangerie", "Neuve"]);

    unwrap(await core.handlers["import.retry"]({ id: view.id, what: "changed" }), "take them");
    expect((await waitImport(core, view.id)).counts).toMatchObject({ taken: 3, changed: 0 });
    expect((await names()).length).toBe(5);
    // And these are known from now on.
    expect((await importTable(core, `${head}732829320;Boulangerie;9000;R-1\n`)).counts).toMatchObject({ taken: 0, known: 1 });
  });

  test("two requests of one company in one table are two, and a draft withdrawn since is asked about", async () => {
    const text = `${head}732829320;Boulangerie;1000;\n732829320;Boulangerie;2000;\n`;
    expect((await importTable(core, text)).counts).toMatchObject({ taken: 2 });
    const { file } = (await list()).rows.find(({ amount }) => amount === 100_000) ?? {};
    if (file === undefined) throw new Error("no draft");
    unwrap(await core.handlers["files.withdraw"]({ file, why: "" }), "withdraw");
    const view = await importTable(core, text);
    expect(view.counts).toMatchObject({ taken: 0, known: 1, changed: 1 });
    expect(await remarks(view, "changed")).toEqual([[2, "", "", "IMPORT_WITHDRAWN_SINCE"]]);
  });
});

describe("corrected here", () => {
  const text = "Société;N° Siren;Montant\nBoulangerie;73282932;1,250\nJuste;552100554;10\n";

  test("columns are placed by the person, remembered for the same titles in any order, and a cell corrected takes its row only", async () => {
    const opened = unwrap(await openTable(core, text), "open");
    expect(opened).toMatchObject({ state: "mapping", remembered: false, columns: [{ title: "Société", target: undefined, samples: ["Boulangerie", "Juste"] }, { target: undefined }, { target: "amount" }] });
    const { id } = opened;
    unwrap(await core.handlers["import.map"]({ id, targets: ["siren", "siren", null] }), "map");
    expect(await core.handlers["import.run"]({ id })).toMatchObject({ ok: false, error: { code: "G9803", params: { reason: "twice" } } });
    expect(await core.handlers["import.map"]({ id, targets: ["siren", "nonsense" as "siren", null] })).toMatchObject({ ok: false, error: { code: "G4001" } });
    unwrap(await core.handlers["import.map"]({ id, targets: ["legalName", "siren", "amount"] }), "map");
    unwrap(await core.handlers["import.run"]({ id }), "run");
    expect((await waitImport(core, id)).counts).toMatchObject({ taken: 1, faulty: 1 });
    expect(await core.handlers["import.map"]({ id, targets: [null, null, "amount"] })).toMatchObject({ ok: false, error: { code: "G9804" } });

    expect(unwrap(await core.handlers["import.mend"]({ id, line: 2, column: 1, value: "732829320" }), "mend").mended).toBe(1);
    const [row] = await reportOf(core, id, "faulty");
    expect(row?.remarks.map(({ column, value, code, mended }) => [column, value, code, mended])).toEqual([[1, "732829320", "IMPORT_MENDED", true], [2, "1,250", "AMOUNT_AMBIGUOUS", false]]);
    unwrap(await core.handlers["import.retry"]({ id, what: "mended" }), "retry");
    expect((await waitImport(core, id)).counts).toMatchObject({ taken: 1, faulty: 1 });
    // What was corrected is kept, and a closed window or a lock between two corrections changes nothing.
    await core.close();
    core = await openAgain(deps());
    unwrap(await core.handlers["import.mend"]({ id, line: 2, column: 2, value: "1 250" }), "mend");
    unwrap(await core.handlers["import.retry"]({ id, what: "mended" }), "retry");
    expect((await waitImport(core, id)).counts).toMatchObject({ taken: 2, faulty: 0 });
    expect(await names()).toEqual(["Boulangerie", "Juste"]);
    expect(await core.handlers["import.mend"]({ id, line: 2, column: 2, value: "1" })).toMatchObject({ ok: false, error: { code: "G9804" } });

    const next = unwrap(await openTable(core, "Montant;société ;N° SIREN\n5;Neuve;002000008\n"), "next");
    expect([next.remembered, next.columns.map(({ target }) => target)]).toEqual([true, ["amount", "legalName", "siren"]]);
    expect(await core.handlers["import.close"]({ id })).toMatchObject({ ok: false, error: { code: "G9804" } });
    unwrap(await core.handlers["import.close"]({ id: next.id }), "close");
    expect(await core.handlers["import.state"](undefined)).toBeUndefined();
  });

  test("the exported report holds the rows not taken with why; mended there, it is imported as it is", async () => {
    const view = await importTable(core, "siren;legalName;amount\n73282932;=cmd|boulangerie;1,250\n552100554;Juste;10\n");
    for (const format of ["csv", "xlsx"] as const) {
      const ready = unwrap(await core.handlers["import.export"]({ id: view.id, format, language: "fr" }), "export");
      expect(ready).toMatchObject({ name: `table à corriger.${format}`, rows: 1 });
      const bytes = Buffer.from(unwrap(await core.handlers["export.read"]({ id: ready.id, offset: 0 }), "read").bytes, "base64");
      expect(await core.handlers["export.read"]({ id: ready.id, offset: 0 })).toMatchObject({ ok: false, error: { code: "G9805" } });
      if (format === "xlsx") continue;
      const text2 = bytes.toString("utf8");
      expect(text2).toMatch(/^\uFEFFLigne d’origine;À corriger;siren;legalName;amount\r\n2;"?siren : Le SIREN doit comporter 9 chiffres\. \| amount : .*;73282932;'=cmd\|boulangerie;1,250\r\n$/);
      const mended = await importTable(core, text2.replace(";73282932;", ";732829320;").replace(";1,250\r\n", ";1250\r\n"));
      expect(mended).toMatchObject({ remembered: true, counts: { taken: 1, faulty: 0 } });
      unwrap(await core.handlers["import.close"]({ id: mended.id }), "close");
      Object.assign(view, await importTable(core, "siren;legalName;amount\n73282932;=cmd|boulangerie;1,250\n"));
    }
    expect(await names()).toEqual(["=cmd|boulangerie", "Juste"]);
  });

  test("a rating of the Banque de France is not read: no row, no report and no later mapping has it", async () => {
    const opened = unwrap(await openTable(core, "siren;legalName;amount;Cotation BdF;Note\n73282932;Boulangerie;1,250;E5-RATED;à rappeler\n552100554;Juste;10;F3-RATED;\n"), "open");
    expect(opened.columns.map(({ title, neverKept, samples }) => [title, neverKept, samples])).toEqual([
      ["siren", false, ["73282932", "552100554"]], ["legalName", false, ["Boulangerie", "Juste"]], ["amount", false, ["1,250", "10"]], ["Cotation BdF", true, []], ["Note", false, ["à rappeler"]],
    ]);
    unwrap(await core.handlers["import.map"]({ id: opened.id, targets: ["siren", "legalName", "amount", "bankReference", "city"] }), "map");
    unwrap(await core.handlers["import.run"]({ id: opened.id }), "run");
    expect((await waitImport(core, opened.id)).counts).toMatchObject({ taken: 1, faulty: 1 });
    const ready = unwrap(await core.handlers["import.export"]({ id: opened.id, format: "csv", language: "fr" }), "export");
    const report = Buffer.from(unwrap(await core.handlers["export.read"]({ id: ready.id, offset: 0 }), "read").bytes, "base64").toString("utf8");
    expect(report).toMatch(/;73282932;Boulangerie;1,250;;à rappeler\r\n$/);
    const { rows } = await list();
    for (const { file } of rows) expect(JSON.stringify(unwrap(await core.handlers["files.open"]({ file }), "open"))).not.toContain("RATED");
  });

  test("one import at a time: while one runs, another file is not read and nothing of it is changed", async () => {
    const { id } = unwrap(await openTable(core, largeTable(2_000).text), "open");
    unwrap(await core.handlers["import.run"]({ id }), "run");
    expect(await openTable(core, text)).toMatchObject({ ok: false, error: { code: "G9801" } });
    expect(await core.handlers["import.close"]({ id })).toMatchObject({ ok: false, error: { code: "G9801" } });
    unwrap(await core.handlers["import.cancel"]({ id }), "cancel");
    unwrap(await core.handlers["import.close"]({ id }), "close");
    expect((await importTable(core, text)).state).toBe("done");
  });
});
