import { addCents, mulDiv, subCents, ZERO_CENTS, type Cents } from "../kernel/cents.ts";
import { addMonths, type LegalDate } from "../kernel/legal-date.ts";
import type { Instalment, Schedule } from "./assessment.ts";
import type { Periodicity } from "./facts.ts";
import { outstandingShare, type RepaymentPlan } from "./repayment-plan.ts";

export type ScheduleTerms = {
  readonly amount: Cents;
  readonly grantOn: LegalDate;
  readonly plan: RepaymentPlan;
  /** Hundredths of a percent a year, premium excluded. */
  readonly rateBps: number;
  readonly periodicity: Periodicity;
  /** One premium a year of the loan. */
  readonly premiums: readonly Cents[];
};

const MONTHS = { MENSUELLE: 1, TRIMESTRIELLE: 3, ANNUELLE: 12 } as const satisfies Record<Periodicity, number>;

/**
 * SC1 to SC6: equal shares of capital after the grace period, interest on the capital owed during the period (30/360), the premium of each
 * year due on the day that year begins (rank 0 is the day of the grant). Dates count from the grant, so that a 31st never drifts.
 * Capital adds up to the amount exactly: each share is the difference of two rounded balances.
 */
export function scheduleOf(terms: ScheduleTerms): Schedule {
  const step = MONTHS[terms.periodicity];
  const ranks = (terms.plan.years * 12) / step;
  const first = { interest: ZERO_CENTS, capital: ZERO_CENTS, premium: terms.premiums[0] ?? ZERO_CENTS };
  const instalments: Instalment[] = [row(0, terms.grantOn, 1, first, terms.amount)];
  let owed = terms.amount;
  for (let rank = 1; rank <= ranks; rank += 1) {
    const months = rank * step;
    const { numerator, denominator } = outstandingShare(terms.plan, months);
    const after = mulDiv(terms.amount, numerator, denominator);
    const interest = mulDiv(owed, terms.rateBps * step, 120_000);
    const premium = months % 12 === 0 ? (terms.premiums[months / 12] ?? ZERO_CENTS) : ZERO_CENTS;
    const parts = { interest, capital: subCents(owed, after), premium };
    instalments.push(row(rank, addMonths(terms.grantOn, months), Math.ceil(months / 12), parts, after));
    owed = after;
  }
  return { instalments, totals: totalsOf(instalments) };
}

type Parts = { readonly interest: Cents; readonly capital: Cents; readonly premium: Cents };

function row(rank: number, dueOn: LegalDate, year: number, { interest, capital, premium }: Parts, outstandingAfter: Cents): Instalment {
  return { rank, dueOn, year, interest, premium, capital, total: addCents(interest, premium, capital), outstandingAfter };
}

function totalsOf(instalments: readonly Instalment[]): Schedule["totals"] {
  const sum = (part: (row: Instalment) => Cents): Cents => addCents(...instalments.map(part));
  return { interest: sum((r) => r.interest), premium: sum((r) => r.premium), capital: sum((r) => r.capital), total: sum((r) => r.total) };
}
