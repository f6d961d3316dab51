import { addDays, daysBetween, type LegalDate } from "../../../shared/kernel/legal-date.ts";
import { parisDate } from "../../../shared/kernel/paris-date.ts";
import type { CentreInfo } from "../session/centre-info.ts";

/**
 * The calendar day, in Paris, of an instant. In a demonstration instants are of the real clock while the day is chosen: they are moved with it, so that
 * what is done now is done on the day that the banner shows.
 */
export function createDayOf(centre: Pick<CentreInfo, "info" | "businessDate">, now: number): (at: number) => LegalDate {
  const moved = centre.info().demonstration ? daysBetween(parisDate(now), centre.businessDate()) : 0;
  const known = new Map<number, LegalDate>();
  return (at) => {
    // By quarter hours, which no day in Paris begins inside of: formatting is slow, and a branch's files are many.
    const quarter = Math.floor(at / 900_000);
    const day = known.get(quarter) ?? addDays(parisDate(at), moved);
    known.set(quarter, day);
    return day;
  };
}
