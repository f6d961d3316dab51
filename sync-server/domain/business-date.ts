import type { Instant } from "../../shared/kernel/instant.ts";
import { legalDate, type LegalDate } from "../../shared/kernel/legal-date.ts";

const paris = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris", year: "numeric", month: "2-digit", day: "2-digit" });

/** The day it is in Paris at that moment: what production stores decide on. */
export const parisDate = (at: Instant): LegalDate => legalDate(paris.format(at));

/** Where a demonstration begins: a month into the scheme. */
export const DEMONSTRATION_START: LegalDate = legalDate("2020-04-15");
