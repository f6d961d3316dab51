import type { Cents } from "../../../kernel/cents.ts";
import type { Figure, PremiumScale } from "../../assessment.ts";
import type { Facts } from "../../facts.ts";
import { boundedSum } from "../../rules/bounded.ts";
import { figure, found, input, lacking } from "../../rules/found.ts";
import { premiumBpsOf, premiumScaleOf } from "../../rules/premium.ts";
import { massOrIndividual } from "../../rules/procedure.ts";
import { quotaPctOf } from "../../rules/quota.ts";
import { isLive, usedOf } from "../../rules/used.ts";
import { on } from "../dated.ts";
import type { PgeParameters } from "../pge-france.parameters.ts";
import type { PackRules } from "../scheme-pack.ts";
import type { PremiumFormula, ProcedureFormula, QuotaFormula, UsedFormula } from "./formula-schema.ts";
import { toDated } from "./to-dated.ts";

export function procedureFrom(formula: ProcedureFormula, p: PgeParameters): PackRules["procedure"] {
  if (formula.formula === "pge") return (facts) => massOrIndividual(facts, p);
  const always = found(figure("MASSE" as const, formula.rule, formula.text, []));
  return () => always;
}

/** `same-scheme`: loans of this scheme alone; of the others none counts. */
export function usedFrom(formula: UsedFormula, p: PgeParameters): (facts: Facts) => Figure<Cents> {
  if (formula.formula === "pge") return (facts) => usedOf(facts, p);
  const { rule, text } = formula;
  const onlySame = formula.formula === "same-scheme";
  return (facts) => {
    const counted = facts.existingLoans.filter((loan) => isLive(loan) && (!onlySame || loan.scheme === facts.scheme));
    return figure(boundedSum(counted.map(({ amount }) => amount)), rule, text, counted.map((loan) => input(`existingLoans.${facts.existingLoans.indexOf(loan)}.amount`, "cents", loan.amount)));
  };
}

export function quotaFrom(formula: QuotaFormula, p: PgeParameters): PackRules["quotaPct"] {
  if (formula.formula === "pge") return (facts) => quotaPctOf(facts, p);
  const { rule } = formula;
  if (formula.formula === "flat-percent") {
    const values = toDated(formula.pct);
    return ({ grantOn }) => {
      const pct = on(values, grantOn);
      return found(figure(pct.value, rule, pct.reference, [], pct.hypotheses));
    };
  }
  const values = toDated(formula.steps);
  return ({ grantOn, borrower: { turnover } }) => {
    if (turnover === undefined) return lacking("borrower.turnover");
    const steps = on(values, grantOn);
    const step = steps.value.find(({ below }) => below === undefined || turnover < below);
    const bound = step?.below === undefined ? [] : [input("pack.middleQuotaTurnoverBelow", "cents", step.below)];
    return found(figure(step?.pct ?? 0, rule, steps.reference, [input("borrower.turnover", "cents", turnover), ...bound], steps.hypotheses));
  };
}

type Premium = Pick<PackRules, "premiumScale" | "premiumBps">;

export function premiumFrom(formula: PremiumFormula, p: PgeParameters): Premium {
  if (formula.formula === "pge") return { premiumScale: (facts) => premiumScaleOf(facts, p), premiumBps: (facts, scale) => premiumBpsOf(facts, scale, p) };
  const { rule } = formula;
  if (formula.formula === "flat-scale") {
    const values = toDated(formula.bps);
    return {
      premiumScale: ({ grantOn }) => found(figure<PremiumScale>("UNIQUE", rule, on(values, grantOn).reference, [])),
      premiumBps: ({ grantOn }) => {
        const { value, reference, hypotheses } = on(values, grantOn);
        return figure(value, rule, reference, [], hypotheses);
      },
    };
  }
  const [small, large] = [toDated(formula.small), toDated(formula.large)];
  return {
    premiumScale: (facts) => premiumScaleOf(facts, p),
    premiumBps: ({ grantOn }, scale) => {
      const { value, reference, hypotheses } = on(scale === "GRANDE" ? large : small, grantOn);
      return figure(value, rule, reference, [input("premiumScale", "code", scale)], hypotheses);
    },
  };
}
