import { cents } from "../../../shared/kernel/cents.ts";
import { parseLegalDate } from "../../../shared/kernel/legal-date.ts";
import { SCHEMES, type ExistingLoan } from "../../../shared/pge/facts.ts";
import { parseRegistrationNumber } from "../../../shared/sync/registration-number.ts";
import type { LedgerEntry } from "../../store/store.ts";

/** [SY31] The ledger's live entries, and the declared loans that none of them is. */
export function heldLoans(declared: readonly ExistingLoan[], entries: readonly LedgerEntry[]): readonly ExistingLoan[] {
  if (entries.length === 0) return declared;
  const numbers = new Set(entries.map((entry) => entry.number));
  const unmatched = declared.filter((loan) => !numbers.has(writtenNumber(loan.number)));
  return [...entries.map(entryToLoan), ...unmatched];
}

function writtenNumber(number: string | undefined): string {
  const parsed = parseRegistrationNumber(number ?? "");
  return parsed.ok ? parsed.value : "";
}

function entryToLoan(entry: LedgerEntry): ExistingLoan {
  const grantOn = parseLegalDate(entry.grantOn);
  return { bank: "", amount: cents(entry.amount), scheme: SCHEMES.find((one) => one === entry.scheme), status: "ATTESTE", grantOn: grantOn.ok ? grantOn.value : undefined, number: entry.number };
}
