import { loanLifeOf, type LoanFile } from "./loan-file.ts";
import type { LoanLife, LoanStage } from "./loan-life.ts";
import type { StepName } from "./step-specs.ts";

/** Before the money leaves, a registration may still end; once it left, the loan runs. */
const BY_STAGE: { readonly [Stage in LoanStage]: readonly StepName[] } = {
  registered: ["approved", "returned", "amended", "declined", "cancelled"],
  approved: ["disbursed", "returned", "amended", "declined", "cancelled"],
  disbursed: ["declared", "amended", "option-chosen", "premium-paid", "incident", "repaid"],
  declared: ["answered", "amended", "option-chosen", "premium-paid", "incident", "restructured", "repaid"],
  incident: ["regularised", "guarantee-called", "premium-paid", "restructured", "repaid"],
  called: ["guarantee-paid", "premium-paid", "restructured", "repaid"],
  restructured: ["incident", "guarantee-called", "premium-paid", "repaid"],
  repaid: ["premium-paid"],
};

/** [LI2] A note may always be left, but in a file that was given up, and a living one handed to a colleague. What may be recorded now, as far as the file alone says; whether this person may, and with these facts, is `judgeStep`'s. The usual next one first. */
export function allowedSteps(file: LoanFile, life: LoanLife = loanLifeOf(file)): readonly StepName[] {
  if (file.status === "withdrawn") return [];
  return file.status === "cancelled" ? ["noted"] : [...stepsFrom(file, life), "assigned", "noted"];
}

function stepsFrom(file: LoanFile, life: LoanLife): readonly StepName[] {
  switch (file.status) {
    case "draft": return unconfirmed(life, ["declined"]);
    case "declined": return life.declined?.mediation === "ECHEC" ? [] : ["mediated"];
    case "withdrawn": case "cancelled": return [];
    case "registered": return unconfirmed(life, BY_STAGE[life.stage].filter((step) => isTimely(step, life)));
  }
}

const unconfirmed = ({ unconfirmedAccount }: LoanLife, steps: readonly StepName[]): readonly StepName[] => (unconfirmedAccount === undefined ? steps : ["account-confirmed", ...steps]);

function isTimely(step: StepName, { declaration, returned }: LoanLife): boolean {
  if (step === "answered") return declaration?.answer === undefined;
  return step !== "returned" || returned === undefined;
}
