import { readFileSync } from "node:fs";
import fc from "fast-check";
import { IMPORT_LIMITS } from "../../../shared/bridge/import-views.ts";
import { DEFAULT_LAYOUT } from "../../../shared/life/default-layout.ts";
import { declarationLayoutSchema } from "../../../shared/life/declaration-layout.ts";
import { FIELD_NAMES } from "../../../shared/pge/file-fields.ts";
import { parseStoredField } from "../../../shared/pge/stored-field.ts";
import { readAnswer } from "../../../main/core/declare/read-answer.ts";
import { readRow } from "../../../main/core/import/read-row.ts";
import { readTable } from "../../../main/core/tables/read-table.ts";
import { isEmptyCell, type Cell } from "../../../main/core/tables/table.ts";
import { testingXlsx } from "../../../main/core/tables/testing-xlsx.ts";
import { someFields } from "../../../shared/testing/some-fields.ts";
import { jsonBytes, nearJson } from "../near-json.ts";
import { bytesOf, outcomeOf, textOf, valueOf, type Outcome, type Parser } from "../parser.ts";

/** Within its own limits, whatever it holds. */
async function feedTable(input: Uint8Array): Promise<Outcome> {
  const read = await readTable(input);
  if (!read.ok) return outcomeOf(read);
  const { titles, rows } = read.value;
  if (titles.length > IMPORT_LIMITS.columns || rows.length > IMPORT_LIMITS.rows) throw new Error("more rows or columns than the limits");
  if (rows.some(({ cells }) => cells.some((cell) => typeof cell === "string" && cell.length > IMPORT_LIMITS.bytes))) throw new Error("a cell larger than any file");
  // Each of its rows goes on, under titles of all kinds.
  for (const { cells } of rows.slice(0, 3)) feedRow(cells, false);
  return `accepted ${read.value.format}`;
}

function feedRow(cells: readonly Cell[], epoch1904: boolean): Outcome {
  const targets = FIELD_NAMES.slice(0, cells.length);
  const { fields, faults } = readRow(targets, cells, epoch1904);
  for (const name of targets) {
    const value = fields[name];
    if (value !== undefined && !parseStoredField(name, value).ok) throw new Error(`a cell is taken for ${name} that the file's own gate refuses`);
  }
  return faults.length === 0 ? "accepted" : `refused ${faults.map(({ code }) => code).slice(0, 3).join(",")}`;
}

const csvCell = fc.oneof(fc.constantFrom("", '"', '""', '"a;b"', '"a\nb"', "=1+1", "732829320", "12 500,50", "\u00e9", "\u0000", "\ufeff", "sep=;"), fc.string({ unit: "binary", maxLength: 8 }));
const csv = fc.tuple(fc.constantFrom(";", ",", "\t", "|"), fc.constantFrom("\n", "\r\n", "\r"), fc.array(fc.array(csvCell, { maxLength: 6 }), { maxLength: 8 }), fc.constantFrom("utf8", "utf16le", "latin1"), fc.boolean())
  .map(([separator, end, rows, encoding, hasMark]) => Buffer.from((hasMark ? "\ufeff" : "") + rows.map((row) => row.join(separator)).join(end), encoding as BufferEncoding));
const csvTable: Parser = {
  name: "table-csv", source: "main/core/tables/read-csv.ts",
  open: () => ({
    samples: [bytesOf("siren;nom;montant\r\n732829320;Été;12 500,50\r\n"), Buffer.from("\ufeffa\tb\r\né\t2\r\n", "utf16le"), bytesOf("sep=,\r\na,b\r\n\"x\ny\",2\r\n"), readFileSync(new URL("../../../samples/companies-brest.csv", import.meta.url)).subarray(0, 3_000)],
    near: csv, words: [";", '"', '""', "\r\n", "sep=;", "\u0000"], feed: feedTable,
  }),
};

const column = fc.constantFrom("A", "B", "Z", "AA", "XFD", "ZZZ", "", "a", "\u0391");
const xml = fc.oneof(fc.constantFrom("&lt;", "&#0;", "&#x41;", "&#xD800;", "_x000D_", "_x0000_", "<![CDATA[x]]>", "<!-- x -->", "<v>1</v>", "&nope;"), fc.string({ maxLength: 6 }).map((text) => text.replaceAll(/[<&]/g, "")));
const cell = fc.tuple(column, fc.constantFrom("1", "2", "50001", "0", "-1", "1048577", "9".repeat(20)), fc.constantFrom("", "s", "str", "inlineStr", "b", "e", "n", "d", "zz"), fc.constantFrom("0", "1", "2", "99", "-1", "x"), fc.constantFrom("0", "1", "43936", "1e999", "-1", "2.5E-3", "NaN", "true", "", "2147483648"), xml, fc.boolean())
  .map(([at, row, type, style, value, text, hasFormula]) => `<c r="${at}${row}"${type === "" ? "" : ` t="${type}"`} s="${style}">${hasFormula ? "<f>A1</f>" : ""}<v>${value}</v><is><t>${text}</t></is></c>`);
