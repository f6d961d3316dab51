import { addMonths, addYears, legalDate, type LegalDate } from "../kernel/legal-date.ts";
import type { LoanFile } from "../life/loan-file.ts";
import { lifeOf, type LifeEntry } from "../life/loan-life.ts";
import { isStepName } from "../life/step-specs.ts";
import type { Retention } from "../policy/bank-policy.ts";

/** What the texts ask for at least after the end of a loan, whatever the bank decides. */
export type Floors = {
  /** CMF L. 561-12: five years from the end of the relation. */
  readonly relationYears: number;
  /** C. com. L. 123-22: ten years for what proves the accounts, counted here from the end of the year. Known from memory only: a setting of the centre, null where the accounts are kept elsewhere. */
  readonly accountsYears: number | null;
};
export const FLOORS: Floors = { relationYears: 5, accountsYears: 10 };

/** Why a file is kept. */
export const GROUNDS = ["loan", "number", "mediation", "unread", "unset", "policy", "relation", "accounts"] as const;
export type Ground = (typeof GROUNDS)[number];
/** By which rule a file goes. `request`: its client asked (GDPR, art. 17) and it never was more than a draft. */
export const ERASURE_RULES = ["never-loan", "ended-loan", "request"] as const;
export type ErasureRule = (typeof ERASURE_RULES)[number];

/** What is looked at of a file. `lastChangeOn`: the day in Paris, by the centre's clock, on which it was last changed. */
export type RetainedFile = Pick<LoanFile, "status" | "registration" | "life"> & { readonly lastChangeOn: LegalDate };
export type Retained =
  /** `since`: the first day on which it could go. */
  | { readonly kind: "erasable"; readonly rule: ErasureRule; readonly since: LegalDate }
  /** `until`: the first day on which it may go; undefined where no day is known. */
  | { readonly kind: "kept"; readonly ground: Ground; readonly until: LegalDate | undefined };

type Standing = { readonly kind: "live"; readonly ground: Ground } | { readonly kind: "never-loan" } | { readonly kind: "ended-loan"; readonly endedOn: LegalDate };

/** [ER1] to [ER4]: whether a file may be erased on that day. */
export function retentionOf(file: RetainedFile, { neverLoanMonths, afterLoanYears }: Retention, on: LegalDate, { relationYears, accountsYears }: Floors = FLOORS): Retained {
  const standing = standingOf(file);
  if (standing.kind === "live") return { kind: "kept", ground: standing.ground, until: undefined };
  if (standing.kind === "never-loan") {
    if (neverLoanMonths === null) return { kind: "kept", ground: "unset", until: undefined };
    return judged("never-loan", [["policy", addMonths(file.lastChangeOn, neverLoanMonths)]], on);
  }
  if (afterLoanYears === null) return { kind: "kept", ground: "unset", until: undefined };
  const { endedOn } = standing;
  return judged("ended-loan", [
    ["policy", addYears(endedOn, afterLoanYears)],
    ["relation", addYears(endedOn, relationYears)],
    ...(accountsYears === null ? [] : [["accounts", addYears(legalDate(`${endedOn.slice(0, 4)}-12-31`), accountsYears)] as const]),
  ], on);
}

/** [ER5] What its client may ask to have erased before any time is over: a request that was never decided, registered or lent. */
export const isErasableOnRequest = (file: RetainedFile): boolean => (file.status === "draft" || file.status === "withdrawn") && file.registration === undefined && standingOf(file).kind === "never-loan";

/** The latest of the times; of two that end together the text is named, not the bank. */
function judged(rule: ErasureRule, times: readonly (readonly [Ground, LegalDate])[], on: LegalDate): Retained {
  const [ground, until] = times.reduce((latest, time) => (time[1] >= latest[1] ? time : latest));
  return on >= until ? { kind: "erasable", rule, since: until } : { kind: "kept", ground, until };
}

function standingOf({ status, registration, life: entries = [], lastChangeOn }: RetainedFile): Standing {
  if (entries.some(({ step }) => !isStepName(step))) return { kind: "live", ground: "unread" }; // of a newer version: what it did is not known here
  const life = lifeOf(entries);
  if (life.disbursed !== undefined) {
    const isSettled = life.stage === "repaid" || (life.stage === "called" && entries.some(isFinalPayment));
    return isSettled ? { kind: "ended-loan", endedOn: lastDay(entries, lastChangeOn) } : { kind: "live", ground: "loan" };
  }
  if (status === "registered" || (status === "draft" && registration !== undefined)) return { kind: "live", ground: "number" };
  return status === "declined" && life.declined?.mediation === "SAISIE" ? { kind: "live", ground: "mediation" } : { kind: "never-loan" };
}

const isFinalPayment = ({ step, facts }: LifeEntry): boolean => step === "guarantee-paid" && facts["payment"] === "FINAL" && facts["sense"] === "V";

/** [ER3] The last day of which something of the loan is recorded: a premium that was paid after the end belongs to the relation. */
const lastDay = (entries: readonly LifeEntry[], otherwise: LegalDate): LegalDate =>
  entries.map(({ facts }) => legalDate(facts.on)).reduce<LegalDate | undefined>((latest, day) => (latest === undefined || day > latest ? day : latest), undefined) ?? otherwise;
