import { describe, expect, test } from "vitest";
import { cents } from "../../../shared/kernel/cents.ts";
import { declarationLayoutSchema, type DeclarationLayout } from "../../../shared/life/declaration-layout.ts";
import { DEFAULT_LAYOUT } from "../../../shared/life/default-layout.ts";
import { declarationText, type DeclaredLoan } from "./declaration-text.ts";
import { readAnswer } from "./read-answer.ts";

const loan = (over: Partial<DeclaredLoan> = {}): DeclaredLoan => ({
  number: "1-7K3M-9QPX-T", siren: "073282932", siret: "", name: "Boulangerie des Écluses", scheme: "CLASSIQUE", amount: 20_000_050, disbursedOn: "2020-05-15", quotaPct: 90, guaranteed: cents(18_000_045), totalYears: 5, rate: 25, bankReference: "",
  ...over,
});

describe("the declaration file", () => {
  test("says each loan in the layout's own way, then how many and how much", () => {
    expect(declarationText([loan(), loan({ number: "1-AAAA-BBBB-C", name: "Garage; Fils", amount: 100 })], DEFAULT_LAYOUT).split("\r\n")).toEqual([
      "NUMERO;SIREN;DENOMINATION;DISPOSITIF;MONTANT;DATE_DECAISSEMENT;QUOTITE;MONTANT_GARANTI;DUREE_ANNEES;REFERENCE_BANQUE",
      "1-7K3M-9QPX-T;073282932;Boulangerie des Écluses;CLASSIQUE;200000,50;15/05/2020;90;180000,45;5;",
      '1-AAAA-BBBB-C;073282932;"Garage; Fils";CLASSIQUE;1,00;15/05/2020;90;180000,45;5;',
      "TOTAL;2;200001,50",
      "",
    ]);
  });
  test("in another bank's layout", () => {
    const layout: DeclarationLayout = { ...DEFAULT_LAYOUT, delimiter: "|", decimal: ".", date: "AAAAMMJJ", total: "", columns: [{ title: "ref", says: "number" }, { title: "eur", says: "amount" }, { title: "day", says: "disbursedOn" }, { title: "rate", says: "rate" }] };
    expect(declarationText([loan()], layout)).toBe("ref|eur|day|rate\r\n1-7K3M-9QPX-T|200000.50|20200515|0.25\r\n");
    expect(declarationLayoutSchema.safeParse({ ...layout, columns: [{ title: "x", says: "bdfRating" }] }).success).toBe(false);
  });
  test.each(["=1+1", "+33", "-2", "@SUM(A1)", "\tx"])("a name that a spreadsheet would run, %j, is text", (name) => {
    expect(declarationText([loan({ name })], DEFAULT_LAYOUT).split("\r\n")[1]?.split(";")[2]).toBe(`'${name}`);
  });
});

describe("the answer", () => {
  test("line by line, whatever the case and the accents; the control line is not one", () => {
    const text = "\uFEFFnuméro;Statut;Référence;Motif\r\n1-7K3M-9QPX-T;acceptée;R-1;\r\n1-AAAA-BBBB-C;KO;;SIREN inconnu\r\n\r\n1-AAAA-BBBB-D;en cours\r\nTOTAL;2;3,00\r\n";
    const read = readAnswer(text, DEFAULT_LAYOUT);
    expect(read.ok && read.value).toEqual([
      { line: 2, number: "1-7K3M-9QPX-T", said: "acceptée", outcome: "ACCEPTEE", reference: "R-1", reason: undefined },
      { line: 3, number: "1-AAAA-BBBB-C", said: "KO", outcome: "REJETEE", reference: undefined, reason: "SIREN inconnu" },
      { line: 5, number: "1-AAAA-BBBB-D", said: "en cours", outcome: undefined, reference: undefined, reason: undefined },
    ]);
  });
  test.each([["", "empty", undefined], ["NUMERO;AUTRE\r\n1;2", "header", "STATUT"], ["STATUT\r\nOK", "header", "NUMERO"], ['NUMERO;STATUT\r\n"1;OK', "csv", undefined]] as const)("%j is told: %s", (text, reason, column) => {
    const read = readAnswer(text, DEFAULT_LAYOUT);
    expect(read).toMatchObject({ ok: false, error: { code: "G2020", params: { reason, ...(column === undefined ? {} : { column }) } } });
  });
});
