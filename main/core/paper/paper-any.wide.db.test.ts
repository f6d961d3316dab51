import fc from "fast-check";
import { expect, test } from "vitest";
import type { LocalPaperOrder } from "../../../shared/bridge/paper-order.ts";
import { DOCUMENT_TYPES, PIECES } from "../../../shared/documents/document.ts";
import { MAX_CENTS } from "../../../shared/kernel/cents.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { addDays, legalDate } from "../../../shared/kernel/legal-date.ts";
import { assess } from "../../../shared/testing/assess-pge.ts";
import { LOAN_STATUSES } from "../../../shared/pge/facts.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import { FIELD_NAMES, fileFields, type FieldKind, type Fields, type FieldValue } from "../../../shared/pge/file-fields.ts";
import { parseStoredField } from "../../../shared/pge/stored-field.ts";
import { someFactsOf } from "../../../shared/testing/random-facts.ts";
import { drawPaper } from "../../../paper/draw-paper.ts";
import { paperOf } from "./make-paper.ts";
import type { PaperFile } from "./paper-file.ts";
import { expectAccessible } from "../../../paper/test-support/expect-accessible.ts";
import { readPaper } from "../../../paper/test-support/read-paper.ts";
import { SOME_REGISTRATION, somePaperFile } from "./test-support/some-paper-file.ts";

const RUNS = process.env["GUICHET_LONG"] === "1" ? 300 : 4;
const file = "01900000-0000-7000-8000-0123456789ab" as FileId;

/** Texts as people type and paste them: long, without a space, in other scripts, with signs that no font has. */
const anyText = (max: number): fc.Arbitrary<string> =>
  fc.oneof(fc.string({ unit: "binary", minLength: 1, maxLength: max }), fc.string({ unit: "grapheme", minLength: 1, maxLength: max }), fc.constant("Œ".repeat(max)), fc.constant("Société d’Éditions & <Cie> \n".repeat(40).slice(0, max)));
const anyCents = fc.oneof(fc.integer({ min: 0, max: 900_000_000 }), fc.constant(MAX_CENTS));
const anyDate = fc.integer({ min: 0, max: 2_500 }).map((n) => addDays(legalDate("2018-01-01"), n));

function valueOf(spec: FieldKind): fc.Arbitrary<FieldValue> {
  switch (spec.kind) {
    case "text": return anyText(spec.max);
    case "cents": return anyCents;
    case "cents-list": return fc.array(anyCents, { maxLength: spec.max });
    case "count": return fc.integer({ min: spec.min, max: Math.min(spec.max, 20_000) });
    case "percent": return fc.integer({ min: 0, max: 100 });
    case "rate": return fc.integer({ min: 0, max: 900 });
    case "date": return anyDate;
    case "yes-no": return fc.boolean();
    case "choice": return fc.constantFrom(...spec.of);
    case "loans": return fc.array(fc.record({ bank: anyText(120), amount: anyCents, status: fc.constantFrom(...LOAN_STATUSES), grantOn: anyDate }), { maxLength: spec.max });
    case "siren": return fc.constant("732829320");
    case "siret": return fc.constant("73282932000074");
    case "naf": return fc.constant("47.11F");
    case "legal-form": return fc.constant("5499");
    case "iban": return fc.constant("FR7630006000011234567890189");
    case "bic": return fc.constant("AGRIFRPP");
    case "phone": return fc.constant("+33299000000");
    case "email": return fc.constant("contact@exemple.fr");
    case "postal-code": return fc.constantFrom("35000", "20200", "97400");
  }
}

/** Any fields that the gate of storage lets in. */
const anyFields: fc.Arbitrary<Fields> = fc
  .tuple(...FIELD_NAMES.map((name) => fc.option(valueOf(fileFields[name]), { nil: undefined, freq: 3 })))
  .map((values) => Object.fromEntries(FIELD_NAMES.flatMap((name, i) => (values[i] !== undefined && parseStoredField(name, values[i]).ok ? [[name, values[i]]] : []))));

const anyDocuments = fc.array(fc.record({ name: anyText(200), size: fc.integer({ min: 1, max: 10_000_000 }), piece: fc.constantFrom(...PIECES), type: fc.constantFrom(...DOCUMENT_TYPES), by: anyText(60) }), { maxLength: 50 })
  .map((list): PaperFile["documents"] => list.map(({ by, ...facts }, i) => ({ document: String(i).padStart(64, "0"), ...facts, attachedBy: by, attachedAt: instant(1_587_000_000_000) })));

