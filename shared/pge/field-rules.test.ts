import fc from "fast-check";
import { expect, test } from "vitest";
import { words } from "../i18n/texts.ts";
import { someFactsOf } from "../testing/random-facts.ts";
import { assess } from "../testing/assess-pge.ts";
import type { Assessment } from "./assessment.ts";
import { groundsOfField } from "./field-rules.ts";
import { FIELD_NAMES } from "./file-fields.ts";
import { fieldOfFact } from "./missing-facts.ts";
import { pgeGrounds } from "./packs/pge-france.grounds.ts";
import { pgeFrance } from "./packs/pge-france.ts";

type Told = { readonly rule: string; readonly reference: string; readonly inputs?: readonly { readonly name: string }[]; readonly hypotheses?: readonly string[] };

/** Their figure carries the text, and the assumptions, of the figure that they were computed from. */
const CARRY = new Set(["DE1", "DE2", "QU5", "PM3", "PM4"]);
/** Told of a whole file or by a caution that no field is asked for, never beside a field. */
const OF_NO_FIELD = new Set(["DE2", "PM2", "CE10", "EL7", "WI7", "WI8"]);

function toldBy(assessment: Assessment): readonly Told[] {
  const { procedure, ceiling, used, available, quotaPct, guaranteed, premiumScale, premiumBps, firstPremium, premiums, schedule } = assessment;
  const figures = [procedure, ceiling, used, available, quotaPct, guaranteed, premiumScale, premiumBps, firstPremium, premiums, schedule].filter((figure) => figure !== undefined);
  return [...figures, ...assessment.refusals, ...assessment.cautions];
}
const told = fc.sample(someFactsOf, { numRuns: 8_000, seed: 20_200_323 }).flatMap((facts) => toldBy(assess(facts)));

test("the texts of each rule are those that assessments cite under it: none is left out, none is added", () => {
  const cited = new Map<string, Set<string>>();
  const assumed = new Map<string, Set<string>>();
  for (const { rule, reference, hypotheses = [] } of told.filter(({ rule: own }) => !CARRY.has(own) && !OF_NO_FIELD.has(own))) {
    cited.set(rule, (cited.get(rule) ?? new Set()).add(reference));
    for (const hypothesis of hypotheses) assumed.set(rule, (assumed.get(rule) ?? new Set()).add(hypothesis));
  }
  expect(cited.size).toBeGreaterThan(35);
  for (const [rule, texts] of cited) expect([rule, ...(pgeGrounds[rule]?.texts ?? [])].toSorted()).toEqual([rule, ...texts].toSorted());
  for (const [rule, hypotheses] of assumed) expect(pgeGrounds[rule]?.hypotheses, rule).toEqual(expect.arrayContaining([...hypotheses]));
});

test("a field whose value refuses a file is told with the rule that refuses", () => {
  const lacking = new Set<string>();
  for (const { rule, inputs = [] } of told.filter((one) => /^(EL(?!10)|PR|QU[1-4]|PM1)/.test(one.rule))) {
    for (const field of inputs.flatMap(({ name }) => fieldOfFact(name) ?? [])) {
      // The grant's own day chooses among all rules; it is told with the periods only.
      if (field !== "foreseenGrantOn" && !groundsOfField(field).some((grounds) => grounds.rule === rule)) lacking.add(`${field} ${rule}`);
    }
  }
  expect([...lacking]).toEqual([]);
});

test("every rule told beside a field has its words, its text where one was read, and assumptions that the pack or the answer's delay states", () => {
  const rules = FIELD_NAMES.flatMap((field) => groundsOfField(field));
  expect(rules.length).toBeGreaterThan(100);
  for (const { rule, texts, hypotheses } of rules) {
    for (const { find, language } of Object.values(words)) {
      expect(find(`rule.${rule}`), `${language} ${rule}`).toBeDefined();
      for (const hypothesis of hypotheses) expect(find(`hypothesis.${hypothesis}`), `${language} ${hypothesis}`).toBeDefined();
    }
    expect(texts.length, rule).toBe(pgeGrounds[rule]?.texts.length);
    if (["PC1", "FI4", "AD1"].includes(rule)) expect(texts, rule).toEqual([]);
    else expect(texts.length, rule).toBeGreaterThan(0);
  }
  const known = new Set([...pgeFrance.hypotheses.map(({ id }) => id), "H_REPONSE_CINQ_JOURS"]);
  expect(Object.values(pgeGrounds).flatMap(({ hypotheses }) => hypotheses).filter((id) => !known.has(id))).toEqual([]);
});
