import type { Cents } from "../../kernel/cents.ts";
import type { Figure } from "../assessment.ts";
import type { Facts } from "../facts.ts";
import { on } from "../packs/dated.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import type { Found } from "../packs/scheme-pack.ts";
import { boundedMulDiv, boundedSum } from "./bounded.ts";
import { figure, found, input, lacking } from "./found.ts";
import { meanTurnover, referenceTurnover, type Turnover } from "./reference-turnover.ts";
import { hasOpened } from "./window.ts";

/**
 * The most that a company may hold in guaranteed loans, all banks together, by the rules of the grant date. A scheme's own formula counts
 * from its opening on; before that day the general one is shown. Half-up to the cent, once, at the end of each formula.
 */
export function ceilingOf(facts: Facts, p: PgeParameters): Found<Cents> {
  if (facts.scheme === undefined) return lacking("scheme");
  if (facts.scheme !== "RESILIENCE" || !hasOpened(p.windows.RESILIENCE, facts)) return generalCeiling(facts, p);
  const mean = meanTurnover(facts, p);
  if (facts.grantOn > p.resilienceOnTopUntil) return "missing" in mean ? lacking(mean.missing) : found(resilience(mean, facts, p));
  const general = generalCeiling(facts, p);
  if ("missing" in mean || general.figure === undefined) {
    return lacking(...general.missing, ...("missing" in mean ? [mean.missing] : []));
  }
  const extra = resilience(mean, facts, p);
  const both = [...general.figure.inputs, ...extra.inputs];
  return found(figure(boundedSum([general.figure.value, extra.value]), "CE8", extra.reference, both, general.figure.hypotheses));
}

function resilience(mean: Turnover, facts: Facts, p: PgeParameters): Figure<Cents> {
  const share = on(p.resilienceSharePct, facts.grantOn);
  const inputs = [...mean.inputs, input("pack.resilienceSharePct", "percent", share.value)];
  const reference = facts.grantOn > p.resilienceOnTopUntil ? "arrete-2022-09-19" : share.reference;
  return figure(boundedMulDiv(mean.sum, mean.times * share.value, mean.over * 100), "CE9", reference, inputs);
}

function generalCeiling(facts: Facts, p: PgeParameters): Found<Cents> {
  const { createdOn } = facts.borrower;
  if (createdOn === undefined) return lacking("borrower.createdOn");
  return createdOn >= p.newCompanySince ? newCompanyCeiling(facts, p) : olderCompanyCeiling(facts, p);
}

/** CE2, CE3: the payroll estimated over two years; from 19/07/2020 the better of that and the turnover share, where either is known. */
function newCompanyCeiling(facts: Facts, p: PgeParameters): Found<Cents> {
  const { payrollTwoYears } = facts.borrower;
  const mayUseTurnover = on(p.newCompanyMayUseTurnover, facts.grantOn);
  const rule = mayUseTurnover.value ? "CE3" : "CE2";
  const payroll =
    payrollTwoYears === undefined
      ? undefined
      : figure(payrollTwoYears, rule, mayUseTurnover.reference, [input("borrower.payrollTwoYears", "cents", payrollTwoYears)]);
  const share = mayUseTurnover.value ? turnoverShare(facts, p) : undefined;
  const best = better(rule, payroll, share?.figure);
  return best === undefined ? lacking("borrower.payrollTwoYears", ...(share?.missing ?? [])) : found(best);
}

/** CE1, CE4 to CE6: a quarter of the turnover; more for an innovative, a seasonal or an aeronautical company. */
function olderCompanyCeiling(facts: Facts, p: PgeParameters): Found<Cents> {
  const share = turnoverShare(facts, p);
  if (share.figure === undefined) return share;
  const innovative = innovativeCeiling(facts, p);
  if (innovative.missing.length > 0) return innovative;
  const base = better("CE4", share.figure, innovative.figure) ?? share.figure;
  if (facts.scheme === "SAISON" && hasOpened(p.windows.SAISON, facts)) return seasonalCeiling(facts, base, p);
  if (facts.scheme === "AERO" && hasOpened(p.windows.AERO, facts)) return aeroCeiling(facts, base, p);
  return found(base);
}

function turnoverShare(facts: Facts, p: PgeParameters): Found<Cents> {
  const turnover = referenceTurnover(facts, p);
  if ("missing" in turnover) return lacking(turnover.missing);
  const share = on(p.turnoverSharePct, facts.grantOn);
  const inputs = [...turnover.inputs, input("pack.turnoverSharePct", "percent", share.value)];
  const reference = turnover.monument ? "arrete-2020-05-06-art-6" : share.reference;
  return found(figure(boundedMulDiv(turnover.sum, share.value, 100), turnover.monument ? "CE7" : "CE1", reference, inputs));
}

/** CE4: nothing to add when the company is not innovative, or by a criterion not yet recognised that day. */
function innovativeCeiling(facts: Facts, p: PgeParameters): Found<Cents> {
  const { innovative, innovationCriterion, payroll2019 } = facts.borrower;
  const young = innovationCriterion === p.youngInnovative.criterion;
  if (innovative !== true || (young && facts.grantOn < p.youngInnovative.recognised.from)) return { figure: undefined, missing: [] };
  if (payroll2019 === undefined) return lacking("borrower.payroll2019");
  const years = on(p.innovativePayrollYears, facts.grantOn);
  const reference = young ? p.youngInnovative.recognised.reference : years.reference;
  const inputs = [input("borrower.payroll2019", "cents", payroll2019), input("pack.innovativePayrollYears", "count", years.value)];
  return found(figure(boundedMulDiv(payroll2019, years.value, 1), "CE4", reference, inputs));
}

/** CE5: only for the activities of the list, whose three best months may be worth more than a quarter. */
function seasonalCeiling(facts: Facts, base: Figure<Cents>, p: PgeParameters): Found<Cents> {
  const { seasonalNaf, bestThreeMonths } = facts.borrower;
  if (seasonalNaf === undefined) return lacking("borrower.seasonalNaf");
  if (!seasonalNaf) return found(base);
  if (bestThreeMonths === undefined) return lacking("borrower.bestThreeMonths");
  const months = figure(bestThreeMonths, "CE5", p.windows.SAISON.opens.reference, [input("borrower.bestThreeMonths", "cents", bestThreeMonths)]);
  return found(better("CE5", base, months) ?? base);
}

/** CE6: twice the mean stock of the last two years, on top. */
function aeroCeiling(facts: Facts, base: Figure<Cents>, p: PgeParameters): Found<Cents> {
  const { aeroAverageStock } = facts.borrower;
  if (aeroAverageStock === undefined) return lacking("borrower.aeroAverageStock");
  const years = on(p.aeroStockYears, facts.grantOn);
  const inputs = [...base.inputs, input("borrower.aeroAverageStock", "cents", aeroAverageStock), input("pack.aeroStockYears", "count", years.value)];
  return found(figure(boundedSum([base.value, boundedMulDiv(aeroAverageStock, years.value, 1)]), "CE6", years.reference, inputs, [...years.hypotheses, ...p.windows.AERO.opens.hypotheses]));
}

/** The greater, grounds of both kept; `rule` when there was a choice between two. */
function better(rule: string, first: Figure<Cents> | undefined, second: Figure<Cents> | undefined): Figure<Cents> | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const winner = second.value > first.value ? second : first;
  return { ...winner, rule: winner === second ? second.rule : first.rule === second.rule ? rule : first.rule, inputs: [...first.inputs, ...second.inputs] };
}
