import type { FigureInput, Procedure } from "../../assessment.ts";
import type { Facts } from "../../facts.ts";
import { totalYearsOf } from "../../repayment-plan.ts";
import { collectiveProcedureRefusals } from "../../rules/collective-procedure.ts";
import { borrowerConditions, schemeConditions } from "../../rules/eligibility.ts";
import { input } from "../../rules/found.ts";
import { loanTermRefusals } from "../../rules/loan-terms.ts";
import { sciRefusals } from "../../rules/sci.ts";
import { on } from "../dated.ts";
import type { PgeParameters } from "../pge-france.parameters.ts";
import type { Eligibility } from "../scheme-pack.ts";
import type { Condition } from "./formula-schema.ts";
import { toDated } from "./to-dated.ts";

export type Judged = (facts: Facts, procedure: Procedure | undefined) => Eligibility;

const NOTHING: Eligibility = { refusals: [], missing: [] };
const defaultDeferral = (facts: Facts, p: PgeParameters): number => on(p.minimumDeferralMonths, facts.grantOn).value;

type Bound = { readonly fact: string; readonly unit: FigureInput["unit"]; readonly isAsked: boolean; readonly isLeast?: true; readonly read: (facts: Facts, p: PgeParameters) => number | undefined };
/** What each bound is about. A fact that is not asked is not waited for: the loan has a value by default. */
const bounds = {
  "turnover-at-most": { fact: "borrower.turnover", unit: "cents", isAsked: true, read: ({ borrower }) => borrower.turnover },
  "staff-at-most": { fact: "borrower.staffFrance", unit: "count", isAsked: true, read: ({ borrower }) => borrower.staffFrance },
  "amount-at-most": { fact: "request.amount", unit: "cents", isAsked: true, read: ({ request }) => request.amount },
  "amount-at-least": { fact: "request.amount", unit: "cents", isAsked: true, isLeast: true, read: ({ request }) => request.amount },
  "years-at-most": { fact: "request.totalYears", unit: "years", isAsked: true, read: ({ request, ...facts }, p) => totalYearsOf(request, defaultDeferral({ request, ...facts }, p)) },
  "deferral-at-least": { fact: "request.deferralMonths", unit: "months", isAsked: false, isLeast: true, read: ({ request }) => request.deferralMonths },
  "deferral-at-most": { fact: "request.deferralMonths", unit: "months", isAsked: false, read: ({ request }) => request.deferralMonths },
} as const satisfies Record<string, Bound>;
type Bounded = Extract<Condition, { readonly condition: keyof typeof bounds }>;

/** One condition of a document as the engine asks for it. */
export function conditionFrom(condition: Condition, p: PgeParameters): Judged {
  switch (condition.condition) {
    case "scheme": return (facts) => schemeConditions(facts);
    case "company": return (facts) => borrowerConditions(facts, p);
    case "sci": return (facts) => sciRefusals(facts, p);
    case "collective-procedure": return (facts) => ({ refusals: collectiveProcedureRefusals(facts, p), missing: [] });
    case "loan-terms": return (facts, procedure) => loanTermRefusals(facts, procedure, p);
    case "activity-among": {
      const { reason, rule, text, activities } = condition;
      return ({ borrower: { naf } }) => {
        if (naf === undefined) return { refusals: [], missing: ["borrower.naf"] };
        return activities.includes(naf) ? NOTHING : { refusals: [{ reason, rule, reference: text, inputs: [input("borrower.naf", "code", naf)] }], missing: [] };
      };
    }
    case "must-say-yes": {
      const { reason, rule, text, fact } = condition;
      return ({ borrower }) => {
        const said = borrower[fact];
        if (said === undefined) return { refusals: [], missing: [`borrower.${fact}`] };
        return said ? NOTHING : { refusals: [{ reason, rule, reference: text, inputs: [input(`borrower.${fact}`, "yes-no", false)] }], missing: [] };
      };
    }
    default: return bounded(condition, p);
  }
}

function bounded({ condition, reason, rule, value: values }: Bounded, p: PgeParameters): Judged {
  const bound: Bound = bounds[condition];
  const limits = toDated<number>(values);
  return (facts) => {
    const value = bound.read(facts, p);
    if (value === undefined) return bound.isAsked ? { refusals: [], missing: [bound.fact] } : NOTHING;
    const limit = on(limits, facts.grantOn);
    if (bound.isLeast === true ? value >= limit.value : value <= limit.value) return NOTHING;
    return { refusals: [{ reason, rule, reference: limit.reference, inputs: [input(bound.fact, bound.unit, value), input("pack.limit", bound.unit, limit.value)] }], missing: [] };
  };
}
