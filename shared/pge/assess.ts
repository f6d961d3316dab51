import { maxCents, mulDiv, subCents, ZERO_CENTS, type Cents } from "../kernel/cents.ts";
import type { Assessment, Decision, Figure, HypothesisId, PremiumScale } from "./assessment.ts";
import type { Facts } from "./facts.ts";
import { decisionOf } from "./rules/decision.ts";
import { figure, input } from "./rules/found.ts";
import { inFormOrder } from "./missing-facts.ts";
import type { Found, SchemePack } from "./packs/scheme-pack.ts";
import { premiumOn, premiumsByYear } from "./premiums.ts";
import { repaymentPlanOf } from "./repayment-plan.ts";
import { scheduleOf } from "./schedule.ts";

/**
 * Everything the rules say of a file, with the grounds of each figure. Never throws and never yields NaN: what cannot be computed is
 * `undefined`, and the facts it waits for are in `missing`. Figures are computed even for a company that is not eligible.
 */
export function assess(facts: Facts, pack: SchemePack): Assessment {
  const core = assessCore(facts, pack);
  const schedule = scheduleFigure(facts, core, pack);
  return schedule === undefined ? core : { ...core, schedule, hypotheses: union(core.hypotheses, schedule.hypotheses) };
}

/** {@link assess} without the repayment schedule: what a registration is decided on, 20,000 times a second. */
export function assessCore(facts: Facts, pack: SchemePack): Assessment {
  const { rules } = pack;
  const { amount } = facts.request;
  const procedure = rules.procedure(facts);
  const eligibility = rules.eligibility(facts, procedure.figure?.value);
  const ceiling = rules.ceiling(facts);
  const used = rules.used(facts);
  const available = ceiling.figure === undefined ? undefined : availableFigure(ceiling.figure, used);
  const { quota, scale, bps } = pricesOf(facts, pack);
  const guaranteed = amount === undefined || quota.figure === undefined ? undefined : guaranteedFigure(amount, quota.figure);
  const priced = amount === undefined || quota.figure === undefined || bps === undefined ? undefined : { amount, quota: quota.figure, bps };
  const firstPremium = priced === undefined ? undefined : firstPremiumFigure(priced);
  const premiums = priced === undefined ? undefined : premiumsFigure(priced, facts, pack);
  const eligible = eligibility.refusals.length > 0 ? false : eligibility.missing.length > 0 ? undefined : true;
  const missing = [
    ...eligibility.missing, ...procedure.missing, ...ceiling.missing, ...quota.missing, ...scale.missing,
    ...(amount === undefined ? ["request.amount"] : []),
  ];
  const cautions = rules.cautions(facts, { procedure: procedure.figure, ceiling: ceiling.figure, available });
  const decision: Decision | undefined = decisionOf({ eligible, procedure: procedure.figure?.value, amount, available: available?.value });
  return {
    pack: { id: pack.id, version: pack.version },
    grantOn: facts.grantOn,
    scheme: facts.scheme,
    procedure: procedure.figure,
    eligible,
    refusals: eligibility.refusals,
    ceiling: ceiling.figure,
    used,
    available,
    quotaPct: quota.figure,
    guaranteed,
    premiumScale: scale.figure,
    premiumBps: bps,
    firstPremium,
    premiums,
    schedule: undefined,
    decision,
    missing: missing.length === 0 ? missing : inFormOrder(missing),
    cautions,
    hypotheses: union(ceiling.figure?.hypotheses ?? [], quota.figure?.hypotheses ?? [], premiums?.hypotheses ?? []),
  };
}

type Prices = { readonly quota: Found<number>; readonly scale: Found<PremiumScale>; readonly bps: Figure<readonly number[]> | undefined };

/** What a premium is computed with, apart from the capital: the share that the State guarantees, and the basis points of each year. */
export function pricesOf(facts: Facts, { rules }: Pick<SchemePack, "rules">): Prices {
  const scale = rules.premiumScale(facts);
  return { quota: rules.quotaPct(facts), scale, bps: scale.figure === undefined ? undefined : rules.premiumBps(facts, scale.figure.value) };
}

/** DE1: what remains under the ceiling, never less than zero. */
function availableFigure(ceiling: Figure<Cents>, used: Figure<Cents>): Figure<Cents> {
  const value = maxCents(ZERO_CENTS, subCents(ceiling.value, used.value));
  return figure(value, "DE1", ceiling.reference, [input("ceiling", "cents", ceiling.value), input("used", "cents", used.value)], ceiling.hypotheses);
}

/** QU5: the State's share of the capital, half-up to the cent. */
function guaranteedFigure(amount: Cents, quota: Figure<number>): Figure<Cents> {
  const value = mulDiv(amount, Math.round(quota.value * 100), 10_000);
  return figure(value, "QU5", quota.reference, [input("request.amount", "cents", amount), input("quotaPct", "percent", quota.value)], quota.hypotheses);
}

type Priced = { readonly amount: Cents; readonly quota: Figure<number>; readonly bps: Figure<readonly number[]> };

const pricedInputs = ({ amount, quota }: Priced) => [input("request.amount", "cents", amount), input("quotaPct", "percent", quota.value)];

function firstPremiumFigure(priced: Priced): Figure<Cents> {
  const bps = priced.bps.value[0] ?? 0;
  const value = premiumOn(priced.amount, priced.quota.value, bps);
  return figure(value, "PM3", priced.bps.reference, [...pricedInputs(priced), input("premiumBps.0", "bps", bps)], priced.quota.hypotheses);
}

function premiumsFigure(priced: Priced, facts: Facts, pack: SchemePack): Figure<readonly Cents[]> | undefined {
  const plan = repaymentPlanOf(facts.request, pack.terms);
  if (plan === undefined) return undefined;
  const value = premiumsByYear(priced.amount, priced.quota.value, priced.bps.value, plan);
  const inputs = [...pricedInputs(priced), input("request.totalYears", "years", plan.years), input("request.graceMonths", "months", plan.graceMonths)];
  return figure(value, "PM4", priced.bps.reference, inputs, plan.years > 1 ? ["A1", ...priced.quota.hypotheses] : priced.quota.hypotheses);
}

/** SC5: 100 billion euros; past it there is no such loan, and its interest might not be a safe number. */
const LARGEST_SCHEDULED = 10_000_000_000_000;
const SCHEDULE_HYPOTHESES: readonly HypothesisId[] = ["H_ECHEANCIER_CAPITAL_CONSTANT", "H_INTERETS_30_360", "H_PRIME_ANNIVERSAIRE"];

function scheduleFigure(facts: Facts, core: Assessment, pack: SchemePack): Assessment["schedule"] {
  const { amount, rateBps, periodicity = "MENSUELLE" } = facts.request;
  const plan = repaymentPlanOf(facts.request, pack.terms);
  if (amount === undefined || rateBps === undefined || plan === undefined || core.premiums === undefined) return undefined;
  if (amount > LARGEST_SCHEDULED) return undefined;
  const value = scheduleOf({ amount, grantOn: facts.grantOn, plan, rateBps, periodicity, premiums: core.premiums.value });
  const inputs = [
    input("request.amount", "cents", amount),
    input("request.rateBps", "bps", rateBps),
    input("request.periodicity", "code", periodicity),
    input("request.totalYears", "years", plan.years),
    input("request.graceMonths", "months", plan.graceMonths),
  ];
  return figure(value, "SC1", core.premiums.reference, inputs, SCHEDULE_HYPOTHESES);
}

const union = (...lists: readonly (readonly HypothesisId[])[]): readonly HypothesisId[] => [...new Set(lists.flat())];
