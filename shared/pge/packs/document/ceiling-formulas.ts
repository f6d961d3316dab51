import { addCents, type Cents } from "../../../kernel/cents.ts";
import type { Figure } from "../../assessment.ts";
import type { Facts } from "../../facts.ts";
import { boundedMulDiv, boundedSum } from "../../rules/bounded.ts";
import { ceilingOf } from "../../rules/ceiling.ts";
import { figure, found, input, lacking } from "../../rules/found.ts";
import { referenceTurnover, type Turnover } from "../../rules/reference-turnover.ts";
import { on } from "../dated.ts";
import type { PgeParameters } from "../pge-france.parameters.ts";
import type { Found } from "../scheme-pack.ts";
import type { CeilingFormula } from "./formula-schema.ts";
import { toDated } from "./to-dated.ts";

export type Ceiling = (facts: Facts) => Found<Cents>;
type Of<N extends CeilingFormula["formula"]> = Extract<CeilingFormula, { readonly formula: N }>;

/** A formula of a document as the engine asks for it. Each rounds once, half-up to the cent. */
export function ceilingFrom(formula: CeilingFormula, p: PgeParameters): Ceiling {
  switch (formula.formula) {
    case "pge": return (facts) => ceilingOf({ ...facts, scheme: formula.as }, p);
    case "share-of-turnover": return shareOfTurnover(formula, p);
    case "mean-of-last-years": return meanOfLastYears(formula);
    case "months-of-payroll": return monthsOfPayroll(formula);
    case "best-three-months": return bestThreeMonths(formula);
    case "flat-amount": return flatAmount(formula);
    case "greatest-of": case "lesser-of": case "sum-of": return together(formula, p);
  }
}

function shareOfTurnover({ rule, of, pct }: Of<"share-of-turnover">, p: PgeParameters): Ceiling {
  const shares = toDated(pct);
  return (facts) => {
    const turnover = of === "reference" ? referenceTurnover(facts, p) : closedYear(facts);
    if ("missing" in turnover) return lacking(turnover.missing);
    const share = on(shares, facts.grantOn);
    return found(figure(boundedMulDiv(turnover.sum, share.value, 100), rule, share.reference, [...turnover.inputs, input("pack.turnoverSharePct", "percent", share.value)], share.hypotheses));
  };
}

function closedYear({ borrower: { turnover } }: Facts): Pick<Turnover, "sum" | "inputs"> | { readonly missing: string } {
  return turnover === undefined ? { missing: "borrower.turnover" } : { sum: turnover, inputs: [input("borrower.turnover", "cents", turnover)] };
}

/** Of the last closed years, at most so many; of those there are. */
function meanOfLastYears({ rule, years, pct }: Of<"mean-of-last-years">): Ceiling {
  const shares = toDated(pct);
  return (facts) => {
    const all = facts.borrower.yearTurnovers ?? [];
    const last = all.slice(-years);
    if (last.length === 0) return lacking("borrower.yearTurnovers");
    const share = on(shares, facts.grantOn);
    const inputs = last.map((year, i) => input(`borrower.yearTurnovers.${all.length - last.length + i}`, "cents", year));
    return found(figure(boundedMulDiv(addCents(...last), share.value, last.length * 100), rule, share.reference, [...inputs, input("pack.turnoverSharePct", "percent", share.value)], share.hypotheses));
  };
}

/** A payroll stated for one year or for two, brought to so many months. */
function monthsOfPayroll({ rule, of, months }: Of<"months-of-payroll">): Ceiling {
  const wanted = toDated(months);
  const stated = of === "payroll2019" ? 12 : 24;
  return (facts) => {
    const payroll = facts.borrower[of];
    if (payroll === undefined) return lacking(`borrower.${of}`);
    const n = on(wanted, facts.grantOn);
    return found(figure(boundedMulDiv(payroll, n.value, stated), rule, n.reference, [input(`borrower.${of}`, "cents", payroll), input("pack.payrollMonths", "months", n.value)], n.hypotheses));
  };
}

function bestThreeMonths({ rule, pct }: Of<"best-three-months">): Ceiling {
  const shares = toDated(pct);
  return (facts) => {
    const { bestThreeMonths: best } = facts.borrower;
    if (best === undefined) return lacking("borrower.bestThreeMonths");
    const share = on(shares, facts.grantOn);
    return found(figure(boundedMulDiv(best, share.value, 100), rule, share.reference, [input("borrower.bestThreeMonths", "cents", best), input("pack.turnoverSharePct", "percent", share.value)], share.hypotheses));
  };
}

function flatAmount({ rule, amount }: Of<"flat-amount">): Ceiling {
  const amounts = toDated(amount);
  return (facts) => {
    const flat = on(amounts, facts.grantOn);
    return found(figure(flat.value, rule, flat.reference, [input("pack.flatAmount", "cents", flat.value)], flat.hypotheses));
  };
}

/** Of several, known once all are: the greatest or the least, by the text of the one that is; a sum, by that of its last. Grounds of all are kept. */
function together({ formula, rule, of }: Of<"greatest-of" | "lesser-of" | "sum-of">, p: PgeParameters): Ceiling {
  const parts = of.map((one) => ceilingFrom(one, p));
  return (facts) => {
    const answers = parts.map((part) => part(facts));
    const missing = answers.flatMap((answer) => answer.missing);
    const figures = answers.flatMap((answer) => answer.figure ?? []);
    const [first] = figures;
    if (missing.length > 0 || first === undefined) return lacking(...missing);
    const chosen = formula === "sum-of" ? (figures.at(-1) ?? first) : figures.reduce((best, next) => (isBetter(formula, next, best) ? next : best), first);
    const value = formula === "sum-of" ? boundedSum(figures.map((one) => one.value)) : chosen.value;
    return found(figure(value, rule, chosen.reference, figures.flatMap(({ inputs }) => inputs), [...new Set(figures.flatMap(({ hypotheses }) => hypotheses))]));
  };
}

const isBetter = (formula: "greatest-of" | "lesser-of", next: Figure<Cents>, best: Figure<Cents>): boolean => (formula === "greatest-of" ? next.value > best.value : next.value < best.value);
