import type { Cents } from "../kernel/cents.ts";
import type { LegalDate } from "../kernel/legal-date.ts";
import type { SchemeCode } from "./facts.ts";

export const REASONS = [
  "AERO_NON_OUVERT", "AUTO_CERTIFICATION_MANQUANTE", "DIFFERE_INFERIEUR_12_MOIS", "DISPOSITIF_CLASSIQUE_CLOS_30_06_2022", "DISPOSITIF_INCONNU",
  "DUREE_SUPERIEURE_6_ANS", "HORS_PERIODE_APRES_31_12_2023", "HORS_PERIODE_AVANT_16_03_2020", "NAF_NON_ELIGIBLE_SAISON",
  "NON_INSCRIT_SIRENE", "PROCEDURE_COLLECTIVE_EXCLUE", "RESILIENCE_NON_OUVERT", "SAISON_NON_OUVERT", "SANS_ACTIVITE_ECONOMIQUE",
  "SCI_EXCLUE", "SECTEUR_FINANCIER_EXCLU", "SURETE_INTERDITE",
] as const;
export type Reason = (typeof REASONS)[number];
/** A reason of another scheme, written `pack-id.CODE`: a new scheme brings its own without touching this list. */
export type PackReason = `${string}.${string}`;
export type ReasonCode = Reason | PackReason;

export type Procedure = "MASSE" | "INDIVIDUELLE";
export type Decision = "ACCEPTABLE" | "PLAFOND_DEPASSE" | "INELIGIBLE" | "PROCEDURE_INDIVIDUELLE";
/** By the size of the company, or one for all of them. */
export type PremiumScale = SizeScale | "UNIQUE";
export type SizeScale = "PETITE_MOYENNE" | "GRANDE";

/** Rule ids of shared/pge/SPEC.md, for example "CE1". */
export type RuleId = string;
/** Key of a text in the pack's list of legal references, for example "arrete-2020-03-23-art-5". */
export type ReferenceId = string;
/** Key of an unknown of the sources that the engine settles by assumption; shown as such. */
export type HypothesisId = string;

export type FigureInput = {
  /** Path of the fact, for example "borrower.turnover2019", or of the pack's parameter, for example "pack.turnoverShare". */
  readonly name: string;
  readonly unit: "cents" | "count" | "date" | "percent" | "bps" | "years" | "months" | "days" | "yes-no" | "code";
  readonly value: string | number | boolean;
};

/** A result with its grounds: the rule used, the figures that went in, the text, and the assumption if there is one. */
export type Figure<T> = {
  readonly value: T;
  readonly rule: RuleId;
  readonly inputs: readonly FigureInput[];
  readonly reference: ReferenceId;
  readonly hypotheses: readonly HypothesisId[];
};

export type LegalReference = {
  readonly id: ReferenceId;
  /** As a lawyer would cite it, in French. */
  readonly cite: string;
  readonly source: string;
  readonly confidence: "H" | "M" | "L" | "mem";
};

export type Refusal = { readonly reason: ReasonCode; readonly rule: RuleId; readonly inputs: readonly FigureInput[]; readonly reference: ReferenceId };

/** To look at by a person; never a refusal by itself (group, collective procedure hint, saison for a new company, …). */
export type Caution = { readonly code: string; readonly rule: RuleId; readonly reference: ReferenceId };

export type Instalment = {
  readonly rank: number;
  readonly dueOn: LegalDate;
  /** The year of the loan that the row ends or stands in: that of its interest and capital. */
  readonly year: number;
  readonly interest: Cents;
  /** Of the year that begins that day: see `yearOfPremium`. */
  readonly premium: Cents;
  readonly capital: Cents;
  readonly total: Cents;
  readonly outstandingAfter: Cents;
};

export type Schedule = {
  readonly instalments: readonly Instalment[];
  readonly totals: { readonly interest: Cents; readonly premium: Cents; readonly capital: Cents; readonly total: Cents };
};

/** What the engine says of a file. A figure that cannot be computed yet is `undefined` and its facts are in `missing`. */
export type Assessment = {
  readonly pack: { readonly id: string; readonly version: string };
  readonly grantOn: LegalDate;
  readonly scheme: SchemeCode | undefined;
  readonly procedure: Figure<Procedure> | undefined;
  readonly eligible: boolean | undefined;
  readonly refusals: readonly Refusal[];
  readonly ceiling: Figure<Cents> | undefined;
  readonly used: Figure<Cents>;
  readonly available: Figure<Cents> | undefined;
  readonly quotaPct: Figure<number> | undefined;
  readonly guaranteed: Figure<Cents> | undefined;
  readonly premiumScale: Figure<PremiumScale> | undefined;
  readonly premiumBps: Figure<readonly number[]> | undefined;
  readonly firstPremium: Figure<Cents> | undefined;
  /** One premium a year of the loan. */
  readonly premiums: Figure<readonly Cents[]> | undefined;
  readonly schedule: Figure<Schedule> | undefined;
  readonly decision: Decision | undefined;
  /** Paths of facts still needed, in the order of the form. */
  readonly missing: readonly string[];
  readonly cautions: readonly Caution[];
  /** Every assumption used anywhere above, once. */
  readonly hypotheses: readonly HypothesisId[];
};
