import { cautionsOf } from "../rules/cautions.ts";
import { ceilingOf } from "../rules/ceiling.ts";
import { eligibilityOf } from "../rules/eligibility.ts";
import { premiumBpsOf, premiumScaleOf } from "../rules/premium.ts";
import { massOrIndividual } from "../rules/procedure.ts";
import { quotaPctOf } from "../rules/quota.ts";
import { usedOf } from "../rules/used.ts";
import { pgeParameters as p } from "./pge-france.parameters.ts";
import { SCHEMES } from "../facts.ts";
import { pgeReferences } from "./pge-france.references.ts";
import { KNOWN_SEASONAL_ACTIVITIES } from "./saison-activities.ts";
import type { SchemePack } from "./scheme-pack.ts";

/** Prêt garanti par l'État, France, 2020 to 2023: classique, saison, aéro, résilience. */
export const pgeFrance: SchemePack = {
  id: "pge-france",
  version: "1.0.0",
  title: "Prêt garanti par l'État (PGE), 2020-2023",
  references: pgeReferences,
  hypotheses: [
    { id: "A1", rule: "PM4" },
    { id: "H_ECHEANCIER_CAPITAL_CONSTANT", rule: "SC1" },
    { id: "H_INTERETS_30_360", rule: "SC2" },
    { id: "H_PRIME_ANNIVERSAIRE", rule: "SC3" },
    { id: "H_AERO_OUVERTURE", rule: "WI4" },
    { id: "H_AERO_FORMULE", rule: "CE6" },
    { id: "H_QUOTITE_AVANT_08_05_2020", rule: "QU3" },
  ],
  terms: { defaultDeferralMonths: 12 },
  registration: { oneRegistrationUntil: p.oneRegistrationUntil, preApprovalRequired: true },
  rules: {
    procedure: (facts) => massOrIndividual(facts, p),
    eligibility: (facts, procedure) => eligibilityOf(facts, procedure, p),
    ceiling: (facts) => ceilingOf(facts, p),
    used: (facts) => usedOf(facts, p),
    quotaPct: (facts) => quotaPctOf(facts, p),
    premiumScale: (facts) => premiumScaleOf(facts, p),
    premiumBps: (facts, scale) => premiumBpsOf(facts, scale, p),
    cautions: (facts, figures) => cautionsOf(facts, figures, p),
  },
  schemes: SCHEMES.map((code) => ({ code, names: undefined, fields: undefined })),
  words: { fr: {}, en: {} },
  seasonalActivities: KNOWN_SEASONAL_ACTIVITIES,
};
