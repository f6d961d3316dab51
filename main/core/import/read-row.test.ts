import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ColumnTarget } from "../../../shared/bridge/import-views.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { FIELD_NAMES, type FieldName } from "../../../shared/pge/file-fields.ts";
import { parseStoredField } from "../../../shared/pge/stored-field.ts";
import type { Cell } from "../tables/table.ts";
import { proposeTargets, titlesKey } from "./columns.ts";
import { readRow } from "./read-row.ts";
import { rowKey } from "./row-key.ts";

const read = (target: ColumnTarget, cell: Cell, epoch1904 = false): unknown => {
  const { fields, faults, notices } = readRow([target], [cell], epoch1904);
  return faults[0]?.code ?? [Object.values(fields)[0], ...notices.map(({ code, kept }) => `${code} ${kept}`)];
};
const n = (number: string): Cell => ({ number });

describe("what Excel does to numbers", () => {
  test.each<readonly [ColumnTarget, Cell, unknown]>([
    // A SIREN without its zeros, as a number or as a text; only where the whole is one that exists.
    ["siren", n("2000008"), ["002000008", "ZEROS_RESTORED 002000008"]], ["siren", "2000008", ["002000008", "ZEROS_RESTORED 002000008"]], ["siren", "2 000 008", ["002000008", "ZEROS_RESTORED 002000008"]],
    ["siren", "2000009", "SIREN_LENGTH"], ["siren", "200000", "SIREN_LENGTH"], ["siren", "'002000008", ["002000008"]], ["siren", '="002000008"', ["002000008"]], ["siren", n("732829320"), ["732829320"]],
    ["siret", n("200000800017"), ["00200000800017", "ZEROS_RESTORED 00200000800017"]], ["postalCode", n("1000"), ["01000", "ZEROS_RESTORED 01000"]], ["phone", n("140201234"), ["+33140201234"]],
    // Scientific: whole where every figure is there, refused where they are lost.
    ["siren", "5,5E+08", "EXCEL_ROUNDED"], ["siren", "5.5e8", "EXCEL_ROUNDED"], ["siren", "7,3282932E+08", "EXCEL_ROUNDED"], ["siren", "7.32829320E+08", ["732829320", "NUMBER_RESTORED 732829320"]], ["siren", n("7.3282932E+8"), ["732829320"]],
    ["siret", "7,32829E+13", "EXCEL_ROUNDED"], ["amount", "5,5E+08", "EXCEL_ROUNDED"], ["amount", n("5.5E+8"), [55_000_000_000]], ["bankReference", "1,23E+11", "EXCEL_ROUNDED"], ["bankReference", n("1234567890123456789"), "EXCEL_ROUNDED"], ["legalName", "5,5E+08", ["5,5E+08"]],
    // Number cells are never ambiguous; texts are.
    ["amount", n("1.25"), [125]], ["amount", n("1.234"), "AMOUNT_TOO_PRECISE"], ["amount", n("1250.4999999999998"), [125_050]], ["amount", "1,250", "AMOUNT_AMBIGUOUS"], ["amount", n("-5"), "AMOUNT_NEGATIVE"], ["staffFrance", n("12"), [12]], ["staffFrance", n("12.5"), "COUNT_FORMAT"],
    ["rateBps", { number: "0.0025", percent: true }, [25]], ["rateBps", n("0.25"), [25]], ["heldPct", { number: "0.9", percent: true }, [90]], ["heldPct", n("90"), [90]],
    // Dates.
    ["createdOn", { date: "2020-04-15" }, ["2020-04-15"]], ["createdOn", n("43936"), ["2020-04-15", "DATE_READ 15/04/2020"]], ["createdOn", "43936", ["2020-04-15", "DATE_READ 15/04/2020"]], ["createdOn", "15/04/2020 00:00:00", ["2020-04-15"]], ["createdOn", "2020-04-15T00:00:00Z", ["2020-04-15"]],
    ["createdOn", n("150420"), ["2020-04-15"]], ["createdOn", n("1042020"), ["2020-04-01"]], ["createdOn", "31/02/2020", "DATE_NO_SUCH_DAY"], ["createdOn", "12", "DATE_FORMAT"],
    // Booleans, choices by their name, errors, formulas nobody computed.
    ["group", { boolean: true }, [true]], ["group", "VRAI", [true]], ["group", "FALSE", [false]], ["group", n("1"), [true]],
    ["scheme", "PGE saison", ["SAISON"]], ["scheme", "classique", ["CLASSIQUE"]], ["scheme", "autre", "CHOICE_UNKNOWN"],
    ["amount", "#N/A", "EXCEL_ERROR"], ["amount", "#VALEUR!", "EXCEL_ERROR"], ["amount", "########", "EXCEL_ERROR"], ["amount", { error: "#REF!" }, "EXCEL_ERROR"], ["amount", { error: "" }, "EXCEL_NO_VALUE"],
    ["legalName", "=SOMME(A1)", ["=SOMME(A1)"]], ["otherLoans", "[{", "LOAN_FORMAT"],
  ])("%s %j: %j", (target, cell, expected) => {
    expect(read(target, cell)).toEqual(expected);
  });

  test("a plain number in a column of dates of a 1904 workbook is counted from there", () => {
    expect(read("createdOn", n("42474"), true)).toEqual(["2020-04-15", "DATE_READ 15/04/2020"]);
  });
});

