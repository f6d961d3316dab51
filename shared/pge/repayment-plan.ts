import type { LoanRequest } from "./facts.ts";
import type { LoanTerms } from "./packs/scheme-pack.ts";

/** The life of a loan in whole years: `graceYears` without amortisation, then the rest by equal shares of capital. */
export type RepaymentPlan = {
  readonly years: number;
  readonly graceMonths: number;
};

/** SC5: longest life laid out; the rules refuse well before, this only bounds the work. */
const LONGEST_YEARS = 40;

/**
 * SC4, SC5: total years as asked, else one deferral and the amortisation. Capital starts after the deferral and the extra year; when that
 * leaves nothing, all is repaid on the last day. `undefined` while the duration is unknown or is not a whole number of years.
 */
export function repaymentPlanOf(request: LoanRequest, terms: LoanTerms): RepaymentPlan | undefined {
  const deferral = request.deferralMonths ?? terms.defaultDeferralMonths;
  const years = request.totalYears ?? (request.amortisationYears === undefined ? undefined : request.amortisationYears + Math.ceil(deferral / 12));
  if (years === undefined || !Number.isInteger(years) || years < 1 || years > LONGEST_YEARS) return undefined;
  if (!Number.isInteger(deferral) || deferral < 0) return undefined;
  const graceMonths = Math.min(deferral + 12 * (request.extraDeferralYears ?? 0), years * 12);
  return { years, graceMonths };
}

/** Share of the capital still owed once `months` have passed: numerator over denominator, both whole. */
export function outstandingShare(plan: RepaymentPlan, months: number): { readonly numerator: number; readonly denominator: number } {
  const total = plan.years * 12;
  const paying = total - plan.graceMonths;
  if (months >= total) return { numerator: 0, denominator: 1 };
  if (paying <= 0 || months <= plan.graceMonths) return { numerator: 1, denominator: 1 };
  return { numerator: total - months, denominator: paying };
}
