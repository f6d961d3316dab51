import type { FigureInput } from "../../shared/pge/assessment.ts";
import { type FieldName, fileFields, type FieldKind, type FieldValue } from "../../shared/pge/file-fields.ts";
import { fieldOfFact } from "../../shared/pge/missing-facts.ts";
import type { Words } from "../../shared/i18n/texts.ts";

export const fieldLabel = (field: FieldName, { find }: Words): string => find(`field.${field}`) ?? field;
export const fieldHint = (field: FieldName, { find }: Words): string | undefined => find(`field.${field}.hint`);
/** The sentence of a fault of entry, of a missing field, of a rule or of the error catalogue, whatever the code's area. */
export const faultText = (code: string, { find }: Words): string => find(`fault.${code}`) ?? find(`reason.${code}`) ?? find(`${code}.happened`) ?? code;
export const choiceLabel = (field: string, code: string, { find }: Words): string => find(`choice.${field}.${code}`) ?? code;

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
  return value.map((item) => (typeof item === "number" ? format.amount(item) : `${item.bank} ${format.amount(item.amount)}`)).join(" ; ");
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

/** The name of a figure's input: the field's own label, or the rule's parameter. */
export function inputLabel({ name }: FigureInput, words: Words): string {
  const field = fieldOfFact(name);
  return words.find(`input.${name}`) ?? words.find(`input.${name.replace(/\.\d.*$/, "")}`) ?? (field === undefined ? name : fieldLabel(field, words));
}

export function inputValue({ name, unit, value }: FigureInput, words: Words): string {
  const { t, count, format, find } = words;
  if (typeof value === "boolean") return t(value ? "choice.yes" : "choice.no");
  if (typeof value === "string") {
    if (unit === "date") return format.date(value);
    const field = fieldOfFact(name);
    return (field === undefined ? undefined : find(`choice.${field}.${value}`)) ?? find(`verdict.procedure.${value}`) ?? find(`verdict.scale.${value}`) ?? value;
  }
  switch (unit) {
    case "cents": return format.amount(value);
    case "percent": return format.percent(value);
    case "bps": return format.rate(value);
    case "years": return count("unit.years", value);
    case "months": return t("unit.months", { n: value });
    case "days": return t("unit.days", { n: value });
    default: return format.count(value);
  }
}
