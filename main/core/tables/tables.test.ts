import fc from "fast-check";
import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import { csvLine, neutralText } from "../../../shared/i18n/csv-text.ts";
import { decodeText } from "./decode-text.ts";
import { dateToSerial, serialToDate } from "./excel-date.ts";
import { readTable } from "./read-table.ts";
import { plainDecimal, type Cell } from "./table.ts";
import { testingXlsx } from "./testing-xlsx.ts";
import { kindOfCode } from "./xlsx-formats.ts";
import { writeCsv } from "./write-csv.ts";
import { writeXlsx } from "./write-xlsx.ts";
import type { WrittenTable } from "./written-table.ts";

const bytes = (text: string): Buffer => Buffer.from(text, "utf8");
const cellsOf = async (content: Uint8Array): Promise<readonly (readonly Cell[])[]> => unwrap(await readTable(content), "table").rows.map(({ cells }) => cells);

describe("CSV as spreadsheets save it", () => {
  test.each([
    ["UTF-8 with its mark", Buffer.from("\uFEFFa;b\r\né;2\r\n")], ["Windows-1252", Buffer.from("a;b\r\né;2\r\n", "latin1")], ["UTF-16 with its mark", Buffer.from("\uFEFFa\tb\r\né\t2\r\n", "utf16le")],
    ["commas", bytes("a,b\né,2\n")], ["the separator named", bytes("sep=,\r\na,b\r\né,2\r\n")], ["empty lines before and between", bytes("\n\na;b\n\né;2\n")], ["old line ends", bytes("a;b\ré;2\r")],
  ])("%s", async (_name, content) => {
    const table = unwrap(await readTable(content), "table");
    expect([table.titles, table.rows.map(({ cells }) => cells)]).toEqual([["a", "b"], [["é", "2"]]]);
  });

  test("lines are those that an editor shows, also after a cell of several lines", async () => {
    expect(unwrap(await readTable(bytes('a;b\n"x\ny";1\n\nz;2\n')), "table").rows.map(({ line }) => line)).toEqual([2, 5]);
  });

  test("what is no text is none: zero bytes, and the bytes that Windows-1252 has no character for", () => {
    for (const wrong of [[0x41, 0], [0xe9, 0x81]]) expect(decodeText(Uint8Array.from(wrong))).toBeUndefined();
  });
});

