import { legalDate, type LegalDate } from "../../shared/kernel/legal-date.ts";

/** Where a demonstration begins: a month into the scheme. */
export const DEMONSTRATION_START: LegalDate = legalDate("2020-04-15");
