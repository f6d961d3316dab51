import { describe, expect, test } from "vitest";
import type { LocalPaperOrder as PaperOrder } from "../../../shared/bridge/paper-order.ts";
import { words } from "../../../shared/i18n/texts.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { FIELD_NAMES } from "../../../shared/pge/file-fields.ts";
import { paperFileName } from "./file-name.ts";
import { fieldsOf, paperOf } from "./make-paper.ts";
import { printable } from "../../../paper/printable.ts";
import { PRINTED, WITHHELD } from "./printed-fields.ts";
import { SOME_REGISTRATION, somePaperFile } from "./test-support/some-paper-file.ts";

const file = "01900000-0000-7000-8000-0123456789ab" as FileId;
const schedule: PaperOrder = { paper: "schedule", file, language: "fr" };
const copy: PaperOrder = { paper: "registration", file, language: "fr" };
const letter: PaperOrder = { paper: "refusal", file, refusal: { kind: "loan", reason: "Un motif de plus de vingt caractères.", decidedOn: legalDate("2020-04-15"), signatory: { name: "Maëlle Exemple" } } };
const registered = { standing: SOME_REGISTRATION, status: "registered" } as const;

describe("what a paper waits for", () => {
  test("without what it is computed from, it names the fields that it waits for", () => {
    expect(paperOf(somePaperFile({ overrides: { rateBps: undefined, amount: undefined } }), schedule)).toEqual({ ok: false, error: { code: "G9701", fields: [{ field: "amount", reason: "FACT_REQUIRED" }, { field: "rateBps", reason: "FACT_REQUIRED" }] } });
    const unknown = paperOf(somePaperFile({ overrides: { staffFrance: undefined } }), schedule);
    expect(unknown).toMatchObject({ ok: false, error: { code: "G9701", fields: expect.arrayContaining([{ field: "staffFrance", reason: "FACT_REQUIRED" }]) } });
    const laidOut = paperOf(somePaperFile({ overrides: { totalYears: 30, amortisationYears: 29, deferralMonths: 144 } }), schedule);
    expect(laidOut).toMatchObject({ ok: false, error: { code: "G9701", fields: expect.arrayContaining([{ field: "totalYears", reason: "FACT_REQUIRED" }]) } });
  });

  test("a company without a name gets no letter", () => {
    expect(paperOf(somePaperFile({ overrides: { legalName: undefined } }), letter)).toEqual({ ok: false, error: { code: "G9701", fields: [{ field: "legalName", reason: "REQUIRED" }] } });
  });

  test.each([["a draft", somePaperFile()], ["a cancelled file", somePaperFile({ standing: { kind: "withdrawn" } })]])("%s has no copy of a registration", (_name, of) => {
    expect(paperOf(of, copy)).toEqual({ ok: false, error: { code: "G9702" } });
  });
});

test("a copy of a registration says what the centre holds, the other papers what is shown here", () => {
  const registration = SOME_REGISTRATION.kind === "registered" ? SOME_REGISTRATION.registration : undefined;
  if (registration === undefined) throw new Error("no registration");
  const [held, shown] = [{ fields: { amount: 1 }, registration }, { fields: { amount: 2 } }];
  expect(["registration", "summary", "schedule", "refusal"].map((paper) => fieldsOf(paper as PaperOrder["paper"], held, shown).amount)).toEqual([1, 2, 2, 2]);
  // Answered, and not pulled yet.
  expect([fieldsOf("registration", { fields: { amount: 1 } }, shown).amount, fieldsOf("registration", undefined, shown).amount]).toEqual([2, 2]);
});

test("every field of a file was decided upon: printed, or withheld", () => {
  const decided = [...Object.values(PRINTED).flat(), ...WITHHELD];
  expect(decided.toSorted()).toEqual(FIELD_NAMES.toSorted());
  expect(Object.values(PRINTED).flat().filter((field) => /rating|cotation/i.test(field))).toEqual([]);
});

test("a text is set as it was typed; what no font has becomes a white square, and what steers text is left out", () => {
  expect(printable("L’Œuvre d’Éloïse\u00a0: 1\u202f000\u00a0€ − « x »")).toBe("L’Œuvre d’Éloïse\u00a0: 1\u202f000\u00a0€ − « x »");
  expect(printable("E\u0301cole\u200b\u202e\u0007 中🏦\u2028fin")).toBe("École  □□ fin");
  expect(printable("Ωμέγα Щука Łódź")).toBe("Ωμέγα Щука Łódź");
});

describe("the proposed name of a file holds no client's name", () => {
  const on = legalDate("2020-04-15");
  test.each([
    [somePaperFile(registered), "summary", "1-ABCD-EFGH-K-synthese-2020-04-15.pdf"],
    [somePaperFile({ overrides: { bankReference: "Dossier n° 2020/118 — é" } }), "schedule", "Dossier-n-2020-118-e-echeancier-2020-04-15.pdf"],
    [somePaperFile({ overrides: { bankReference: "///" } }), "refusal", "0123456789ab-refus-2020-04-15.pdf"],
  ] as const)("number, reference, or the end of the id", (of, paper, name) => {
    expect(paperFileName(of, paper, on, words.fr)).toBe(name);
  });
});
