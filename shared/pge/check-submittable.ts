import type { LegalDate } from "../kernel/legal-date.ts";
import type { Assessment } from "./assessment.ts";
import type { FieldName, Fields } from "./file-fields.ts";
import { FIELD_NAMES, fileFields } from "./file-fields.ts";
import type { SubmitErrorCode, SubmitProblem } from "./field-errors.ts";
import { fieldOfFact } from "./missing-facts.ts";
import { isTraining } from "./training-company.ts";

/** What a required field says when it is empty, where there is more to say than "required". */
const OWN_CODES: Partial<Record<FieldName, SubmitErrorCode>> = {
  preApprovedBy: "PRE_APPROVAL_REQUIRED",
  preApprovedOn: "PRE_APPROVAL_REQUIRED",
  mandateOn: "MANDATE_REQUIRED",
  swornOn: "SWORN_STATEMENT_REQUIRED",
  vigilanceBy: "VIGILANCE_REQUIRED",
  vigilanceOn: "VIGILANCE_REQUIRED",
};

const REQUIRED: readonly FieldName[] = FIELD_NAMES.filter((field) => fileFields[field].required);

/** Days that have passed when the file is sent; the foreseen grant is not among them. */
const PAST_DATES = [
  "createdOn", "yearClosedOn", "turnoverProofOn", "procedureOpenedOn", "procedurePlanOn", "procedureClosedOn", "receivedOn", "preApprovedOn",
  "mandateOn", "swornOn", "vigilanceOn",
] as const satisfies readonly FieldName[];

/**
 * Everything to complete or mend before a file can be sent, in the order of the form, one problem a field; an empty list means it can.
 * Completeness and coherence only: whether the company is eligible and the amount fits is the rules' answer, in {@link rulingProblems}.
 */
export function checkSubmittable(fields: Fields, assessment: Assessment, businessDate: LegalDate): readonly SubmitProblem[] {
  const problems = new Map<FieldName, SubmitErrorCode>();
  const note = (field: FieldName, code: SubmitErrorCode): void => {
    if (!problems.has(field)) problems.set(field, code);
  };
  for (const field of REQUIRED) if (isEmpty(fields, field)) note(field, OWN_CODES[field] ?? "REQUIRED");
  for (const path of assessment.missing) {
    const field = fieldOfFact(path);
    if (field !== undefined) note(field, "FACT_REQUIRED");
  }
  for (const field of PAST_DATES) if (isAfter(fields[field], businessDate)) note(field, "DATE_AFTER_BUSINESS_DATE");
  noteCompany(fields, note);
  noteLoan(fields, assessment, businessDate, note);
  if (problems.size === 0) return [];
  return FIELD_NAMES.flatMap((field) => {
    const code = problems.get(field);
    return code === undefined ? [] : [{ field, code }];
  });
}

type Note = (field: FieldName, code: SubmitErrorCode) => void;

const isEmpty = (fields: Fields, field: FieldName): boolean => fields[field] === undefined || fields[field] === "";
const isAfter = (value: unknown, day: string | undefined): boolean => typeof value === "string" && day !== undefined && value > day;
const dateOf = (fields: Fields, field: FieldName): string | undefined => {
  const value = fields[field];
  return typeof value === "string" ? value : undefined;
};

function noteCompany(fields: Fields, note: Note): void {
  const { siren, siret } = fields;
  if (isTraining(fields)) note("siren", "TRAINING_COMPANY");
  if (typeof siren === "string" && typeof siret === "string" && !siret.startsWith(siren)) note("siret", "SIRET_OF_ANOTHER_SIREN");
  if (fields.borrowerType === "SCI" && fields.sciNature === undefined && fields.legalForm !== "6541") note("sciNature", "SCI_NATURE_REQUIRED");
  const hasType = fields.procedureType !== undefined;
  const hasDates = [fields.procedureOpenedOn, fields.procedurePlanOn, fields.procedureClosedOn].some((day) => day !== undefined);
  if (hasDates && !hasType) note("procedureType", "PROCEDURE_INCOMPLETE");
  if ((hasType || hasDates) && fields.procedureOpenedOn === undefined) note("procedureOpenedOn", "PROCEDURE_INCOMPLETE");
  const opened = dateOf(fields, "procedureOpenedOn");
  for (const field of ["procedurePlanOn", "procedureClosedOn"] as const) {
    if (opened !== undefined && isAfter(opened, dateOf(fields, field))) note(field, "PROCEDURE_DATES_ORDER");
  }
  if (isAfter(fields.createdOn, dateOf(fields, "foreseenGrantOn"))) note("createdOn", "CREATED_AFTER_GRANT");
}

function noteLoan(fields: Fields, assessment: Assessment, businessDate: LegalDate, note: Note): void {
  if (fields.amount === 0) note("amount", "AMOUNT_ZERO");
  const has = (code: string): boolean => assessment.cautions.some((caution) => caution.code === code);
  if (has("ARGENT_FRAIS_A_VERIFIER")) note("exposureAtGrant", "NEW_MONEY_NOT_PROVEN");
  if (has("DUREES_INCOHERENTES")) note("amortisationYears", "DURATIONS_DISAGREE");
  if (has("DIFFERE_SUPPLEMENTAIRE_SANS_AMORTISSEMENT")) note("extraDeferralYears", "EXTRA_DEFERRAL_WITHOUT_AMORTISATION");
  if (has("QUOTITE_ARRETE_EN_PROCEDURE_DE_MASSE")) note("quotaByDecreePct", "DECREE_QUOTA_IN_MASS_PROCEDURE");
  const grantOn = dateOf(fields, "foreseenGrantOn");
  if (isAfter(fields.preApprovedOn, grantOn) && !isAfter(fields.preApprovedOn, businessDate)) note("preApprovedOn", "DATE_AFTER_GRANT");
  if (isAfter(fields.receivedOn, grantOn)) note("foreseenGrantOn", "GRANT_BEFORE_RECEIVED");
}
