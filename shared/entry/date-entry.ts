import { parseLegalDate, type LegalDate } from "../kernel/legal-date.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { plainSpaces } from "./typed-text.ts";

/** `NotADate`: not the shape of one. `NoSuchDay`: the shape is right, the day does not exist (31/02/2020). */
export type DateEntryError = { readonly type: "NotADate" | "NoSuchDay" };

const DAY_FIRST = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})$/;
const SOLID = /^(\d{2})(\d{2})(\d{2}|\d{4})$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Two digits of year: 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999. */
const fullYear = (year: string): string => (year.length === 4 ? year : Number(year) < 50 ? `20${year}` : `19${year}`);

/** Day first, as in France: `15/04/2020`, `15/4/20`, `15.04.2020`, `15042020`, `150420`; and `2020-04-15`. */
export function parseDateEntry(typed: string): Result<LegalDate, DateEntryError> {
  const text = plainSpaces(typed);
  const iso = ISO.exec(text);
  if (iso !== null) return existing(text);
  const parts = DAY_FIRST.exec(text) ?? SOLID.exec(text);
  if (parts === null) return err({ type: "NotADate" });
  const [, day = "", month = "", year = ""] = parts;
  return existing(`${fullYear(year)}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

function existing(isoText: string): Result<LegalDate, DateEntryError> {
  const parsed = parseLegalDate(isoText);
  return parsed.ok ? ok(parsed.value) : err({ type: "NoSuchDay" });
}