const sheet = fc.array(fc.tuple(fc.constantFrom("", ' r="1"', ' r="2"', ' r="0"', ' r="x"', ' r="99999999"'), fc.array(cell, { maxLength: 4 })), { maxLength: 4 }).map((rows) => rows.map(([r, cells]) => `<row${r}>${cells.join("")}</row>`).join(""));
const xlsxTable: Parser = {
  name: "table-xlsx", source: "main/core/tables/read-xlsx.ts", isSlow: true,
  open: async () => {
    const made = await Promise.all([
      testingXlsx({ sheet: '<row><c t="str"><v>a</v></c></row><row><c><v>1</v></c></row>' }),
      testingXlsx({ sheet: '<row><c r="A2" t="s"><v>0</v></c></row><row><c r="A5" t="s"><v>1</v></c><c s="1"><v>43936.5</v></c></row>', strings: "<si><t>Titre</t></si><si><r><t>Bou</t></r></si>", formats: [0, 14, 10] }),
    ]);
    // Packed while it is fed: fast-check makes texts, and packing takes its time.
    const plan = fc.record({ sheet, strings: fc.constantFrom("", "<si><t>a</t></si>", "<si><r><t>a</t></r><rPh><t>b</t></rPh></si>", "<si/>"), date1904: fc.boolean(), prolog: fc.constantFrom("", "", "", "<?xml version='1.0'?>", '<!DOCTYPE x [<!ENTITY a "aa">]>'), cut: fc.boolean() });
    const PLAN = Buffer.from("plan:");
    return {
      samples: made, near: plan.map((one) => Buffer.concat([PLAN, jsonBytes(one)])), words: ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "<row>", "<c ", "<v>", "</v>"],
      feed: async (input) => await feedTable(Buffer.from(input).subarray(0, PLAN.length).equals(PLAN) ? await packed(input.subarray(PLAN.length)) : input),
    };
  },
};

async function packed(plan: Uint8Array): Promise<Uint8Array> {
  const value = valueOf(plan);
  return typeof value === "object" && value !== null && "sheet" in value && typeof value.sheet === "string" ? await testingXlsx({ ...value, sheet: value.sheet, formats: [0, 14, 10] }) : plan;
}

const filled: Readonly<Record<string, unknown>> = someFields(1);
const values = FIELD_NAMES.map((name) => filled[name]).map((value) => (typeof value === "string" ? value : typeof value === "number" ? { number: String(value) } : typeof value === "boolean" ? { boolean: value } : ""));
const rows: readonly unknown[] = [values, [{ number: "5.5E+8" }, { date: "2020-04-15" }, { number: "0.9", percent: true }, { error: "#N/A" }, "=SOMME(A1)"]];
const isCell = (value: unknown): value is Cell => typeof value === "string" || (typeof value === "object" && value !== null && (["number", "date", "error"].some((key) => typeof (value as Record<string, unknown>)[key] === "string") || typeof (value as Record<string, unknown>)["boolean"] === "boolean"));
const tableRow: Parser = {
  name: "table-row", source: "main/core/import/read-row.ts",
  open: () => ({
    samples: rows.map(jsonBytes), near: nearJson(...rows), words: ["5,5E+08", "'0123", '="002"', "#VALEUR!", "########", "VRAI", "15/04/2020 00:00:00", '{"number":"', '{"date":"'],
    feed: (input) => {
      const cells = valueOf(input);
      if (!Array.isArray(cells) || !cells.every(isCell)) return "refused no-cells";
      cells.forEach(isEmptyCell);
      feedRow(cells, true);
      return feedRow(cells, false);
    },
  }),
};

const answers = "NUMERO;STATUT;REFERENCE;MOTIF\r\n1-ABCD-EFGH-K;ACCEPTEE;R1;\r\n1-ABCD-EFGJ-K;KO;;hors délai\r\nTOTAL;;;\r\n";
const answerCell = fc.oneof(fc.constantFrom("NUMERO", "STATUT", "REFERENCE", "MOTIF", "ACCEPTEE", "accepté", "KO", "TOTAL", "1-ABCD-EFGH-K", '"', '"a\nb"', ""), fc.string({ unit: "binary", maxLength: 8 }));
const declarationAnswer: Parser = {
  name: "declaration-answer", source: "main/core/declare/read-answer.ts",
  open: () => ({
    samples: [bytesOf(answers), bytesOf(`\ufeff${answers.replaceAll("\r\n", "\n")}`)],
    near: fc.array(fc.array(answerCell, { maxLength: 6 }), { maxLength: 8 }).map((lines) => bytesOf(["NUMERO;STATUT;REFERENCE;MOTIF", ...lines.map((line) => line.join(";"))].slice(lines.length % 2).join("\r\n"))),
    words: ["NUMERO", "STATUT", "ACCEPTEE", "REJETEE", "TOTAL", ";", '"'],
    feed: (input) => {
      const read = readAnswer(textOf(input), DEFAULT_LAYOUT);
      if (!read.ok) return `refused ${String(read.error.params?.["reason"])}`;
      if (read.value.some(({ outcome, line }) => (outcome !== undefined && outcome !== "ACCEPTEE" && outcome !== "REJETEE") || !Number.isSafeInteger(line))) throw new Error("an answer of no kind");
      return read.value.length === 0 ? "accepted" : "accepted lines";
    },
  }),
};

const layout: Parser = {
  name: "declaration-layout", source: "shared/life/declaration-layout.ts",
  open: () => ({
    samples: [jsonBytes(DEFAULT_LAYOUT)], near: nearJson(DEFAULT_LAYOUT),
    feed: (input) => {
      const read = declarationLayoutSchema.safeParse(valueOf(input));
      if (!read.success) return `refused ${read.error.issues[0]?.path.join(".").slice(0, 40) ?? ""}`;
      // What a bank may set has to read what comes back, whatever separators and words it chose.
      const told = readAnswer(answers, read.data);
      return `accepted ${told.ok ? "read" : String(told.error.params?.["reason"])}`;
    },
  }),
};

export const tableParsers: readonly Parser[] = [csvTable, xlsxTable, tableRow, declarationAnswer, layout];
