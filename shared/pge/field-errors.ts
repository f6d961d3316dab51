import type { FieldName } from "./file-fields.ts";

/** Why what was typed or sent cannot be a field's value. Each code has its sentence in `shared/i18n`, area `fields`. */
export const FIELD_ERROR_CODES = [
  "UNKNOWN_FIELD", "WRONG_TYPE", "TEXT_BLANK", "TEXT_TOO_LONG", "TEXT_NOT_STORABLE",
  "SIREN_LENGTH", "SIREN_CHECKSUM", "SIRET_LENGTH", "SIRET_CHECKSUM", "NAF_FORMAT", "NAF_DIVISION", "NAF_CLASS", "LEGAL_FORM_FORMAT",
  "IBAN_FORMAT", "IBAN_COUNTRY", "IBAN_LENGTH", "IBAN_KEY", "RIB_KEY", "BIC_FORMAT", "PHONE_FORMAT", "EMAIL_FORMAT", "POSTAL_CODE_FORMAT",
  "AMOUNT_FORMAT", "AMOUNT_AMBIGUOUS", "AMOUNT_NEGATIVE", "AMOUNT_TOO_LARGE", "AMOUNT_TOO_PRECISE",
  "COUNT_FORMAT", "COUNT_RANGE", "PERCENT_FORMAT", "PERCENT_RANGE", "RATE_FORMAT", "RATE_RANGE", "NUMBER_AMBIGUOUS",
  "DATE_FORMAT", "DATE_NO_SUCH_DAY", "YES_NO_FORMAT", "CHOICE_UNKNOWN", "LIST_TOO_LONG", "LOAN_FORMAT",
] as const;
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number];

/** Why a file cannot be submitted yet although each field is well formed. */
export const SUBMIT_ERROR_CODES = [
  "REQUIRED", "FACT_REQUIRED", "TRAINING_COMPANY", "SIRET_OF_ANOTHER_SIREN", "SCI_NATURE_REQUIRED", "DATE_AFTER_BUSINESS_DATE", "DATE_AFTER_GRANT", "GRANT_BEFORE_RECEIVED",
  "PRE_APPROVAL_REQUIRED", "MANDATE_REQUIRED", "SWORN_STATEMENT_REQUIRED", "VIGILANCE_REQUIRED", "NEW_MONEY_NOT_PROVEN", "AMOUNT_ZERO",
  "PROCEDURE_INCOMPLETE", "PROCEDURE_DATES_ORDER", "DURATIONS_DISAGREE", "EXTRA_DEFERRAL_WITHOUT_AMORTISATION", "DECREE_QUOTA_IN_MASS_PROCEDURE", "CREATED_AFTER_GRANT",
] as const;
export type SubmitErrorCode = (typeof SUBMIT_ERROR_CODES)[number];

export type FieldError = { readonly type: "FieldError"; readonly field: FieldName; readonly code: FieldErrorCode };

/** A field to mend before the file can be sent. */
export type SubmitProblem = { readonly field: FieldName; readonly code: SubmitErrorCode };
