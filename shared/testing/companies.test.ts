import { expect, test } from "vitest";
import { checkIdentifier } from "../entry/identifier.ts";
import { assess } from "./assess-pge.ts";
import { checkSubmittable } from "../pge/check-submittable.ts";
import { fieldsToFacts } from "../pge/fields-to-facts.ts";
import { parseStoredPatch } from "../pge/stored-field.ts";
import { companies, companyAt, FICTIONAL_BANK_CODE, FICTIONAL_SIREN_COUNT, fictionalSiren, isFictionalSiren } from "./companies.ts";
import { fieldsOfCompany, someFields, SOME_BUSINESS_DATE } from "./some-fields.ts";

const some = companies(7, 4_000);

test("[ID7] valid keys, distinct numbers, all inside the range that no company bears", () => {
  expect(new Set(some.map(({ siren }) => siren)).size).toBe(some.length);
  for (const { siren, siret, vat, naf, iban } of some.slice(0, 200)) {
    for (const [kind, text] of [["siren", siren], ["siret", siret], ["tva", vat], ["naf", naf], ["iban", iban]] as const) expect([kind, text, checkIdentifier(kind, text).ok]).toEqual([kind, text, true]);
    expect([isFictionalSiren(siren), siret.startsWith(siren), iban.slice(4, 9)]).toEqual([true, true, FICTIONAL_BANK_CODE]);
  }
  expect([fictionalSiren(0), fictionalSiren(FICTIONAL_SIREN_COUNT - 1), fictionalSiren(FICTIONAL_SIREN_COUNT)]).toEqual(["002000008", "005399993", "002000008"]);
  expect([isFictionalSiren("001807254"), isFictionalSiren("005410220"), isFictionalSiren("732829320")]).toEqual([false, false, false]);
});

test("[ID7] names say that they are examples", () => {
  expect(some.filter(({ legalName }) => !/\(exemple \d+\)$/.test(legalName))).toEqual([]);
});

test("the same seed tells the same story, another seed another", () => {
  expect(companyAt(7, 3)).toEqual(companyAt(7, 3));
  expect({ ...companyAt(8, 3), siren: "" }).not.toEqual({ ...companyAt(7, 3), siren: "" });
});

test("the published mix: Île-de-France 17 %, commerce 25 %, very small 90 %, mean amount near the published one", () => {
  const share = (is: (company: (typeof some)[number]) => boolean) => some.filter(is).length / some.length;
  expect(share(({ region }) => region === "11")).toBeCloseTo(0.173, 1);
  expect(share(({ naf }) => /^4[567]/.test(naf))).toBeCloseTo(0.25, 1);
  expect(share(({ size }) => size === "TPE")).toBeCloseTo(0.9, 1);
  const mean = some.reduce((sum, { amount }) => sum + amount, 0) / some.length / 100;
  expect(mean).toBeGreaterThan(120_000);
  expect(mean).toBeLessThan(240_000);
});

test("[FI3] a file of any company is complete, well formed and acceptable", () => {
  for (const company of some.slice(0, 300)) {
    const fields = fieldsOfCompany(company);
    expect(parseStoredPatch(fields)).toEqual({ ok: true, value: fields });
    const assessment = assess(fieldsToFacts(fields, SOME_BUSINESS_DATE));
    expect([company.siren, assessment.decision, checkSubmittable(fields, assessment, SOME_BUSINESS_DATE)]).toEqual([company.siren, "ACCEPTABLE", []]);
  }
});

test("an override replaces or empties one field", () => {
  expect(someFields(1, { amount: 5 }).amount).toBe(5);
  expect("amount" in someFields(1, { amount: undefined })).toBe(false);
});
