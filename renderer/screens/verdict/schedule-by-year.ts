import type { Schedule } from "../../../shared/pge/assessment.ts";

export type ScheduleYear = { readonly year: number; readonly interest: number; readonly premium: number; readonly capital: number; readonly total: number };

/** Sums of the instalments of each year of the loan. */
export function scheduleByYear(schedule: Schedule): readonly ScheduleYear[] {
  const years = new Map<number, ScheduleYear>();
  for (const { year, interest, premium, capital, total } of schedule.instalments) {
    const sum = years.get(year) ?? { year, interest: 0, premium: 0, capital: 0, total: 0 };
    years.set(year, { year, interest: sum.interest + interest, premium: sum.premium + premium, capital: sum.capital + capital, total: sum.total + total });
  }
  return [...years.values()];
}
