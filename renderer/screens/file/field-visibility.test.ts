import { expect, test } from "vitest";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { assess } from "../../../shared/testing/assess-pge.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { FieldName, Fields } from "../../../shared/pge/file-fields.ts";
import { visibleFields } from "./field-visibility.ts";

const look = (fields: Fields, needed: readonly FieldName[] = []) => visibleFields(fields, assess(fieldsToFacts(fields, legalDate("2020-08-01"))), new Set(needed));

test("fields of a scheme are on the form for that scheme only", () => {
  expect(look({ scheme: "SAISON" }).shown.has("bestThreeMonths")).toBe(true);
  expect(look({ scheme: "CLASSIQUE" }).shown.has("bestThreeMonths")).toBe(false);
  expect(look({ scheme: "RESILIENCE" }).shown.has("ukraineSelfCertified")).toBe(true);
});

test("a value typed for another choice is kept and named, not shown", () => {
  expect(look({ scheme: "CLASSIQUE", bestThreeMonths: 900_000_00 }).kept).toEqual(["bestThreeMonths"]);
});

test("the nature of an SCI is asked of an SCI only", () => {
  expect(look({ borrowerType: "SCI" }).shown.has("sciNature")).toBe(true);
  expect(look({ borrowerType: "SOCIETE" }).shown.has("sciNature")).toBe(false);
});

test("a field that somebody must look at is on the form whatever the choices", () => {
  expect(look({ borrowerType: "SOCIETE" }, ["heldPct"]).shown.has("heldPct")).toBe(true);
});
