import type { Instalment, Schedule } from "./assessment.ts";

export type ScheduleYear = { readonly year: number; readonly interest: number; readonly premium: number; readonly capital: number; readonly total: number };

/**
 * SC3: the year that a row's premium pays for: the one that begins that day. Interest and capital of the same row are those of the year that
 * ends; only on the day of the grant are the two the same.
 */
export const yearOfPremium = ({ rank, year }: Instalment): number => (rank === 0 ? year : year + 1);

/** Sums of each year of the loan, each premium in the year it pays for, as in the list of premiums by year. */
export function scheduleByYear(schedule: Schedule): readonly ScheduleYear[] {
  const years = new Map<number, ScheduleYear>();
  const add = (year: number, part: Partial<ScheduleYear>): void => {
    const sum = years.get(year) ?? { year, interest: 0, premium: 0, capital: 0, total: 0 };
    const { interest = 0, premium = 0, capital = 0 } = part;
    years.set(year, { year, interest: sum.interest + interest, premium: sum.premium + premium, capital: sum.capital + capital, total: sum.total + interest + premium + capital });
  };
  for (const row of schedule.instalments) {
    add(row.year, { interest: row.interest, capital: row.capital });
    if (row.premium > 0) add(yearOfPremium(row), { premium: row.premium });
  }
  return [...years.values()].toSorted((a, b) => a.year - b.year);
}
