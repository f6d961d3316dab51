import { parseBic, parseIban } from "../entry/bank-account.ts";
import { parseNaf } from "../entry/naf.ts";
import { isSiren } from "../entry/siren.ts";
import { isSiret } from "../entry/siret.ts";
import { parseCents } from "../kernel/cents.ts";
import { parseLegalDate } from "../kernel/legal-date.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { isStorableText } from "../kernel/wire-text.ts";
import { EMAIL, MAX_RATE_BPS, NAF_FAULTS } from "./field-entry.ts";
import type { FieldError, FieldErrorCode } from "./field-errors.ts";
import { isSchemeCode } from "./facts.ts";
import { fileFields, isFieldName, type FieldKind, type FieldName, type FieldPatch, type FieldValue } from "./file-fields.ts";
import { parseStoredLoan } from "./stored-loan.ts";

/**
 * The gate of a field's stored form, from the wire or a database: exact types, normalised text, no repair. What {@link parseFieldEntry}
 * yields always passes; `732 829 320` or `"100"` for an amount do not.
 */
export function parseStoredField(name: FieldName, value: unknown): Result<FieldValue, FieldError> {
  const code = storedProblem(fileFields[name], value);
  return code === undefined ? ok(value as FieldValue) : err({ type: "FieldError", field: name, code });
}

/** What is wrong with a value of that kind in its stored form. */
export const storedProblem = (spec: FieldKind, value: unknown): FieldErrorCode | undefined => (typeof value === "string" ? textProblem(value, spec) : plainProblem(value, spec));

/** `null` empties a field. Every entry is judged, and the first wrong one is returned. An unknown field name is an error of its own. */
export function parseStoredPatch(value: unknown): Result<FieldPatch, FieldError | { readonly type: "UnknownField"; readonly name: string } | { readonly type: "NotAPatch" }> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return err({ type: "NotAPatch" });
  const patch: { [Name in FieldName]?: FieldValue | null } = {};
  for (const [name, entry] of Object.entries(value)) {
    if (!isFieldName(name)) return err({ type: "UnknownField", name: name.slice(0, 80) });
    if (entry === null) {
      patch[name] = null;
      continue;
    }
    const parsed = parseStoredField(name, entry);
    if (!parsed.ok) return parsed;
    patch[name] = parsed.value;
  }
  return ok(patch);
}

function textProblem(value: string, spec: FieldKind): FieldErrorCode | undefined {
  if (!isStorableText(value)) return "TEXT_NOT_STORABLE";
  switch (spec.kind) {
    case "text":
      return value.trim() === "" ? "TEXT_BLANK" : value.length > spec.max ? "TEXT_TOO_LONG" : undefined;
    case "siren":
      return !/^\d{9}$/.test(value) ? "SIREN_LENGTH" : isSiren(value) ? undefined : "SIREN_CHECKSUM";
    case "siret":
      return !/^\d{14}$/.test(value) ? "SIRET_LENGTH" : isSiret(value) ? undefined : "SIRET_CHECKSUM";
    case "naf":
      return !/^\d{2}\.\d{2}[A-Z]$/.test(value) ? "NAF_FORMAT" : nafProblem(value);
    case "legal-form":
      return /^\d{4}$/.test(value) ? undefined : "LEGAL_FORM_FORMAT";
    case "postal-code":
      return /^\d{5}$/.test(value) ? undefined : "POSTAL_CODE_FORMAT";
    case "iban": {
      const iban = parseIban(value);
      if (iban.ok) return iban.value === value ? undefined : "IBAN_FORMAT";
      return iban.error.type === "BadRibKey" ? "RIB_KEY" : iban.error.type === "BadKey" ? "IBAN_KEY" : "IBAN_FORMAT";
    }
    case "bic": {
      const bic = parseBic(value);
      return bic.ok && bic.value === value ? undefined : "BIC_FORMAT";
    }
    case "phone":
      return /^\+[1-9]\d{5,14}$/.test(value) ? undefined : "PHONE_FORMAT";
    case "email":
      return value.length <= 254 && EMAIL.test(value) ? undefined : "EMAIL_FORMAT";
    case "date":
      return parseLegalDate(value).ok ? undefined : "DATE_FORMAT";
    case "choice":
      return spec.of.includes(value) || (spec.open === true && isSchemeCode(value)) ? undefined : "CHOICE_UNKNOWN";
    default:
      return "WRONG_TYPE";
  }
}

function nafProblem(value: string): FieldErrorCode | undefined {
  const naf = parseNaf(value);
  return naf.ok ? undefined : NAF_FAULTS[naf.error.type];
}

function plainProblem(value: unknown, spec: FieldKind): FieldErrorCode | undefined {
  switch (spec.kind) {
    case "cents":
      return centsProblem(value);
    case "count":
      return integerProblem(value, spec.min, spec.max, "COUNT_RANGE");
    case "percent":
      return integerProblem(value, 0, 100, "PERCENT_RANGE");
    case "rate":
      return integerProblem(value, 0, MAX_RATE_BPS, "RATE_RANGE");
    case "yes-no":
      return typeof value === "boolean" ? undefined : "WRONG_TYPE";
    case "cents-list":
      if (!Array.isArray(value)) return "WRONG_TYPE";
      return value.length > spec.max ? "LIST_TOO_LONG" : value.map(centsProblem).find((code) => code !== undefined);
    case "loans":
      if (!Array.isArray(value)) return "WRONG_TYPE";
      return value.length > spec.max ? "LIST_TOO_LONG" : value.every((loan) => parseStoredLoan(loan) !== undefined) ? undefined : "LOAN_FORMAT";
    default:
      return "WRONG_TYPE";
  }
}

function centsProblem(value: unknown): FieldErrorCode | undefined {
  if (typeof value !== "number") return "WRONG_TYPE";
  if (!parseCents(value).ok) return Number.isSafeInteger(value) ? "AMOUNT_TOO_LARGE" : "WRONG_TYPE";
  return value < 0 || Object.is(value, -0) ? "AMOUNT_NEGATIVE" : undefined;
}

function integerProblem(value: unknown, min: number, max: number, range: FieldErrorCode): FieldErrorCode | undefined {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || Object.is(value, -0)) return "WRONG_TYPE";
  return value < min || value > max ? range : undefined;
}
