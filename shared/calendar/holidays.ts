import joursFeries from "@socialgouv/jours-feries";
import { legalDate, type LegalDate } from "../kernel/legal-date.ts";
import type { HolidayZone } from "./holiday-zone.ts";

/** Days of the year, `MM-DD`, that are holidays of one zone beside those of the whole country. Sources in SPEC.md. */
const OWN_DAYS: { readonly [Z in HolidayZone]?: readonly string[] } = {
  MAYOTTE: ["04-27"], MARTINIQUE: ["05-22"], GUADELOUPE: ["05-27"], SAINT_MARTIN: ["05-27"], GUYANE: ["06-10"], SAINT_BARTHELEMY: ["10-09"], REUNION: ["12-20"],
  WALLIS_ET_FUTUNA: ["04-28", "06-29", "07-29"], POLYNESIE: ["03-05", "06-29"], NOUVELLE_CALEDONIE: ["09-24"],
};
const SAINT_STEPHEN = "Saint Étienne";
const HALF_A_DAY_MS = 43_200_000;

const kept = new Map<string, ReadonlySet<LegalDate>>();

/** The public holidays of a calendar year in a zone, Sundays included. Kept: a year's days never change. */
export function holidaysOf(year: number, zone: HolidayZone): ReadonlySet<LegalDate> {
  const key = `${year} ${zone}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const days = new Set([...nationalDays(year, zone), ...(OWN_DAYS[zone] ?? []).map((day) => legalDate(`${year}-${day}`))]);
  kept.set(key, days);
  return days;
}

function nationalDays(year: number, zone: HolidayZone): readonly LegalDate[] {
  const all = Object.entries(joursFeries(year, { alsace: zone === "ALSACE_MOSELLE" || zone === "POLYNESIE" }));
  // Of the two days of Alsace and Moselle, Polynesia has Good Friday.
  return all.filter(([name]) => zone !== "POLYNESIE" || name !== SAINT_STEPHEN).map(([, midnight]) => dayOf(midnight));
}

/** Read at noon: a midnight that a change of the clock moved by an hour is still of its day. */
function dayOf(midnight: Date): LegalDate {
  const noon = new Date(midnight.getTime() + HALF_A_DAY_MS);
  return legalDate([noon.getFullYear(), noon.getMonth() + 1, noon.getDate()].map((part) => String(part).padStart(2, "0")).join("-"));
}
