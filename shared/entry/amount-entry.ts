import { MAX_CENTS, parseCents, type Cents } from "../kernel/cents.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { decimalToInteger, parseDecimalText } from "./decimal-text.ts";
import { plainSpaces } from "./typed-text.ts";

export type AmountError = { readonly type: "NotAnAmount" | "Ambiguous" | "Negative" | "TooLarge" | "TooPrecise" };

/** Powers of ten of the units that may be written after the number. Nothing is multiplied unless the unit is written. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/ ?(?:md€|mds€|md d'€|mdeur|milliards?(?: d['’]euros?)?)$/i, 9],
  [/ ?(?:m€|meur|millions?(?: d['’]euros?)?)$/i, 6],
  [/ ?(?:k€|keur|ke|milliers? d['’]euros?)$/i, 3],
  [/ ?(?:€|eur|euros?)$/i, 0],
];

/**
 * Euros as people type them: `1 250 000,50`, `1,2 M€`, `500 k€`, `12 €`, any kind of space. `12,5` is 12.50 €. Below zero, more than two
 * decimals and ambiguous dots are refused, each by its own error.
 */
export function parseAmountEntry(typed: string): Result<Cents, AmountError> {
  const text = plainSpaces(typed);
  const unit = UNITS.find(([pattern]) => pattern.test(text));
  const decimal = parseDecimalText(unit === undefined ? text : text.replace(unit[0], ""));
  if (!decimal.ok) return err({ type: decimal.error.type === "Ambiguous" ? "Ambiguous" : "NotAnAmount" });
  if (decimal.value.negative) return err({ type: "Negative" });
  const whole = decimalToInteger(decimal.value, 2 + (unit?.[1] ?? 0));
  if (!whole.ok) return err(whole.error);
  const amount = whole.value <= MAX_CENTS ? parseCents(whole.value) : err({ type: "TooLarge" } as const);
  return amount.ok ? ok(amount.value) : err({ type: "TooLarge" });
}
