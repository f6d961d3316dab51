import { z } from "zod";
import { BORROWER_TYPES, SCI_NATURES } from "../../facts.ts";
import { bps, code, count, dated, day, fieldName, inBoth, key, line, list, money, months, one, packId, percent, reasonCode, ruleId, schemeCode, share, version, years } from "./document-parts.ts";
import { ceilingFormula, condition, premiumFormula, procedureFormula, quotaFormula, usedFormula } from "./formula-schema.ts";

export const PACK_FORMAT = "guichet-pack/1";

const end = z.strictObject({ reason: reasonCode, rule: ruleId });
const window = z.strictObject({ opens: one(day), before: end, closes: one(day), after: end });
const types = list(z.enum(BORROWER_TYPES, "borrowerType"), 20);
const natures = list(z.enum(SCI_NATURES, "sciNature"), 20);
const scale = dated(list(bps, 40).min(1, "list"));

/** The figures of the French rules, each as in SPEC.md. */
const parameters = z.strictObject({
  guarantee: window,
  resiliencePublishedOn: day,
  extensionGap: z.strictObject({ from: day, until: day, text: key }),
  massStaffBelow: dated(count), massTurnoverBelow: dated(money),
  excludedTypes: types, economicActivityTypes: types, sciLegalForms: list(code), sccvLegalForm: code,
  sciAllowed: dated(natures), sciHeld: dated(z.strictObject({ natures, minimumPct: percent })),
  procedureOpenedUntil: dated(day),
  minimumDeferralMonths: dated(months), maximumYears: dated(years), exposureReferenceOn: dated(day),
  newCompanySince: day, turnoverSharePct: dated(share), newCompanyMayUseTurnover: dated(z.boolean("yesNo")), innovativePayrollYears: dated(years),
  youngInnovative: z.strictObject({ criterion: code, recognised: one(z.boolean("yesNo")) }),
  aeroStockYears: dated(years), resilienceSharePct: dated(share), resilienceYears: years.min(1, "whole"), annualisationDays: count.min(1, "whole"), resilienceOnTopUntil: day,
  quotas: dated(z.strictObject({ small: percent, middle: percent, large: percent, middleAbove: money.optional(), middleBelow: money })),
  premiumStaffAbove: dated(count), premiumTurnoverAbove: dated(money), premiumBalanceAbove: dated(money),
  premiumBps: z.strictObject({ PETITE_MOYENNE: scale, GRANDE: scale }),
});

const scheme = z.strictObject({
  code: schemeCode, names: inBoth, window,
  /** Whether the guarantee's own life bounds it too. */
  underGuarantee: z.boolean("yesNo"),
  conditions: list(condition, 30),
  procedure: procedureFormula, ceiling: ceilingFormula, used: usedFormula, quota: quotaFormula, premium: premiumFormula,
  /** Left out: every field. */
  fields: list(fieldName).optional(),
});

/** A whole pack as data: nothing in it is a program, each figure chooses a formula by its name. */
export const packDocument = z.strictObject({
  format: z.literal(PACK_FORMAT, "format"),
  id: packId, version, basedOn: z.string("packName").max(80, "packName").regex(/^[a-z][a-z0-9-]*@\d+\.\d+\.\d+$/, "packName").optional(),
  title: inBoth,
  /** Judges what is asked for from that business date on. */
  from: day,
  texts: list(z.strictObject({ id: key, cite: line, source: line, confidence: z.enum(["H", "M", "L", "mem"], "confidence") }), 500),
  hypotheses: list(z.strictObject({ id: key, rule: ruleId, words: inBoth.optional() })),
  /** Of its own, with their names. */
  rules: list(z.strictObject({ id: ruleId, words: inBoth })),
  reasons: list(z.strictObject({ code: reasonCode, words: inBoth })),
  terms: z.strictObject({ defaultDeferralMonths: months }),
  registration: z.strictObject({ oneRegistrationUntil: day.optional(), preApprovalRequired: z.boolean("yesNo") }),
  parameters,
  schemes: list(scheme, 40),
  reference: z.strictObject({ seasonalActivities: list(code, 800) }),
});

export type PackDocument = z.infer<typeof packDocument>;
export type SchemeDocument = z.infer<typeof scheme>;
export type WindowDocument = z.infer<typeof window>;
