import { parseCents, type Cents } from "../kernel/cents.ts";
import { parseLegalDate, type LegalDate } from "../kernel/legal-date.ts";
import {
  AMICABLE_PROCEDURES, BORROWER_TYPES, PERIODICITIES, PROCEDURE_TYPES, SCI_NATURES, isSchemeCode,
  type Borrower, type CollectiveProcedure, type ExistingLoan, type Facts, type LoanRequest, type SchemeCode,
} from "./facts.ts";
import type { Fields, FieldName } from "./file-fields.ts";
import { parseStoredLoan } from "./stored-loan.ts";

/**
 * What the rules read in a file's fields. `fallbackGrantOn` stands for the foreseen grant date while it is not typed (the business date).
 * A value that is not of its field's stored form counts as unknown: gates stand elsewhere, this never throws.
 */
export function fieldsToFacts(fields: Fields, fallbackGrantOn: LegalDate): Facts {
  return {
    grantOn: date(fields, "foreseenGrantOn") ?? fallbackGrantOn,
    scheme: schemeOf(fields),
    quotaByDecreePct: number(fields, "quotaByDecreePct"),
    borrower: borrowerOf(fields),
    request: requestOf(fields),
    existingLoans: loansOf(fields),
  };
}

function borrowerOf(fields: Fields): Borrower {
  return {
    type: choice(fields, "borrowerType", BORROWER_TYPES),
    legalForm: text(fields, "legalForm"),
    sireneRegistered: yesNo(fields, "sireneRegistered"),
    economicActivity: yesNo(fields, "economicActivity"),
    sciNature: choice(fields, "sciNature", SCI_NATURES),
    heldPct: number(fields, "heldPct"),
    publicReceipts: cents(fields, "publicReceipts"),
    createdOn: date(fields, "createdOn"),
    staffFrance: number(fields, "staffFrance"),
    staffTotal: number(fields, "staffTotal"),
    turnover: cents(fields, "turnover"),
    turnover2019: cents(fields, "turnover2019"),
    turnoverLastYear: cents(fields, "turnoverLastYear"),
    balanceSheet: cents(fields, "balanceSheet"),
    bestThreeMonths: cents(fields, "bestThreeMonths"),
    naf: text(fields, "naf"),
    seasonalNaf: yesNo(fields, "seasonalNaf"),
    payroll2019: cents(fields, "payroll2019"),
    payrollTwoYears: cents(fields, "payrollTwoYears"),
    innovative: yesNo(fields, "innovative"),
    innovationCriterion: text(fields, "innovationCriterion"),
    aeroAverageStock: cents(fields, "aeroAverageStock"),
    yearTurnovers: centsList(fields, "yearTurnovers"),
    turnoverToDate: cents(fields, "turnoverToDate"),
    activityDays: number(fields, "activityDays"),
    ukraineSelfCertified: yesNo(fields, "ukraineSelfCertified"),
    procedure: procedureOf(fields),
    amicableProcedure: choice(fields, "amicableProcedure", AMICABLE_PROCEDURES),
    group: yesNo(fields, "group"),
  };
}

/** Known only with its kind and its opening day; {@link checkSubmittable} asks for the one that is missing. */
function procedureOf(fields: Fields): CollectiveProcedure | undefined {
  const type = choice(fields, "procedureType", PROCEDURE_TYPES);
  const openedOn = date(fields, "procedureOpenedOn");
  if (type === undefined || openedOn === undefined) return undefined;
  return { type, openedOn, planOn: date(fields, "procedurePlanOn"), closedOn: date(fields, "procedureClosedOn") };
}

function requestOf(fields: Fields): LoanRequest {
  return {
    amount: cents(fields, "amount"),
    deferralMonths: number(fields, "deferralMonths"),
    totalYears: number(fields, "totalYears"),
    amortisationYears: number(fields, "amortisationYears"),
    extraDeferralYears: number(fields, "extraDeferralYears"),
    rateBps: number(fields, "rateBps"),
    periodicity: choice(fields, "periodicity", PERIODICITIES),
    otherSecurity: yesNo(fields, "otherSecurity"),
    exposureAtReference: cents(fields, "exposureAtReference"),
    exposureAtGrant: cents(fields, "exposureAtGrant"),
  };
}

function loansOf(fields: Fields): readonly ExistingLoan[] {
  const value = fields.otherLoans;
  if (!Array.isArray(value)) return [];
  return value.map((loan) => parseStoredLoan(loan)).filter((loan) => loan !== undefined);
}

function text(fields: Fields, name: FieldName): string | undefined {
  const value = fields[name];
  return typeof value === "string" ? value : undefined;
}

function schemeOf(fields: Fields): SchemeCode | undefined {
  const code = text(fields, "scheme");
  return code !== undefined && isSchemeCode(code) ? code : undefined;
}

function number(fields: Fields, name: FieldName): number | undefined {
  const value = fields[name];
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}

function yesNo(fields: Fields, name: FieldName): boolean | undefined {
  const value = fields[name];
  return typeof value === "boolean" ? value : undefined;
}

function cents(fields: Fields, name: FieldName): Cents | undefined {
  const parsed = parseCents(fields[name]);
  return parsed.ok ? parsed.value : undefined;
}

function centsList(fields: Fields, name: FieldName): readonly Cents[] | undefined {
  const value = fields[name];
  if (!Array.isArray(value)) return undefined;
  return value.map((entry) => parseCents(entry)).flatMap((parsed) => (parsed.ok ? [parsed.value] : []));
}

function date(fields: Fields, name: FieldName): LegalDate | undefined {
  const parsed = parseLegalDate(fields[name]);
  return parsed.ok ? parsed.value : undefined;
}

function choice<const T extends string>(fields: Fields, name: FieldName, of: readonly T[]): T | undefined {
  const value = fields[name];
  return of.find((code) => code === value);
}
