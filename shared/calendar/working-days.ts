import { addDays, weekdayOf, type LegalDate } from "../kernel/legal-date.ts";
import type { HolidayZone } from "./holiday-zone.ts";
import { holidaysOf } from "./holidays.ts";

/** Monday to Friday, and no public holiday of the zone. */
export const isWorkingDay = (day: LegalDate, zone: HolidayZone): boolean => !isWeekend(day) && !holidaysOf(Number(day.slice(0, 4)), zone).has(day);

/** The day that is `days` working days after `from`, which is not counted itself; a whole number above zero. */
export function addWorkingDays(from: LegalDate, days: number, zone: HolidayZone): LegalDate {
  let day = from;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, zone)) left -= 1;
  }
  return day;
}

/** How many working days come after `from`, until `to` included; 0 when `to` is not after it. */
export function workingDaysUntil(from: LegalDate, to: LegalDate, zone: HolidayZone): number {
  let count = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, zone)) count += 1;
  }
  return count;
}

/** Day 0, 1970-01-01, was a Thursday: Monday is 0, Saturday 5, Sunday 6. */
const isWeekend = (day: LegalDate): boolean => weekdayOf(day) > 4;
