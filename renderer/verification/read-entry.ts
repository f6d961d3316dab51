import { parseAmountEntry } from "../../shared/entry/amount-entry.ts";
import { readable } from "../../shared/entry/readable-number.ts";
import { parseSiren } from "../../shared/entry/siren.ts";
import type { Language } from "../../shared/i18n/format.ts";
import type { VerificationText } from "../../shared/i18n/verification-words.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { parseRegistrationNumber } from "../../shared/sync/registration-number.ts";
import type { VerificationRequest } from "../../shared/sync/verification.ts";

export const FIELDS = ["number", "siren", "amount"] as const;
export type Field = (typeof FIELDS)[number];
export type Typed = { readonly [F in Field]: string };
/** What is wrong in a field, as the key of its sentence. */
export type Fault = { readonly field: Field; readonly text: VerificationText };

/** What is typed, in the form that the centre is asked in; else every field's fault, in their order. */
export function readEntry(typed: Typed, language: Language): Result<VerificationRequest, readonly Fault[]> {
  const [number, siren, amount] = [readNumber(typed.number), readSiren(typed.siren), readAmount(typed.amount, language)];
  if (number.ok && siren.ok && amount.ok) return ok({ number: number.value, siren: siren.value, amount: amount.value });
  return err([number, siren, amount].flatMap((each) => (each.ok ? [] : [each.error])));
}

function readNumber(typed: string): Result<string, Fault> {
  if (typed.trim() === "") return err({ field: "number", text: "number.REQUIRED" });
  const parsed = parseRegistrationNumber(typed.normalize("NFKC").replaceAll(/[\u2010-\u2015\u2212]/g, "-")); // dashes as a word processor writes them
  return parsed.ok ? parsed : err({ field: "number", text: `number.${parsed.error.type}` });
}

function readSiren(typed: string): Result<string, Fault> {
  if (typed.trim() === "") return err({ field: "siren", text: "siren.REQUIRED" });
  const parsed = parseSiren(typed);
  return parsed.ok ? parsed : err({ field: "siren", text: `siren.${parsed.error.type}` });
}

export function readAmount(typed: string, language: Language): Result<number, Fault> {
  if (typed.trim() === "") return err({ field: "amount", text: "amount.REQUIRED" });
  const parsed = parseAmountEntry(readable(typed, { language }));
  if (!parsed.ok) return err({ field: "amount", text: `amount.${parsed.error.type}` });
  return parsed.value > 0 ? parsed : err({ field: "amount", text: "amount.Negative" });
}
