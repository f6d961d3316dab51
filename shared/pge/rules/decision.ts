import type { Cents } from "../../kernel/cents.ts";
import type { Decision, Procedure } from "../assessment.ts";

export type DecisionGrounds = {
  readonly eligible: boolean | undefined;
  readonly procedure: Procedure | undefined;
  readonly amount: Cents | undefined;
  readonly available: Cents | undefined;
};

/**
 * DE2: ineligible first; then the individual procedure, which is the minister's to decide, its ceiling included (a caution says when it is
 * passed); then the ceiling. `undefined` while a fact that could change the answer is unknown.
 */
export function decisionOf({ eligible, procedure, amount, available }: DecisionGrounds): Decision | undefined {
  if (eligible === false) return "INELIGIBLE";
  if (eligible === undefined || procedure === undefined) return undefined;
  if (procedure === "INDIVIDUELLE") return "PROCEDURE_INDIVIDUELLE";
  if (amount === undefined || available === undefined) return undefined;
  return amount > available ? "PLAFOND_DEPASSE" : "ACCEPTABLE";
}