describe("XLSX as Excel, LibreOffice and others write it", () => {
  test("shared and rich texts, inline ones, formulas by their last value, booleans, errors, dates, percents, gaps and hidden sheets", async () => {
    const content = await testingXlsx({
      strings: "<si><t>Titre</t></si><si><r><t>Bou</t></r><r><rPr><b/></rPr><t>langerie</t></r><rPh><t>lu</t></rPh></si>",
      sheet: `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>B_x000D_</t></is></c></row>
        <row r="5"><c r="A5" t="s"><v>1</v></c><c r="C5" t="str"><f>A1&amp;"x"</f><v>vu</v></c><c r="D5" t="b"><v>1</v></c><c r="E5" t="e"><v>#N/A</v></c><c r="F5" s="1"><v>43936.5</v></c><c r="G5" s="2"><v>2.5E-3</v></c><c r="H5"><v>5.5E+8</v></c><c r="I5"><f>NOW()</f></c></row>
        <row/><row><c/><c><v>7</v></c></row>`,
      formats: [0, 14, 10],
    });
    const table = unwrap(await readTable(content), "table");
    expect(table).toMatchObject({ format: "xlsx", sheet: { name: "Vue", others: 0 }, titles: ["Titre", "", "B\r"] });
    expect(table.rows).toEqual([
      { line: 5, cells: ["Boulangerie", "", "vu", { boolean: true }, { error: "#N/A" }, { date: "2020-04-15" }, { number: "2.5E-3", percent: true }, { number: "5.5E+8" }, { error: "" }] },
      { line: 7, cells: ["", { number: "7" }] },
    ]);
  });

  test("dates of 1904 workbooks are counted from there", async () => {
    const content = await testingXlsx({ sheet: '<row><c t="str"><v>d</v></c></row><row><c s="1"><v>42474</v></c></row>', formats: [0, 14], date1904: true });
    expect(await cellsOf(content)).toEqual([[{ date: "2020-04-15" }]]);
  });

  test.each([["dd/mm/yyyy", "date"], ["[$-40C]d mmmm yyyy;@", "date"], ["mmm-yy", "date"], ["0.00%", "percent"], ["General", "plain"], ["#,##0.00 \"d'avance\"", "plain"], ["[Red]0", "plain"], ["0.00E+00", "plain"], ["hh:mm", "plain"], ["\\d0", "plain"]] as const)("the format %s shows a %s", (code, kind) => {
    expect(kindOfCode(code)).toBe(kind);
  });

  test("a day and its count are each other's; the day that never was, and what comes before it, is none", () => {
    fc.assert(fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => { expect(dateToSerial(serialToDate(serial, false) ?? "")).toBe(serial); }));
    expect([serialToDate(60, false), serialToDate(-1, true), serialToDate(3e6, false), serialToDate(Number.NaN, false)]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test("figures are shown in full, without the noise of the machine's arithmetic", () => {
    expect([550_000_000, 0.1 + 0.2, Number("1250000.49999999991"), -1250.5, 1e14, 0.0025, 0].map(plainDecimal)).toEqual(["550000000", "0,3", "1250000,5", "-1250,5", "100000000000000", "0,0025", "0"]);
  });
});

describe("hostile files are a fault, never a fall", () => {
  const sheet = '<row><c t="str"><v>a</v></c></row>';
  test("a bomb is not unzipped: not one that says its size, nor one that lies", async () => {
    const honest = await testingXlsx({ sheet, raw: { path: "xl/sharedStrings.xml", packed: deflateRawSync(Buffer.alloc(1_000_000)), size: 400_000_000 } });
    expect(await readTable(honest)).toEqual({ ok: false, error: "IMPORT_UNZIPPED_TOO_LARGE" });
    const lying = await testingXlsx({ sheet, raw: { path: "xl/sharedStrings.xml", packed: deflateRawSync(Buffer.alloc(20_000_000, 32)), size: 1_000 } });
    expect(await readTable(lying)).toEqual({ ok: false, error: "IMPORT_NOT_XLSX" });
  });

  test.each([
    ["entities of its own", { prolog: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', sheet }, "IMPORT_NOT_XLSX"], ["an entity nobody defined", { sheet: '<row><c t="str"><v>&file;</v></c></row>' }, "IMPORT_NOT_XLSX"],
    ["XML cut short", { sheet: "<row><c><v>1</v>", cut: true }, "IMPORT_NOT_XLSX"], ["nothing in it", { sheet: "" }, "IMPORT_EMPTY"],
    ["a cell far away", { sheet: '<row r="1"><c r="XFD1" t="str"><v>a</v></c></row>' }, "IMPORT_TOO_MANY_COLUMNS"], ["too many rows", { sheet: sheet.repeat(50_002) }, "IMPORT_TOO_MANY_ROWS"],
  ] as const)("%s", async (_name, made, fault) => {
    expect(await readTable(await testingXlsx(made))).toEqual({ ok: false, error: fault });
  });

  test("whatever bytes are given, there is a table or a fault", async () => {
    const sound = await testingXlsx({ sheet: `${sheet}<row><c><v>1</v></c></row>` });
    const spoilt = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }).map((changes) => { const copy = Buffer.from(sound); for (const [at, byte] of changes) copy[at] = byte; return copy; });
    const cut = fc.nat(sound.length).map((length) => sound.subarray(0, length));
    await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string().map(bytes), spoilt, cut), async (content) => { expect(typeof (await readTable(content)).ok).toBe("boolean"); }), { numRuns: 150 });
  });
});

describe("what is written opens as what it is", () => {
  test.each([["=1+1", "'=1+1"], ["+33", "'+33"], ["-5", "'-5"], ["@SUM", "'@SUM"], ["\tx", "'\tx"], ["\rx", "'\rx"], ["a=b", "a=b"], ["", ""]])("a text %j is no formula in a CSV", (text, written) => {
    expect(neutralText(text)).toBe(written);
  });

  test("a separator, a quote and a line end are quoted", () => {
    expect(csvLine(["a;b", 'c"d', "e\nf", "g,h"], ";")).toBe('"a;b";"c""d";"e\nf";g,h');
  });

  const table = (rows: WrittenTable["rows"]): WrittenTable => ({ sheet: "Dossiers / [1]", columns: ["a", "b", "c", "d"].map((title) => ({ title, width: 10 })), rows });
  test("money below zero stays a number, in both; a text that begins like a formula stays a text", async () => {
    const rows = [["=HYPERLINK(1)", { cents: -125_050 }, { date: "2020-04-15" }, { count: 3 }]] as const;
    expect((await writeCsv(table(rows))).toString("utf8")).toBe("\uFEFFa;b;c;d\r\n'=HYPERLINK(1);-1250,50;15/04/2020;3\r\n");
    expect(await cellsOf(await writeXlsx(table(rows)))).toEqual([["=HYPERLINK(1)", { number: "-1250.5" }, { date: "2020-04-15" }, { number: "3" }]]);
  });

  test("any text written to XLSX reads back the same", async () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).filter((one) => one.isWellFormed() && one.trim() !== "");
    await fc.assert(fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), async (row) => { expect(await cellsOf(await writeXlsx(table([row])))).toEqual([row]); }), { numRuns: 30 });
  });
});
