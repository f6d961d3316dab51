import { err, ok, type Result } from "../kernel/result.ts";
import { decimalToInteger, parseDecimalText } from "./decimal-text.ts";
import { plainSpaces } from "./typed-text.ts";

export type CountError = { readonly type: "NotACount" | "Ambiguous" | "Negative" | "TooLarge" };
export type PercentError = { readonly type: "NotAPercent" | "Ambiguous" | "Negative" | "TooLarge" | "TooPrecise" };

/** A whole number, spaces allowed: `1 250`, `12 salariés` is not one. */
export function parseCountEntry(typed: string): Result<number, CountError> {
  const decimal = parseDecimalText(typed);
  if (!decimal.ok) return err({ type: decimal.error.type === "Ambiguous" ? "Ambiguous" : "NotACount" });
  if (decimal.value.negative) return err({ type: "Negative" });
  const whole = decimalToInteger(decimal.value, 0);
  if (!whole.ok) return err({ type: whole.error.type === "TooLarge" ? "TooLarge" : "NotACount" });
  return ok(whole.value);
}

/** `90`, `90 %`, `97,5 %` in hundredths of a percent. More than two decimals are refused. */
export function parsePercentEntry(typed: string): Result<number, PercentError> {
  const decimal = parseDecimalText(plainSpaces(typed).replace(/ ?(?:%|pour cent|pct)$/i, ""));
  if (!decimal.ok) return err({ type: decimal.error.type === "Ambiguous" ? "Ambiguous" : "NotAPercent" });
  if (decimal.value.negative) return err({ type: "Negative" });
  const hundredths = decimalToInteger(decimal.value, 2);
  return hundredths.ok ? ok(hundredths.value) : err({ type: hundredths.error.type });
}
