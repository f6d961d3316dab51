import { parseAmountEntry } from "../../../shared/entry/amount-entry.ts";
import { parseDateEntry } from "../../../shared/entry/date-entry.ts";
import { readable } from "../../../shared/entry/readable-number.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { StoredLoan } from "../../../shared/pge/file-fields.ts";
import type { Format } from "../../../shared/i18n/format.ts";
import { amountText } from "./entry-text.ts";

/** Another PGE as it is being typed: every part is text. */
export type LoanText = { readonly bank: string; readonly amount: string; readonly scheme: string; readonly status: string; readonly grantOn: string; readonly number: string };

export const emptyLoan: LoanText = { bank: "", amount: "", scheme: "", status: "DECAISSE", grantOn: "", number: "" };

export const loanToText = (loan: StoredLoan, format: Format): LoanText => ({
  bank: loan.bank, amount: amountText(loan.amount, format), scheme: loan.scheme ?? "", status: loan.status, grantOn: loan.grantOn === undefined ? "" : format.date(loan.grantOn), number: loan.number ?? "",
});

/** Bank and amount are needed; the date, when there is one, must exist. Names the part that is wrong. */
export function readLoan(text: LoanText, format: Pick<Format, "language">): Result<StoredLoan, "bank" | "amount" | "grantOn"> {
  const amount = parseAmountEntry(readable(text.amount, format));
  const grantOn = text.grantOn.trim() === "" ? undefined : parseDateEntry(text.grantOn);
  if (text.bank.trim() === "") return err("bank");
  if (!amount.ok) return err("amount");
  if (grantOn?.ok === false) return err("grantOn");
  return ok({
    bank: text.bank.trim(), amount: amount.value, status: text.status,
    ...(text.scheme === "" ? {} : { scheme: text.scheme }),
    ...(grantOn === undefined ? {} : { grantOn: grantOn.value }),
    ...(text.number.trim() === "" ? {} : { number: text.number.trim() }),
  });
}
