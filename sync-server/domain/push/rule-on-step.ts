import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import { assessCore } from "../../../shared/pge/assess.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import type { SchemePack } from "../../../shared/pge/packs/scheme-pack.ts";
import { refusalOfRules } from "../../../shared/pge/ruling-problems.ts";
import type { LedgerEntry } from "../../store/store.ts";
import { heldLoans } from "./held-loans.ts";

/** [LI5] The rules on these fields, granted on that day, beside what the company holds besides the loan of this number. Undefined when they allow it. */
export function ruleOnStep(fields: Fields, grantOn: LegalDate, entries: readonly LedgerEntry[], number: string | undefined, businessDate: LegalDate, pack: SchemePack): CodedError | undefined {
  const others = entries.filter((entry) => entry.number !== number);
  const facts = fieldsToFacts(fields, businessDate);
  return refusalOfRules(assessCore({ ...facts, grantOn, existingLoans: heldLoans(facts.existingLoans, others) }, pack));
}
