import { expect, test } from "vitest";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { assess } from "../../../shared/testing/assess-pge.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import { viewOf } from "../../testing/fake-files.ts";
import { fileProblems, type Situation } from "./file-problems.ts";

const READY = 3;
const REFUSED = 7;
const CONFLICT = 9;
const businessDate = legalDate("2020-04-15");
const situation = (n: number, over: Partial<Situation> = {}): Situation => {
  const view = over.view ?? viewOf(n);
  const fields = over.fields ?? view.fields;
  return { fields, faults: {}, view, typed: {}, assessment: assess(fieldsToFacts(fields, businessDate)), businessDate, ...over };
};

test("a whole file has nothing against it", () => {
  expect(fileProblems(situation(READY))).toEqual([]);
});

test("empty required fields are missing, in the order of the form", () => {
  const { siren: _siren, iban: _iban, ...fields } = viewOf(READY).fields;
  expect(fileProblems(situation(READY, { fields })).map(({ field, kind }) => [field, kind])).toEqual([["siren", "missing"], ["iban", "missing"]]);
});

test("what cannot be read comes before what the rules say of the last value that could", () => {
  const fields = { ...viewOf(READY).fields, amount: 60_000_000 };
  expect(fileProblems(situation(READY, { fields }))).toEqual([{ field: "amount", code: "PLAFOND_DEPASSE", kind: "ruling" }]);
  expect(fileProblems(situation(READY, { fields, faults: { amount: "AMOUNT_FORMAT" } }))).toEqual([{ field: "amount", code: "AMOUNT_FORMAT", kind: "fault" }]);
});

test("the centre's reason stands beside its field until the field is typed again", () => {
  const view = { ...viewOf(REFUSED), fields: viewOf(READY).fields };
  expect(fileProblems(situation(REFUSED, { view }))).toEqual([{ field: "amount", code: "PLAFOND_DEPASSE", kind: "fault" }]);
  expect(fileProblems(situation(REFUSED, { view, typed: { amount: 7_500_000 } }))).toEqual([]);
  expect(fileProblems(situation(REFUSED, { view: { ...view, pending: ["amount"] } }))).toEqual([]);
});

test("a field entered in two places waits for a choice", () => {
  expect(fileProblems(situation(CONFLICT))).toEqual([{ field: "amount", code: "G2007", kind: "fault" }]);
});
