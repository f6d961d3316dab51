import { whyNotFor } from "../access/rights.ts";
import { rightOfStep } from "../access/right-of-step.ts";
import type { Role } from "../access/roles.ts";
import type { CodedError, FieldFault } from "../kernel/error-codes.ts";
import type { UserId } from "../kernel/ids.ts";
import { legalDate, type LegalDate } from "../kernel/legal-date.ts";
import type { FieldName, Fields, FieldValue } from "../pge/file-fields.ts";
import { allowedSteps } from "./allowed-steps.ts";
import { levelFor, levelOn, mayApprove, type Approvals } from "./delegation.ts";
import { advisorOf, loanLifeOf, workedOn, type LoanFile } from "./loan-file.ts";
import type { LoanLife } from "./loan-life.ts";
import type { Packs } from "../pge/packs/packs.ts";
import { premiumFault } from "./premium-years.ts";
import type { StepFacts, StepName } from "./step-specs.ts";

export type Judge = {
  readonly author: UserId;
  readonly role: Role;
  readonly businessDate: LegalDate;
  /** What a registered loan is priced by. */
  readonly packs: Packs;
  /** What her bank's ladder lets her approve; undefined where it has none. */
  readonly approvals?: Approvals | undefined;
  /** What the loan's rules say of these fields, granted on that day, beside the company's other loans; undefined when they allow it. */
  readonly rule: (fields: Fields, grantOn: LegalDate) => CodedError | undefined;
};

/** [LI3] Steps that need another person than those who entered the file. */
const SECOND_PERSON: readonly StepName[] = ["approved", "returned", "account-confirmed"];
const APPROVERS: readonly StepName[] = ["approved", "returned"];

/**
 * Whether this person may record this step with these facts, today. Undefined: yes. G2017 not from here, `fields` saying what is missing; G2018 her own
 * work; G2019 beyond what she may approve; G2002 a fact that cannot be; what the rules say (G2003 to G2005).
 */
export function judgeStep(file: LoanFile, step: StepName, facts: StepFacts, judge: Judge): CodedError | undefined {
  const life = loanLifeOf(file);
  const no = whyNotFrom(file, life, step) ?? whyNotBy(file, life, step, judge);
  if (no !== undefined) return no;
  const faults = factFaults(file, life, step, facts, judge);
  if (faults.length > 0) return { code: "G2002", fields: faults };
  return ruling(file, life, step, facts, judge);
}

/** [LI2] [LI4] As far as the file alone says. */
export function whyNotFrom(file: LoanFile, life: LoanLife, step: StepName): CodedError | undefined {
  const missing = step === "disbursed" && (file.status === "draft" || file.status === "registered") ? missingToDisburse(file, life) : [];
  if (missing.length > 0) return { code: "G2017", params: { step }, fields: missing };
  return allowedSteps(file, life).includes(step) ? undefined : { code: "G2017", params: { step, status: file.status, stage: life.stage } };
}

/** [LI3] As far as this person is concerned: G3002 not her role's, G2018 her own work, G2019 beyond what she may approve. */
export function whyNotBy(file: LoanFile, life: LoanLife, step: StepName, judge: Pick<Judge, "author" | "role" | "approvals" | "businessDate">): CodedError | undefined {
  const notHers = whyNotFor(judge.role, rightOfStep(step));
  if (notHers !== undefined) return notHers;
  const isOwn = workedOn(file, judge.author) || (step === "account-confirmed" && life.unconfirmedAccount?.by === judge.author);
  if (SECOND_PERSON.includes(step) && isOwn) return { code: "G2018", params: { step } };
  return APPROVERS.includes(step) ? beyondDelegation(file, judge) : undefined;
}

/** [LI4] All that must be there before money leaves, each named. */
export function missingToDisburse({ fields, registration }: LoanFile, life: LoanLife): readonly FieldFault[] {
  const needs: readonly (readonly [boolean, string, string])[] = [
    [registration !== undefined, "registration", "STEP_NEEDS_NUMBER"],
    [registration === undefined || life.approved !== undefined || life.disbursed !== undefined, "approved", "STEP_NEEDS_APPROVAL"],
    [life.unconfirmedAccount === undefined, "iban", "STEP_NEEDS_CALL_BACK"],
    [fields.mandateOn !== undefined, "mandateOn", "MANDATE_REQUIRED"],
    [fields.swornOn !== undefined, "swornOn", "SWORN_STATEMENT_REQUIRED"],
    [fields.vigilanceOn !== undefined && fields.vigilanceBy !== undefined, "vigilanceOn", "VIGILANCE_REQUIRED"],
  ];
  return needs.flatMap(([isThere, field, reason]) => (isThere ? [] : [{ field, reason }]));
}

