import type { FieldFault } from "../kernel/error-codes.ts";
import { fileFields, isFieldName, type FieldKind, type FieldName, type FieldValue, type StoredLoan } from "../pge/file-fields.ts";
import { fieldOfFact } from "../pge/missing-facts.ts";
import type { Words } from "./texts.ts";

/** Fields, their values and their faults in words, the same on a screen and in a terminal. */
export const fieldLabel = (field: FieldName, { find }: Words): string => find(`field.${field}`) ?? field;
/** The sentence of a fault of entry, of a missing field, of a rule or of the error catalogue, whatever the code's area. */
export const faultText = (code: string, { find }: Words): string => find(`fault.${code}`) ?? find(`reason.${code}`) ?? find(`${code}.happened`) ?? code;
export const choiceLabel = (field: string, code: string, { find }: Words): string => find(`choice.${field}.${code}`) ?? code;

/** The field that a fault is about, by its label: a fault names a field, or the fact that a rule waits for. */
export function faultLabel({ field }: FieldFault, words: Words): string {
  const named = isFieldName(field) ? field : fieldOfFact(field);
  return named === undefined ? field : fieldLabel(named, words);
}

/** A stored value as people read it. Empty text for nothing. */
export function valueText(field: FieldName, value: FieldValue | null | undefined, words: Words): string {
  if (value === undefined || value === null) return "";
  const { t, format } = words;
  const spec: FieldKind = fileFields[field];
  if (typeof value === "boolean") return t(value ? "choice.yes" : "choice.no");
  if (typeof value === "number") {
    switch (spec.kind) {
      case "cents": return format.amount(value);
      case "percent": return format.percent(value);
      case "rate": return format.rate(value);
      default: return unitOf(field, value, words);
    }
  }
  if (typeof value === "string") {
    switch (spec.kind) {
      case "date": return format.date(value);
      case "choice": return choiceLabel(field, value, words);
      case "siren": case "siret": case "iban": return grouped(value, spec.kind);
      default: return value;
    }
  }
  return value.map((item) => (typeof item === "number" ? format.amount(item) : loanText(item, words))).join(" ; ");
}

/** Another PGE on one line: bank, amount, scheme, state, date, number, as far as they are known. */
function loanText({ bank, amount, scheme, status, grantOn, number }: StoredLoan, words: Words): string {
  const { format } = words;
  const known = [scheme === undefined ? "" : choiceLabel("scheme", scheme, words), choiceLabel("loanStatus", status, words), grantOn === undefined ? "" : format.date(grantOn), number ?? ""];
  return `${bank} ${format.amount(amount)} (${known.filter(Boolean).join(", ")})`;
}

function unitOf(field: FieldName, n: number, { t, count, format }: Words): string {
  switch (field) {
    case "totalYears": case "amortisationYears": case "extraDeferralYears": return count("unit.years", n);
    case "deferralMonths": return t("unit.months", { n });
    case "activityDays": return t("unit.days", { n });
    default: return format.count(n);
  }
}

/** Identifiers as they are printed: 732 829 320, FR76 3000 6000 … */
export function grouped(value: string, kind: "siren" | "siret" | "iban"): string {
  const firm = "\u00a0";
  if (kind === "iban") return value.replaceAll(/(.{4})(?=.)/g, `$1${firm}`);
  return `${value.slice(0, 3)}${firm}${value.slice(3, 6)}${firm}${value.slice(6, 9)}${value.length > 9 ? `${firm}${value.slice(9)}` : ""}`;
}
