import { addDays, dateToDayNumber, weekdayOf, type LegalDate } from "../../../shared/kernel/legal-date.ts";

export const mondayOf = (date: LegalDate): LegalDate => addDays(date, -weekdayOf(date));

/** The ISO 8601 week, `2020-W01`: it belongs to the year of its Thursday. */
export function isoWeekOf(date: LegalDate): string {
  const thursday = addDays(mondayOf(date), 3);
  const year = thursday.slice(0, 4);
  const week = Math.floor((dateToDayNumber(thursday) - Math.round(Date.UTC(Number(year), 0, 1) / 86_400_000)) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}
