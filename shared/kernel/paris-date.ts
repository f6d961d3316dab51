import { legalDate, type LegalDate } from "./legal-date.ts";

const paris = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris", year: "numeric", month: "2-digit", day: "2-digit" });

const MINUTE_MS = 60_000;
let kept: { readonly minute: number; readonly date: LegalDate } | undefined;

/** The day it is in Paris at that moment, in ms since 1970: the day of everything legal. Days begin on a whole minute, so one answer serves a minute. */
export function parisDate(at: number): LegalDate {
  const minute = Math.floor(at / MINUTE_MS);
  if (kept?.minute !== minute) kept = { minute, date: legalDate(paris.format(at)) };
  return kept.date;
}
