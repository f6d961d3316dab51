import type { Instant } from "../../shared/kernel/instant.ts";
import { legalDate, type LegalDate } from "../../shared/kernel/legal-date.ts";

const paris = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris", year: "numeric", month: "2-digit", day: "2-digit" });

const MINUTE_MS = 60_000;
let kept: { readonly minute: number; readonly date: LegalDate } | undefined;

/** The day it is in Paris at that moment: what production stores decide on. Days begin on a whole minute, so one answer serves a minute. */
export function parisDate(at: Instant): LegalDate {
  const minute = Math.floor(at / MINUTE_MS);
  if (kept?.minute !== minute) kept = { minute, date: legalDate(paris.format(at)) };
  return kept.date;
}

/** Where a demonstration begins: a month into the scheme. */
export const DEMONSTRATION_START: LegalDate = legalDate("2020-04-15");
