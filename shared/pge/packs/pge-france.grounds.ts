import type { HypothesisId, RuleId } from "../assessment.ts";
import type { PgeReference } from "./pge-france.references.ts";

/** What a rule rests on, whatever the date: every text that a figure or a refusal under it may cite, the oldest first, and what it may assume. */
export type Grounds = { readonly texts: readonly PgeReference[]; readonly hypotheses: readonly HypothesisId[] };

const on = (...texts: readonly PgeReference[]): Grounds => ({ texts, hypotheses: [] });
const assuming = ({ texts }: Grounds, ...hypotheses: readonly HypothesisId[]): Grounds => ({ texts, hypotheses });
/** No text was read: a decision of this product, or a practice of the banks. */
const noText = on();

/** By rule, for telling the law before there is a figure. A test holds it to what assessments cite; the words are those of `rule.…`. */
export const pgeGrounds: Readonly<Record<RuleId, Grounds>> = {
  WI1: on("loi-2020-289-art-6"),
  WI2: on("loi-2022-1726-art-147"),
  WI3: on("arrete-2020-07-13-art-4"),
  WI4: assuming(on("arrete-2020-09-15"), "H_AERO_OUVERTURE"),
  WI5: on("arrete-2022-04-07"),
  WI6: on("arrete-2022-09-19"),
  WI10: on("loi-2020-289-art-6"),
  EL1: on("arrete-2020-03-23-art-3"),
  EL2: on("arrete-2020-03-23-art-3"),
  EL3: on("arrete-2020-03-23-art-3"),
  EL4: on("arrete-2020-03-23-art-3", "arrete-2020-05-06-art-6"),
  EL5: on("arrete-2020-03-23-art-3", "arrete-2020-05-06-art-6"),
  EL6: on("arrete-2020-05-06-art-6", "arrete-2020-07-13"),
  EL8: on("arrete-2020-03-23-art-3"),
  EL9: on("arrete-2020-05-06"),
  EL10: on("arrete-2020-03-23-art-3", "arrete-2020-05-06", "faq-pge"),
  EL11: on("faq-pge"),
  EL12: on("arrete-2022-04-07"),
  EL13: on("arrete-2020-07-13-art-4"),
  EL14: on("loi-2020-289-art-6"),
  EL15: on("arrete-2020-03-23-art-2"),
  EL16: on("arrete-2020-03-23-art-2"),
  EL17: on("loi-2020-289-art-6-iii"),
  EL18: on("groupe-non-lu"),
  PR1: on("loi-2020-289-art-6-v"),
  CE1: on("arrete-2020-03-23-art-5"),
  CE2: on("arrete-2020-03-23-art-5"),
  CE3: on("arrete-2020-07-13"),
  CE4: on("arrete-2020-03-23-art-5", "arrete-2020-05-06-art-6"),
  CE5: on("arrete-2020-07-13-art-4"),
  CE6: assuming(on("arrete-2020-09-15"), "H_AERO_FORMULE", "H_AERO_OUVERTURE"),
  CE7: on("arrete-2020-05-06-art-6"),
  CE8: on("arrete-2022-04-07"),
  CE9: on("arrete-2022-09-19"),
  US1: on("arrete-2020-03-23-art-5"),
  US2: on("arrete-2020-03-23-art-5"),
  US3: on("arrete-2022-09-19"),
  DE1: on("arrete-2020-03-23-art-5"),
  QU1: on("arrete-2020-03-23-art-6", "arrete-2020-05-06"),
  QU2: on("arrete-2020-05-06"),
  QU3: assuming(on("arrete-2020-03-23-art-6", "arrete-2020-05-06"), "H_QUOTITE_AVANT_08_05_2020"),
  QU4: on("arrete-2020-05-02"),
  QU5: on("arrete-2020-03-23-art-6"),
  PM1: on("arrete-2020-03-23-art-7"),
  PM3: on("arrete-2020-03-23-art-7"),
  PM4: assuming(on("arrete-2020-03-23-art-7"), "A1"),
  SC1: assuming(on("arrete-2020-03-23-art-7"), "H_ECHEANCIER_CAPITAL_CONSTANT", "H_INTERETS_30_360", "H_PRIME_ANNIVERSAIRE"),
  SC4: on("pratique-differe-2021"),
  SC5: on("arrete-2020-03-23-art-2"),
  AD1: assuming(noText, "H_REPONSE_CINQ_JOURS"),
  PC1: noText,
  PC2: on("pratique-premier-mois"),
  FI4: noText,
};
