import { z } from "zod";
import type { Cents } from "../../../kernel/cents.ts";
import { SCHEMES, type Scheme } from "../../facts.ts";
import type { DatedOf } from "./to-dated.ts";
import { bps, code, dated, list, money, months, percent, reasonCode, ruleId, share, key, count, years } from "./document-parts.ts";

/** What a turnover formula takes for the turnover. `reference`: that of 2019, failing that the last one (CE1). */
export const TURNOVERS = ["reference", "last-closed-year"] as const;
export const PAYROLLS = ["payroll2019", "payrollTwoYears"] as const;

/** The ceiling: figures, and how they are put together. */
export type CeilingFormula =
  | { readonly formula: "pge"; readonly as: Scheme }
  | { readonly formula: "share-of-turnover"; readonly rule: string; readonly of: (typeof TURNOVERS)[number]; readonly pct: DatedOf<number> }
  | { readonly formula: "mean-of-last-years"; readonly rule: string; readonly years: number; readonly pct: DatedOf<number> }
  | { readonly formula: "months-of-payroll"; readonly rule: string; readonly of: (typeof PAYROLLS)[number]; readonly months: DatedOf<number> }
  | { readonly formula: "best-three-months"; readonly rule: string; readonly pct: DatedOf<number> }
  | { readonly formula: "flat-amount"; readonly rule: string; readonly amount: DatedOf<Cents> }
  | { readonly formula: "greatest-of" | "lesser-of" | "sum-of"; readonly rule: string; readonly of: readonly CeilingFormula[] };

const pge = z.strictObject({ formula: z.literal("pge") });
/** Each by its name: the refusal of a wrong member is then that of the formula that was meant. */
export const ceilingFormula: z.ZodType<CeilingFormula> = z.lazy(() => z.discriminatedUnion("formula", [
  z.strictObject({ formula: z.literal("pge"), as: z.enum(SCHEMES, "lawScheme") }),
  z.strictObject({ formula: z.literal("share-of-turnover"), rule: ruleId, of: z.enum(TURNOVERS, "turnoverOf"), pct: dated(share) }),
  z.strictObject({ formula: z.literal("mean-of-last-years"), rule: ruleId, years: years.min(1, "whole"), pct: dated(share) }),
  z.strictObject({ formula: z.literal("months-of-payroll"), rule: ruleId, of: z.enum(PAYROLLS, "payrollOf"), months: dated(months) }),
  z.strictObject({ formula: z.literal("best-three-months"), rule: ruleId, pct: dated(share) }),
  z.strictObject({ formula: z.literal("flat-amount"), rule: ruleId, amount: dated(money) }),
  z.strictObject({ formula: z.enum(["greatest-of", "lesser-of", "sum-of"]), rule: ruleId, of: list(ceilingFormula, 8).min(1, "list") }),
], "ceilingFormula"));

export const procedureFormula = z.discriminatedUnion("formula", [pge, z.strictObject({ formula: z.literal("always-mass"), rule: ruleId, text: key })], "procedureFormula");

export const usedFormula = z.discriminatedUnion("formula", [pge, z.strictObject({ formula: z.enum(["all-loans", "same-scheme"]), rule: ruleId, text: key })], "usedFormula");

/** The percent of the first step that the turnover is below; the last step has no bound. */
const steps = list(z.strictObject({ below: money.optional(), pct: percent }), 20).min(1, "list");
export const quotaFormula = z.discriminatedUnion("formula", [
  pge,
  z.strictObject({ formula: z.literal("flat-percent"), rule: ruleId, pct: dated(percent) }),
  z.strictObject({ formula: z.literal("percent-by-turnover"), rule: ruleId, steps: dated(steps) }),
], "quotaFormula");

const scale = dated(list(bps, 40).min(1, "list"));
export const premiumFormula = z.discriminatedUnion("formula", [
  pge,
  z.strictObject({ formula: z.literal("flat-scale"), rule: ruleId, bps: scale }),
  z.strictObject({ formula: z.literal("scale-by-size"), rule: ruleId, small: scale, large: scale }),
], "premiumFormula");

export const LAW_CONDITIONS = ["scheme", "company", "sci", "collective-procedure", "loan-terms"] as const;
export const FLAGS = ["economicActivity", "innovative", "seasonalNaf", "sireneRegistered", "ukraineSelfCertified"] as const;
const grounds = { reason: reasonCode, rule: ruleId };
export const condition = z.discriminatedUnion("condition", [
  z.strictObject({ condition: z.enum(LAW_CONDITIONS) }),
  z.strictObject({ condition: z.enum(["turnover-at-most", "amount-at-most", "amount-at-least"]), ...grounds, value: dated(money) }),
  z.strictObject({ condition: z.literal("staff-at-most"), ...grounds, value: dated(count) }),
  z.strictObject({ condition: z.literal("years-at-most"), ...grounds, value: dated(years) }),
  z.strictObject({ condition: z.enum(["deferral-at-least", "deferral-at-most"]), ...grounds, value: dated(months) }),
  z.strictObject({ condition: z.literal("activity-among"), ...grounds, text: key, activities: list(code, 800).min(1, "list") }),
  z.strictObject({ condition: z.literal("must-say-yes"), ...grounds, text: key, fact: z.enum(FLAGS, "flag") }),
], "condition");
export type Condition = z.infer<typeof condition>;
export type ProcedureFormula = z.infer<typeof procedureFormula>;
export type UsedFormula = z.infer<typeof usedFormula>;
export type QuotaFormula = z.infer<typeof quotaFormula>;
export type PremiumFormula = z.infer<typeof premiumFormula>;
