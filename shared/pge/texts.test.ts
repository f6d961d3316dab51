import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fields as englishFields } from "../i18n/en/fields.ts";
import { pge as englishPge } from "../i18n/en/pge.ts";
import { fields } from "../i18n/fr/fields.ts";
import { pge } from "../i18n/fr/pge.ts";
import { someFactsOf } from "../testing/random-facts.ts";
import { assess } from "../testing/assess-pge.ts";
import { REASONS } from "./assessment.ts";
import { LOAN_STATUSES } from "./facts.ts";
import { FIELD_ERROR_CODES, SUBMIT_ERROR_CODES } from "./field-errors.ts";
import { FIELD_NAMES, fileFields, type FieldKind } from "./file-fields.ts";
import { fieldOfFact } from "./missing-facts.ts";
import { pgeFrance } from "./packs/pge-france.ts";
import { CAUTIONS } from "./rules/cautions.ts";

const french = new Set([...Object.keys(fields), ...Object.keys(pge)]);
const without = (keys: readonly string[]): readonly string[] => keys.filter((key) => !french.has(key));

test("[FI7] every field has a label, every choice a word, every section a title", () => {
  const choices = FIELD_NAMES.flatMap((name) => {
    const spec: FieldKind = fileFields[name];
    return spec.kind === "choice" ? spec.of.map((code) => `choice.${name}.${code}`) : [];
  });
  const sections = FIELD_NAMES.map((name) => `section.${fileFields[name].section}`);
  expect(without([...FIELD_NAMES.map((name) => `field.${name}`), ...choices, ...sections, ...LOAN_STATUSES.map((code) => `choice.loanStatus.${code}`)])).toEqual([]);
});

test("[FI7] every fault, reason, caution, hypothesis and decision has its sentence", () => {
  expect(without([...FIELD_ERROR_CODES, ...SUBMIT_ERROR_CODES].map((code) => `fault.${code}`))).toEqual([]);
  expect(without([...REASONS.map((code) => `reason.${code}`), ...CAUTIONS.map((code) => `caution.${code}`)])).toEqual([]);
  expect(without(pgeFrance.hypotheses.flatMap(({ id, rule }) => [`hypothesis.${id}`, `rule.${rule}`]))).toEqual([]);
});

test("[FI7] every rule that a figure or a reason may name has a title", () => {
  const spec = readFileSync(new URL("SPEC.md", import.meta.url), "utf8");
  const shown = Array.from(spec.matchAll(/^- \*\*((?:EL|PR|US|QU|PM|SC|WI[1-8]|CE|DE[1-3])\d*)\*\*/gm), ([, rule = ""]) => rule);
  expect(shown.length).toBeGreaterThan(50);
  expect(without(shown.map((rule) => `rule.${rule}`))).toEqual([]);
});

test("[FI7] English has the same keys, and no sentence is left in the other language or empty", () => {
  expect(Object.keys(englishFields)).toEqual(Object.keys(fields));
  expect(Object.keys(englishPge)).toEqual(Object.keys(pge));
  const texts = [...Object.values(fields), ...Object.values(pge), ...Object.values(englishFields), ...Object.values(englishPge)];
  expect(texts.filter((text) => text.trim() === "" || text.includes("!"))).toEqual([]);
  for (const key of ["fault.REQUIRED", "fault.SIREN_CHECKSUM"] as const) expect(englishFields[key]).not.toBe(fields[key]);
});

test("[FI7] a fault says what is wrong and what to do: it is a sentence", () => {
  const faults = Object.entries(fields).filter(([key]) => key.startsWith("fault."));
  expect(faults.filter(([, text]) => !text.endsWith("."))).toEqual([]);
});

test("[PC5] W06: a refusal is in writing and names the Médiation du crédit with its address", () => {
  expect(pge["refusalNotice.mediation"]).toMatch(/écrit.*Médiation du crédit.*mediation\.credit\.\{department\}@banque-france\.fr/);
  expect(englishPge["refusalNotice.mediation"]).toMatch(/in writing.*Médiation du crédit.*mediation\.credit\.\{department\}@banque-france\.fr/);
});

test("[FI7] everything that goes into a figure or a reason has a name: its field's label or a text of its own", () => {
  const names = new Set<string>();
  for (const facts of fc.sample(someFactsOf, { seed: 7, numRuns: 800 })) {
    const a = assess(facts);
    const figures = [a.procedure, a.ceiling, a.used, a.available, a.quotaPct, a.guaranteed, a.premiumScale, a.premiumBps, a.firstPremium, a.premiums, a.schedule, ...a.refusals];
    for (const figure of figures) for (const { name } of figure?.inputs ?? []) names.add(name);
    for (const path of a.missing) names.add(path);
  }
  expect(names.size).toBeGreaterThan(40);
  expect([...names].filter((name) => fieldOfFact(name) === undefined && !french.has(`input.${name}`))).toEqual([]);
});
