import { legalDate, type LegalDate } from "../kernel/legal-date.ts";

/**
 * The days that a demonstration may be moved to, both included: from the year of the first loans to the end of the longest (six years from
 * the last grant, 31/12/2023). A day typed by mistake, 1899 or 9999, would leave every file outside every rule.
 */
export const DEMONSTRATION_DATES: { readonly first: LegalDate; readonly last: LegalDate } = { first: legalDate("2020-01-01"), last: legalDate("2029-12-31") };

export const isDemonstrationDate = (date: LegalDate): boolean => date >= DEMONSTRATION_DATES.first && date <= DEMONSTRATION_DATES.last;
