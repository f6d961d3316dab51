import type { CodedError } from "../kernel/error-codes.ts";
import { REASONS, type Assessment, type Decision, type Reason, type ReasonCode, type Refusal } from "./assessment.ts";
import type { FieldName } from "./file-fields.ts";
import { fieldOfFact } from "./missing-facts.ts";

/** The field beside which each reason is shown. */
export const FIELD_OF_REASON = {
  AERO_NON_OUVERT: "scheme",
  AUTO_CERTIFICATION_MANQUANTE: "ukraineSelfCertified",
  DIFFERE_INFERIEUR_12_MOIS: "deferralMonths",
  DISPOSITIF_CLASSIQUE_CLOS_30_06_2022: "scheme",
  DISPOSITIF_INCONNU: "scheme",
  DUREE_SUPERIEURE_6_ANS: "totalYears",
  HORS_PERIODE_APRES_31_12_2023: "foreseenGrantOn",
  HORS_PERIODE_AVANT_16_03_2020: "foreseenGrantOn",
  NAF_NON_ELIGIBLE_SAISON: "seasonalNaf",
  NON_INSCRIT_SIRENE: "sireneRegistered",
  PROCEDURE_COLLECTIVE_EXCLUE: "procedureType",
  RESILIENCE_NON_OUVERT: "scheme",
  SAISON_NON_OUVERT: "scheme",
  SANS_ACTIVITE_ECONOMIQUE: "economicActivity",
  SCI_EXCLUE: "sciNature",
  SECTEUR_FINANCIER_EXCLU: "borrowerType",
  SURETE_INTERDITE: "otherSecurity",
} as const satisfies Record<Reason, FieldName>;

export type RulingProblem = { readonly field: FieldName; readonly code: ReasonCode | Exclude<Decision, "ACCEPTABLE" | "INELIGIBLE"> };

/** Why the rules would not let this file be registered, each beside its field; empty when they would or cannot say yet. */
export function rulingProblems(assessment: Assessment): readonly RulingProblem[] {
  const refusals = assessment.refusals.map((refusal): RulingProblem => ({ field: fieldOfRefusal(refusal), code: refusal.reason }));
  switch (assessment.decision) {
    case "PLAFOND_DEPASSE":
      return [...refusals, { field: "amount", code: "PLAFOND_DEPASSE" }];
    case "PROCEDURE_INDIVIDUELLE":
      return [...refusals, { field: "staffFrance", code: "PROCEDURE_INDIVIDUELLE" }];
    default:
      return refusals;
  }
}

const isPgeReason = (code: ReasonCode): code is Reason => REASONS.some((reason) => reason === code);

/** Another scheme's reason stands beside the field of its first figure. */
function fieldOfRefusal({ reason, inputs }: Refusal): FieldName {
  if (isPgeReason(reason)) return FIELD_OF_REASON[reason];
  return inputs.map(({ name }) => fieldOfFact(name)).find((field) => field !== undefined) ?? "scheme";
}

/** The same as one refusal: G2003 the rules, G2004 the ceiling, G2005 the individual procedure. */
export function refusalOfRules(assessment: Assessment): CodedError | undefined {
  const problems = rulingProblems(assessment);
  if (problems.length === 0) return undefined;
  return { code: CODE_OF_DECISION[assessment.decision ?? "INELIGIBLE"], fields: problems.map(({ field, code }) => ({ field, reason: code })) };
}

const CODE_OF_DECISION = { PLAFOND_DEPASSE: "G2004", PROCEDURE_INDIVIDUELLE: "G2005", INELIGIBLE: "G2003", ACCEPTABLE: "G2003" } as const satisfies Record<Decision, CodedError["code"]>;
