import { err, ok, type Result } from "../kernel/result.ts";
import { plainSpaces } from "./typed-text.ts";

/** A decimal number as typed, exact: `units` + `fraction` (digits after the comma), no floating point. */
export type DecimalText = { readonly negative: boolean; readonly units: string; readonly fraction: string };

/** `Ambiguous`: dots or commas that may be thousands or decimals, as in `1.250`. */
export type DecimalError = { readonly type: "NotANumber" | "Ambiguous" };

const GROUPED = /^\d{1,3}(?: \d{3})+$/;

/**
 * French entry: spaces group thousands by three, the comma is the decimal sign, and so is a dot. Neither is where it may stand for thousands:
 * `1.250`, `1,250`, `1.250.000` are refused as ambiguous rather than guessed, each being a thousand times something else to another reader.
 */
export function parseDecimalText(typed: string): Result<DecimalText, DecimalError> {
  const text = plainSpaces(typed);
  const negative = /^[-−–]/.test(text);
  const body = negative ? text.slice(1).trim() : text;
  if (!/^[\d .,’']+$/.test(body) || !/\d/.test(body)) return err({ type: "NotANumber" });
  if (/[’']/.test(body)) return err({ type: "Ambiguous" });
  const commas = body.split(",").length - 1;
  const dots = body.split(".").length - 1;
  if (commas > 1 || dots > 1 || (commas === 1 && dots === 1)) return err({ type: "Ambiguous" });
  const [whole = "", fraction = ""] = body.split(/[,.]/);
  const units = whole.trim();
  if (fraction !== fraction.trim() || /\s/.test(fraction)) return err({ type: "NotANumber" });
  if (dots + commas === 1 && fraction.length === 3 && /^[1-9]\d{0,2}$/.test(units)) return err({ type: "Ambiguous" });
  if (units.includes(" ") && !GROUPED.test(units)) return err({ type: "NotANumber" });
  if ((commas === 1 || dots === 1) && fraction === "") return err({ type: "NotANumber" });
  return ok({ negative, units: units.replaceAll(" ", "") || "0", fraction });
}

/** The number times ten to the power `shift`, when that is a whole number that a `number` holds exactly. */
export function decimalToInteger({ negative, units, fraction }: DecimalText, shift: number): Result<number, { readonly type: "TooPrecise" | "TooLarge" }> {
  const kept = fraction.slice(0, shift).padEnd(shift, "0");
  if (/[1-9]/.test(fraction.slice(shift))) return err({ type: "TooPrecise" });
  const value = Number(`${units}${kept}`);
  return Number.isSafeInteger(value) ? ok(negative && value !== 0 ? -value : value) : err({ type: "TooLarge" });
}
