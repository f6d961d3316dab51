import type { LoanRequest } from "./facts.ts";
import type { LoanTerms } from "./packs/scheme-pack.ts";

/** The life of a loan in whole years: `graceMonths` without amortisation, then the rest by equal shares of capital. */
export type RepaymentPlan = {
  readonly years: number;
  readonly graceMonths: number;
};

/** SC5: longest life laid out; the rules refuse well before, this only bounds the work. */
const LONGEST_YEARS = 40;

/**
 * SC5: the deferral and the amortisation years, the extra year being one of these; or the total asked for, when no amortisation is said or
 * when it counts the extra year apart (1 + 1 + 4). `undefined` while none is known.
 */
export function totalYearsOf(request: LoanRequest, defaultDeferralMonths: number): number | undefined {
  const { totalYears, amortisationYears, extraDeferralYears = 0 } = request;
  if (amortisationYears === undefined) return totalYears;
  const deferral = Math.ceil((request.deferralMonths ?? defaultDeferralMonths) / 12);
  const apart = deferral + extraDeferralYears + amortisationYears;
  return totalYears === apart ? apart : deferral + amortisationYears;
}

/** True when the total asked for is neither way of adding up deferral and amortisation. */
export function durationsDisagree(request: LoanRequest, defaultDeferralMonths: number): boolean {
  const { totalYears, amortisationYears } = request;
  return totalYears !== undefined && amortisationYears !== undefined && totalYears !== totalYearsOf(request, defaultDeferralMonths);
}

/**
 * SC4, SC5: capital starts after the deferral and the extra year; when that leaves nothing, all is repaid on the last day. `undefined` while
 * the duration is unknown or is not a whole number of years.
 */
export function repaymentPlanOf(request: LoanRequest, terms: LoanTerms): RepaymentPlan | undefined {
  const deferral = request.deferralMonths ?? terms.defaultDeferralMonths;
  const years = totalYearsOf(request, terms.defaultDeferralMonths);
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
