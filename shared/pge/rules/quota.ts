import type { Facts } from "../facts.ts";
import { on } from "../packs/dated.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import type { Found } from "../packs/scheme-pack.ts";
import { figure, found, input } from "./found.ts";
import { massOrIndividual } from "./procedure.ts";

/** QU1 to QU4: 90 % under the mass thresholds, 80 % in the middle, 70 % above; an individual decree states its own. */
export function quotaPctOf(facts: Facts, p: PgeParameters): Found<number> {
  if (facts.quotaByDecreePct !== undefined) {
    return found(figure(facts.quotaByDecreePct, "QU4", "arrete-2020-05-02", [input("quotaByDecreePct", "percent", facts.quotaByDecreePct)]));
  }
  const procedure = massOrIndividual(facts, p).figure;
  if (procedure === undefined) return { figure: undefined, missing: massOrIndividual(facts, p).missing };
  const quotas = on(p.quotas, facts.grantOn);
  if (procedure.value === "MASSE") return found(figure(quotas.value.small, "QU1", quotas.reference, procedure.inputs));
  const { turnover } = facts.borrower;
  if (turnover === undefined) return { figure: undefined, missing: ["borrower.turnover"] };
  const literal = quotas.value.middleAbove !== undefined && turnover <= quotas.value.middleAbove;
  const middle = !literal && turnover < quotas.value.middleBelow;
  const inputs = [...procedure.inputs, input("pack.middleQuotaTurnoverBelow", "cents", quotas.value.middleBelow)];
  return found(
    figure(
      middle ? quotas.value.middle : quotas.value.large,
      middle ? "QU2" : "QU3",
      quotas.reference,
      inputs,
      literal ? ["H_QUOTITE_AVANT_08_05_2020"] : [],
    ),
  );
}
