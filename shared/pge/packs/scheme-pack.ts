import type { LegalDate } from "../../kernel/legal-date.ts";
import type { Cents } from "../../kernel/cents.ts";
import type { Caution, Figure, HypothesisId, LegalReference, PremiumScale, Procedure, Refusal, RuleId } from "../assessment.ts";
import type { Facts, SchemeCode } from "../facts.ts";
import type { FieldName } from "../file-fields.ts";

/** What a rule could establish: a figure, or the paths of the facts it still needs. */
export type Found<T> = { readonly figure: Figure<T> | undefined; readonly missing: readonly string[] };

/** What the eligibility rules say: every reason that is true, and the facts without which a reason cannot be excluded. */
export type Eligibility = { readonly refusals: readonly Refusal[]; readonly missing: readonly string[] };

/** The figures a pack has already established when it is asked for its cautions. */
export type CoreFigures = {
  readonly procedure: Figure<Procedure> | undefined;
  readonly ceiling: Figure<Cents> | undefined;
  readonly available: Figure<Cents> | undefined;
};

/** How an assumed repayment of a loan year is charged: share of the capital outstanding when the year begins. */
export type OutstandingShare = { readonly numerator: number; readonly denominator: number };

/**
 * The rules of one scheme, pure functions of the facts. A pack closes over its own dated parameters; the engine knows none of them.
 * Every function must answer for any facts whatever, unknown ones included, without throwing.
 */
export type PackRules = {
  readonly procedure: (facts: Facts) => Found<Procedure>;
  readonly eligibility: (facts: Facts, procedure: Procedure | undefined) => Eligibility;
  readonly ceiling: (facts: Facts) => Found<Cents>;
  readonly used: (facts: Facts) => Figure<Cents>;
  readonly quotaPct: (facts: Facts) => Found<number>;
  readonly premiumScale: (facts: Facts) => Found<PremiumScale>;
  /** Basis points a year, one entry per year of the loan; a year past the end of the list is charged like the last. */
  readonly premiumBps: (facts: Facts, scale: PremiumScale) => Figure<readonly number[]>;
  readonly cautions: (facts: Facts, figures: CoreFigures) => readonly Caution[];
};

/** Limits on the life of the loan that the engine needs to lay out premiums and the schedule. */
export type LoanTerms = {
  /** Months without amortisation when the file does not say. */
  readonly defaultDeferralMonths: number;
};

/** First month of a scheme: one registration per company until that day, included. */
export type RegistrationTerms = {
  readonly oneRegistrationUntil: LegalDate | undefined;
  readonly preApprovalRequired: boolean;
};

/** A scheme as the form proposes it. Without `names`, the product's own words; without `fields`, every field. */
export type OfferedScheme = {
  readonly code: SchemeCode;
  readonly names: { readonly fr: string; readonly en: string } | undefined;
  readonly fields: readonly FieldName[] | undefined;
};

/** Words that a pack brings, by the key under which the product's own would stand: `reason.…`, `rule.…`, `choice.scheme.…`. */
export type PackWords = { readonly [key: string]: string };

/**
 * One scheme: dated parameters with their texts, and rules over them. A published version never changes: a correction is a new version,
 * and an old verdict is replayed with the version it names.
 */
export type SchemePack = {
  readonly id: string;
  readonly version: string;
  /** As the screens name it, in French. */
  readonly title: string;
  readonly references: readonly LegalReference[];
  readonly hypotheses: readonly { readonly id: HypothesisId; readonly rule: RuleId }[];
  readonly terms: LoanTerms;
  readonly registration: RegistrationTerms;
  readonly rules: PackRules;
  readonly schemes: readonly OfferedScheme[];
  readonly words: { readonly fr: PackWords; readonly en: PackWords };
  /** Activities known to be on the list of the season. */
  readonly seasonalActivities: readonly string[];
};