describe("an account in columns of its own", () => {
  const targets = ["rib.bank", "rib.branch", "rib.account", "rib.key", "iban"] as const;
  test.each<readonly [readonly Cell[], unknown]>([
    [["30006", "00001", "12345678901", "89"], "FR7630006000011234567890189"], [[n("30006"), n("1"), n("12345678901")], "FR7630006000011234567890189"],
    [["30006", "1", "12345678901", "12"], [3, "RIB_KEY"]], [["30006", "", "12345678901"], [1, "RIB_INCOMPLETE"]], [["3000X", "1", "1"], [0, "IBAN_FORMAT"]], [["30006", "1", "1,23E+10"], [2, "EXCEL_ROUNDED"]],
    [["30006", "1", "12345678901", "", "FR7699999000020000000000003"], [0, "RIB_TWICE"]], [["30006", "1", "12345678901", "", "FR7630006000011234567890189"], "FR7630006000011234567890189"],
  ])("%j: %j", (cells, expected) => {
    const { fields, faults } = readRow(targets, cells, false);
    expect(faults[0] === undefined ? fields.iban : [faults[0].column, faults[0].code]).toEqual(expected);
  });
});

describe("columns", () => {
  test("by the field's name, its label in either language, or what offices write; the second of two for one field is left aside", () => {
    expect(proposeTargets(["siren", "RAISON SOCIALE", "Amount requested", "Code Postal", "CP", "code  banque", "Clé RIB", "Note", "", "Ligne d’origine"])).toEqual(["siren", "legalName", "amount", "postalCode", undefined, "rib.bank", "rib.key", undefined, undefined, undefined]);
    for (const { find, language } of Object.values(words)) for (const field of FIELD_NAMES) expect([language, proposeTargets([find(`field.${field}`) ?? ""])]).toEqual([language, [field]]);
  });

  test("titles are the same whatever their order, case and accents, and with the columns that a report adds", () => {
    expect(titlesKey(["Société", "SIREN"])).toBe(titlesKey(["Ligne d’origine", "siren ", "societe", "À corriger", ""]));
  });
});

describe("properties", () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.string({ unit: "binary" }), fc.constantFrom("=cmd|' /C calc'!A0", "1e999", "-0", "\u0000", "'", '="', "E+08", "9".repeat(400), "٣٤", "#", "=".repeat(50)),
    fc.double().map((value) => n(String(value))), fc.string().map(n), fc.record({ date: fc.string() }), fc.record({ boolean: fc.boolean() }), fc.record({ error: fc.string() }), fc.double().map((value) => ({ number: String(value), percent: true as const })),
  );
  const target = fc.constantFrom<ColumnTarget | undefined>(...FIELD_NAMES, "rib.bank", "rib.branch", "rib.account", "rib.key", undefined);
  test("no cell makes it fall, and what is taken is always in stored form", () => {
    fc.assert(fc.property(fc.array(fc.tuple(target, cell), { maxLength: 12 }), fc.boolean(), (row, epoch1904) => {
      const { fields, faults } = readRow(row.map(([each]) => each), row.map(([, each]) => each), epoch1904);
      for (const [field, value] of Object.entries(fields)) expect([field, parseStoredField(field as FieldName, value)]).toEqual([field, { ok: true, value }]);
      for (const { code } of faults) expect(words.fr.find(`fault.${code}`)).toBeDefined();
    }), { numRuns: 500 });
  });

  test("a row is the same whatever the order of its columns, and another as soon as one value is", () => {
    expect(rowKey({ siren: "732829320", amount: 1 })).toEqual(rowKey({ amount: 1, siren: "732829320" }));
    expect(rowKey({ siren: "732829320", amount: 1 }).content).not.toEqual(rowKey({ siren: "732829320", amount: 2 }).content);
    expect(rowKey({ siren: "732829320", bankReference: "A" }).subject).not.toEqual(rowKey({ siren: "732829320" }).subject);
    expect(rowKey({ legalName: "x" }).subject).toBeUndefined();
  });
});
