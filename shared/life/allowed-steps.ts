import type { LoanFile } from "./loan-file.ts";
import { lifeOf, type LoanLife, type LoanStage } from "./loan-life.ts";
import type { StepName } from "./step-specs.ts";

/** Before the money leaves, a registration may still end; once it left, the loan runs. */
const BY_STAGE: { readonly [Stage in LoanStage]: readonly StepName[] } = {
  registered: ["approved", "returned", "amended", "declined", "cancelled"],
  approved: ["disbursed", "returned", "amended", "declined", "cancelled"],
  disbursed: ["declared", "amended", "option-chosen", "incident", "repaid"],
  declared: ["answered", "amended", "option-chosen", "incident", "restructured", "repaid"],
  incident: ["regularised", "guarantee-called", "restructured", "repaid"],
  called: ["guarantee-paid", "restructured", "repaid"],
  restructured: ["incident", "guarantee-called", "repaid"],
  repaid: [],
};

/** [LI2] A note may always be left, but in a file that was given up, and a living one handed to a colleague. What may be recorded now, as far as the file alone says; whether this person may, and with these facts, is `judgeStep`'s. The usual next one first. */
export function allowedSteps(file: LoanFile, life: LoanLife = lifeOf(file.life)): readonly StepName[] {
  if (file.status === "withdrawn") return [];
  return file.status === "cancelled" ? ["noted"] : [...stepsFrom(file, life), "assigned", "noted"];
}

function stepsFrom(file: LoanFile, life: LoanLife): readonly StepName[] {
  switch (file.status) {
    case "draft": return ["declined"];
    case "declined": return life.declined?.mediation === "ECHEC" ? [] : ["mediated"];
    case "withdrawn": case "cancelled": return [];
    case "registered": {
      const steps = BY_STAGE[life.stage].filter((step) => isTimely(step, life));
      return life.unconfirmedAccount === undefined ? steps : ["account-confirmed", ...steps];
    }
  }
}

function isTimely(step: StepName, { declaration, returned }: LoanLife): boolean {
  if (step === "answered") return declaration?.answer === undefined;
  return step !== "returned" || returned === undefined;
}
