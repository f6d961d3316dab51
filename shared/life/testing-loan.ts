import { id, type ChangeId, type UserId } from "../kernel/ids.ts";
import { instant } from "../kernel/instant.ts";
import type { LoanFile } from "./loan-file.ts";
import type { LifeEntry } from "./loan-life.ts";
import type { StepFacts, StepName } from "./step-specs.ts";
import { takeStep } from "./take-step.ts";

export const user = (name: string): UserId => name as UserId; // any name will do
export const entryOf = (step: StepName, facts: StepFacts, by = "maud"): LifeEntry =>
  ({ step, facts, by: user(by), at: instant(1_000), change: id<ChangeId>("0190c0de-0000-7000-8000-000000000001") });

/** A registered file that Hélène entered, 200,000 €, with all that a disbursement needs but the approval. */
export const aLoan = (over: Partial<LoanFile> = {}): LoanFile => ({
  status: "registered", createdBy: user("helene"), touched: {}, registration: { number: "1-7K3M-9QPX-T", grantOn: "2020-04-20" },
  fields: { siren: "732829320", scheme: "CLASSIQUE", amount: 20_000_000, mandateOn: "2020-04-08", swornOn: "2020-04-09", vigilanceOn: "2020-04-09", vigilanceBy: "H. Fictive", totalYears: 5, iban: "FR7630006000011234567890189" },
  ...over,
});

/** The file after these steps, each taken as judged. */
export const after = (file: LoanFile, ...steps: readonly (readonly [step: StepName, facts: StepFacts, by?: string])[]): LoanFile =>
  steps.reduce<LoanFile>((now, [step, facts, by]) => {
    const { edited: _edited, dropsNumber, settlesAccount, ...taken } = takeStep(now, entryOf(step, facts, by));
    const { registration, accountChange, ...rest } = now;
    return { ...rest, ...(registration === undefined || dropsNumber ? {} : { registration }), ...(accountChange === undefined || settlesAccount ? {} : { accountChange }), ...taken };
  }, file);

/** Facts of each step on that day that pass their gate. */
export const FACTS: { readonly [S in StepName]: (on: string) => StepFacts } = {
  declined: (on) => ({ on, kind: "REFUS", reason: "AUTRE", why: "Sans objet." }), mediated: (on) => ({ on, outcome: "SAISIE" }), returned: (on) => ({ on, why: "À revoir." }),
  approved: (on) => ({ on }), amended: (on) => ({ on, why: "Durée.", totalYears: 4 }), "account-confirmed": (on) => ({ on, calledTo: "Mme Roy, 02 99 00 00 00" }),
  disbursed: (on) => ({ on, amount: 20_000_000 }), declared: (on) => ({ on, batch: "D-1" }), answered: (on) => ({ on, outcome: "ACCEPTEE" }),
  "option-chosen": (on) => ({ on, choice: "AMORTIR", amortisationYears: 4 }), "premium-paid": (on) => ({ on, year: 1, amount: 45_000 }), incident: (on) => ({ on, kind: "IMPAYE" }), regularised: (on) => ({ on }),
  "guarantee-called": (on) => ({ on, amount: 18_000_000 }), "guarantee-paid": (on) => ({ on, payment: "PROVISIONNEL", sense: "V", amount: 9_000_000 }),
  restructured: (on) => ({ on, totalYears: 10 }), repaid: (on) => ({ on }), assigned: (on) => ({ on, to: "0190c0de-0000-7000-8000-0000000000aa" }), noted: (on) => ({ on, text: "Vu avec le client." }), cancelled: (on) => ({ on, reason: "AUTRE", why: "Sans objet." }),
};
