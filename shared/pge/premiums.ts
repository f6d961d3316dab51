import { mulDiv, type Cents } from "../kernel/cents.ts";
import { outstandingShare, type RepaymentPlan } from "./repayment-plan.ts";

/** PM3: amount × quota × basis points, half-up to the cent in one step. Quota in percent, at most two decimals. */
export function premiumOn(amount: Cents, quotaPct: number, bps: number): Cents {
  return mulDiv(amount, Math.round(quotaPct * 100) * bps, 100_000_000);
}

/** PM4 (hypothesis A1): each year's premium is taken on the capital outstanding when that year begins. */
export const premiumsByYear = (amount: Cents, quotaPct: number, bps: readonly number[], plan: RepaymentPlan): readonly Cents[] =>
  Array.from({ length: plan.years }, (_, index) => premiumOfYear(amount, quotaPct, bps, plan, index + 1));

/** PM4, of one year of the loan, from 1. */
export function premiumOfYear(amount: Cents, quotaPct: number, bps: readonly number[], plan: RepaymentPlan, year: number): Cents {
  const { numerator, denominator } = outstandingShare(plan, (year - 1) * 12);
  const rate = bps[year - 1] ?? bps.at(-1) ?? 0;
  return mulDiv(amount, numerator * Math.round(quotaPct * 100) * rate, denominator * 100_000_000);
}