function beyondDelegation({ fields }: LoanFile, { role, approvals, businessDate }: Pick<Judge, "role" | "approvals" | "businessDate">): CodedError | undefined {
  const amount = Number(fields.amount ?? 0);
  const own = levelOn(role, approvals, businessDate);
  if (mayApprove(own, amount)) return undefined;
  const needed = levelFor(approvals, amount);
  return { code: "G2019", params: { amount, ...(own?.upTo === undefined ? {} : { limit: own.upTo }), ...(needed === undefined ? {} : { level: needed.name }) } };
}

function factFaults(file: LoanFile, life: LoanLife, step: StepName, facts: StepFacts, { businessDate, packs }: Pick<Judge, "businessDate" | "packs">): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (field: string, reason: string): void => void faults.push({ field, reason });
  if (facts.on > businessDate) fault("on", "DATE_AFTER_BUSINESS_DATE");
  const before = lastDay(life, step);
  if (before !== undefined && facts.on < before) fault("on", "DATE_BEFORE_STEP");
  const notified = facts["notifiedOn"];
  if (typeof notified === "string" && notified > businessDate) fault("notifiedOn", "DATE_AFTER_BUSINESS_DATE");
  const amount = facts["amount"];
  if (amount === 0) fault("amount", "AMOUNT_ZERO");
  if (step === "disbursed" && typeof amount === "number" && amount > Number(file.fields.amount ?? 0)) fault("amount", "AMOUNT_OVER_REGISTERED");
  if (step === "amended") {
    if (Object.keys(edits(facts)).length === 0) fault("why", "AMENDMENT_EMPTY");
    if (amount !== undefined && life.disbursed === undefined) fault("amount", "AMOUNT_NOT_DISBURSED");
  }
  const premium = step === "premium-paid" ? premiumFault(file, Number(facts["year"]), packs) : undefined;
  if (premium !== undefined) fault("year", premium);
  if (step === "assigned" && facts["to"] === advisorOf(file, life)) fault("to", "ASSIGNED_ALREADY");
  if (step === "answered" && facts["outcome"] === "REJETEE" && facts["reason"] === undefined) fault("reason", "REQUIRED");
  if (step === "option-chosen" && facts["choice"] === "AMORTIR" && facts["amortisationYears"] === undefined) fault("amortisationYears", "REQUIRED");
  if (step === "option-chosen" && facts["choice"] === "REMBOURSER_EN_PARTIE" && facts["repaid"] === undefined) fault("repaid", "REQUIRED");
  return faults;
}

/** A step does not come before the one it follows. */
function lastDay(life: LoanLife, step: StepName): string | undefined {
  if (step === "noted" || step === "assigned") return undefined;
  if (step === "disbursed") return life.approved?.on;
  if (step === "answered") return life.declaration?.on;
  if (step === "mediated") return life.declined?.on;
  return life.disbursed?.on;
}

/** [LI5] The rules at the real date of the grant, and again where an amendment changes what they looked at. */
function ruling(file: LoanFile, life: LoanLife, step: StepName, facts: StepFacts, { rule }: Judge): CodedError | undefined {
  if (step === "disbursed") return rule({ ...file.fields, amount: Number(facts["amount"]) }, legalDate(facts.on));
  if (step !== "amended") return undefined;
  const grantOn = life.disbursed?.on ?? legalDate(file.registration?.grantOn ?? facts.on);
  return rule(amendedFields(file.fields, facts), grantOn);
}

const AMENDABLE = ["amount", "totalYears", "amortisationYears", "extraDeferralYears", "rateBps", "iban"] as const satisfies readonly FieldName[];

/** The fields that an amendment gives anew. */
export function edits(facts: StepFacts): { readonly [Name in FieldName]?: FieldValue } {
  return Object.fromEntries(AMENDABLE.flatMap((name) => { const value = facts[name]; return value === undefined ? [] : [[name, value]]; }));
}

export const amendedFields = (fields: Fields, facts: StepFacts): Fields => ({ ...fields, ...edits(facts) });