const anyFile: fc.Arbitrary<PaperFile> = fc
  .record({ fields: anyFields, facts: fc.option(someFactsOf, { nil: undefined }), documents: anyDocuments, registered: fc.boolean(), demonstration: fc.boolean(), bank: anyText(120), person: anyText(80) })
  .map(({ fields, facts, registered, ...others }) => somePaperFile({
    ...others, fields, assessment: assess(facts ?? fieldsToFacts(fields, legalDate("2020-04-15"))), ...(registered ? { standing: SOME_REGISTRATION, status: "registered" } : { standing: { kind: "draft" }, status: "incomplete" }),
  }));

const anyOrder: fc.Arbitrary<LocalPaperOrder> = fc.oneof(
  fc.record({ paper: fc.constantFrom("summary", "schedule", "registration"), file: fc.constant(file), language: fc.constantFrom("fr", "en") }),
  fc.record({ paper: fc.constant("refusal"), file: fc.constant(file), refusal: fc.record({ kind: fc.constantFrom("loan", "examination"), reason: anyText(2_000), decidedOn: anyDate, signatory: fc.record({ name: anyText(120), role: anyText(120) }) }) }),
);

test("whatever a file holds, each of its papers is an accessible PDF, or says which fields it waits for", async () => {
  await fc.assert(fc.asyncProperty(anyFile, anyOrder, async (of, order) => {
    const paper = paperOf(of, order);
    if (!paper.ok) {
      expect(["G9701", "G9702"]).toContain(paper.error.code);
      return;
    }
    const { bytes, pages } = await drawPaper(paper.value, of.madeAt);
    const read = await readPaper(bytes);
    expect(read.pages.length).toBe(pages);
    expect(bytes.length).toBeLessThan(2_000_000);
    expectAccessible(read, paper.value.language === "fr" ? "fr-FR" : "en-GB");
  }), { numRuns: RUNS, interruptAfterTimeLimit: 150_000, markInterruptAsFailure: false });
});

test("a value of spaces alone leaves no cell without a text", async () => {
  const of = somePaperFile({ bank: " ", person: "\u00a0 ", standing: { kind: "draft" }, status: "incomplete" });
  const paper = paperOf(of, { paper: "summary", file, language: "fr" });
  if (!paper.ok) throw new Error("no paper");
  expectAccessible(await readPaper((await drawPaper(paper.value, of.madeAt)).bytes), "fr-FR");
});

test("forty years by the month, fifty loans and fifty documents break into pages whose heads stand again on each", async () => {
  const loans = Array.from({ length: 50 }, (_, i) => ({ bank: `Banque régionale de développement numéro ${i}`, amount: 10_000_000 + i, status: "DECAISSE" }));
  const documents: PaperFile["documents"] = Array.from({ length: 50 }, (_, i) => ({ document: String(i).padStart(64, "0"), name: `${"piece-".repeat(30)}${i}.pdf`, piece: "AUTRE", type: "application/pdf", size: 1_000, attachedBy: "Yann Modèle", attachedAt: instant(1_587_000_000_000) }));
  const of = somePaperFile({ documents, overrides: { otherLoans: loans, totalYears: 30, amortisationYears: 29, amount: 100_000_000 } });
  const [summary, schedule] = [paperOf(of, { paper: "summary", file, language: "fr" }), paperOf(of, { paper: "schedule", file, language: "fr" })];
  if (!summary.ok || !schedule.ok) throw new Error("no paper");
  const [wide, long] = [await readPaper((await drawPaper(summary.value, 1)).bytes), await readPaper((await drawPaper(schedule.value, 1)).bytes)];
  expectAccessible(wide, "fr-FR");
  expectAccessible(long, "fr-FR");
  for (let i = 0; i < 50; i += 1) expect(wide.text).toContain(`numéro ${i}`);
  expect(long.pages.length).toBeGreaterThan(8);
  // The heads of the instalments: tagged where the table begins, and an artifact on each page that it goes on.
  const holdsRows = ({ shown }: (typeof long.pages)[number]): boolean => (shown.match(/\d{2}\/\d{2}\/\d{4}/g)?.length ?? 0) > 3;
  expect(long.pages.map(({ shown }) => shown.includes("Restant dû"))).toEqual(long.pages.map(holdsRows));
  expect(long.text.split("Restant dû").length - 1).toBe(1);
});
