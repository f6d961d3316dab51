import { expect, test } from "vitest";
import { assessCore } from "../../shared/pge/assess.ts";
import { checkSubmittable } from "../../shared/pge/check-submittable.ts";
import { fieldsToFacts } from "../../shared/pge/fields-to-facts.ts";
import type { Fields } from "../../shared/pge/file-fields.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { parseSiren } from "../../shared/entry/siren.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { packName } from "../../shared/pge/packs/packs.ts";
import { parsePackText } from "../../shared/pge/packs/document/parse-pack.ts";
import { pgeFrance } from "../../shared/pge/packs/pge-france.ts";
import type { SchemePack } from "../../shared/pge/packs/scheme-pack.ts";
import { answerRegistration } from "../../shared/pge/registration.ts";
import { FICTIONAL_SIREN_COUNT } from "../../shared/testing/companies.ts";
import { BUSINESS_DATE, editedFields, firstFields } from "./make-fields.ts";
import { NEW_RULES, newSchemeText } from "../../build/demo/fictitious-scheme.ts";
import type { Story } from "./stories.ts";

const day = legalDate(BUSINESS_DATE);
const next = unwrap(parsePackText(newSchemeText(BUSINESS_DATE)), "the fictitious scheme").pack;

/** What the product's own rules answer on that day to a company's first request. */
function answerTo(fields: Fields, pack: SchemePack = pgeFrance): string {
  const assessment = assessCore(fieldsToFacts(fields, day), pack);
  const problems = checkSubmittable(fields, assessment, day);
  return problems.length > 0 ? "INCOMPLET" : answerRegistration({ businessDate: day, preApproved: true, liveRegistrations: 0, assessment }, pack);
}

const ANSWERS: readonly (readonly [Story, string])[] = [
  ["plain", "ATTESTATION_DELIVREE"], ["edited", "ATTESTATION_DELIVREE"], ["documented", "ATTESTATION_DELIVREE"], ["twin", "ATTESTATION_DELIVREE"],
  ["corrected", "REFUS_PLAFOND_DEPASSE"], ["over", "REFUS_PLAFOND_DEPASSE"], ["completed", "INCOMPLET"], ["incomplete", "INCOMPLET"],
  ["ineligible", "REFUS_REGLES"], ["large", "REFUS_PROCEDURE_INDIVIDUELLE"], ["early-scheme", "REFUS_REGLES"],
];

test.each(ANSWERS)("[DY2] a file of the story %s is answered %s by the rules of 25 March 2020, whatever the company", (story, answer) => {
  for (let company = 0; company < 400; company += 1) expect([company, answerTo(firstFields({ story, company }))]).toEqual([company, answer]);
});

test("[DY2] once mended or edited each is sound, and the new scheme is asked for within its own bounds", () => {
  for (let company = 0; company < 400; company += 1) {
    for (const story of ["corrected", "completed", "edited"] as const) {
      const mended = { ...firstFields({ story, company }), ...editedFields({ story, company }) } as Fields;
      expect([story, company, answerTo(mended)]).toEqual([story, company, "ATTESTATION_DELIVREE"]);
    }
    expect([company, answerTo(firstFields({ story: "scheme", company }), next)]).toEqual([company, "ATTESTATION_DELIVREE"]);
    // What was asked for by the law's own schemes is answered as before noon.
    expect([company, answerTo(firstFields({ story: "plain", company }), next)]).toEqual([company, "ATTESTATION_DELIVREE"]);
  }
  expect(packName(next)).toBe(NEW_RULES);
});

test("[DY2] past the companies that are made up, numbers go on without one coming twice", () => {
  const sirens = [0, 1, FICTIONAL_SIREN_COUNT - 1, FICTIONAL_SIREN_COUNT, FICTIONAL_SIREN_COUNT + 1, 4_000_000].map((company) => firstFields({ story: "plain", company }));
  expect(new Set(sirens.map(({ siren }) => siren)).size).toBe(6);
  for (const { siren, siret } of sirens) {
    expect(parseSiren(String(siren)).ok).toBe(true);
    expect(siret === undefined || String(siret).startsWith(String(siren))).toBe(true);
  }
});
