import { cents, subCents, ZERO_CENTS, maxCents, type Cents } from "../kernel/cents.ts";
import { addMonths, daysBetween, legalDate, type LegalDate } from "../kernel/legal-date.ts";
import { pricesOf } from "../pge/assess.ts";
import type { LoanRequest } from "../pge/facts.ts";
import { fieldsToFacts } from "../pge/fields-to-facts.ts";
import type { Packs } from "../pge/packs/packs.ts";
import type { SchemePack } from "../pge/packs/scheme-pack.ts";
import { premiumOfYear, premiumOn } from "../pge/premiums.ts";
import { repaymentPlanOf } from "../pge/repayment-plan.ts";
import type { LoanFile } from "./loan-file.ts";
import type { LifeEntry } from "./loan-life.ts";

/** From this age on, in days, a premium that is due is told as late. No text at hand says when: practice, and shown as such. */
export const LATE_AFTER_DAYS = 30;

/** Why a premium stands as it does. Only the first is of the text; each other is an assumption, or what the sources leave unknown. */
export const PREMIUM_GROUNDS = ["AT_GRANT", "ANNIVERSARY", "DURATION_AMENDED", "REPAID_IN_EXTENSION", "AFTER_CALL", "AFTER_RESTRUCTURING", "AFTER_ACCELERATION"] as const;
export type PremiumGround = (typeof PREMIUM_GROUNDS)[number];

export type PremiumYear = {
  /** Of the loan, from 1. */
  readonly year: number;
  readonly dueOn: LegalDate;
  /** What the rules compute; undefined while a fact is missing, or where nothing is computed. */
  readonly expected: Cents | undefined;
  readonly paid: { readonly on: LegalDate; readonly amount: Cents } | undefined;
  /** Cents paid above (or below) what is computed. */
  readonly difference: number | undefined;
  /** `unknown`: the sources do not say whether it is asked for. */
  readonly state: "paid" | "foreseen" | "due" | "late" | "unknown";
  readonly grounds: readonly PremiumGround[];
};

type Loan = Pick<LoanFile, "status" | "fields" | "life" | "registration">;

/** The version that registered the loan prices it, for its whole life. */
const packOf = ({ registration }: Loan, packs: Packs, day: LegalDate): SchemePack => packs.ofLoan(registration?.rules, day);

/**
 * [LI16] The premiums of a loan whose money left, a row for each year of it, and for each other year that was paid. Arrêté of 23/03/2020, art. 7: the first at the
 * grant, then for the extension; later ones on the anniversary, on the capital owed that day (assumptions of PM4 and SC3). What is recorded changes the years that
 * begin from its day on, and no earlier one. Empty before the disbursement, and of a file that ended.
 */
export function premiumYears(loan: Loan, today: LegalDate, packs: Packs): readonly PremiumYear[] {
  const entries = loan.life ?? [];
  const disbursed = entries.find(({ step }) => step === "disbursed");
  if (disbursed === undefined || loan.status !== "registered") return [];
  const grantOn = legalDate(disbursed.facts.on);
  const priced = pricing(loan, entries, grantOn, packOf(loan, packs, grantOn));
  const paid = paidByYear(entries);
  const last = Math.max(priced.years, ...paid.keys());
  return Array.from({ length: last }, (_, index) => index + 1).flatMap((year) => {
    const dueOn = addMonths(grantOn, (year - 1) * 12);
    const standing = year > priced.years ? undefined : standingOf(entries, grantOn, year, dueOn);
    const given = paid.get(year);
    if (standing === undefined && given === undefined) return [];
    const unknown = standing?.unknown === true;
    const expected = standing === undefined || unknown ? undefined : priced.premium(year, owedOn(entries, dueOn));
    return [{
      year, dueOn, expected, paid: given, grounds: standing?.grounds ?? [],
      difference: given === undefined || expected === undefined ? undefined : given.amount - expected,
      state: given !== undefined ? "paid" : unknown ? "unknown" : stateOn(dueOn, today),
    }];
  });
}

/** [LI16] What is still to be taken, whatever the day. */
export const owedPremiums = (loan: Loan, packs: Packs): readonly PremiumYear[] => premiumYears(loan, legalDate("2020-03-16"), packs).filter(({ state }) => state === "foreseen" || state === "due" || state === "late");

/** On what the day of a year's premium rests. */
export const timingOf = (year: number): "AT_GRANT" | "ANNIVERSARY" => (year === 1 ? "AT_GRANT" : "ANNIVERSARY");

export const stateOn = (dueOn: LegalDate, today: LegalDate): "foreseen" | "due" | "late" => {
  const days = daysBetween(dueOn, today);
  return days < 0 ? "foreseen" : days > LATE_AFTER_DAYS ? "late" : "due";
};

/** [LI16] Why the premium of that year cannot be recorded: it was, or the loan has no such year. */
export function premiumFault(loan: Loan, year: number, packs: Packs): "PREMIUM_YEAR_PAID" | "PREMIUM_YEAR_BEYOND" | undefined {
  const { fields, life = [] } = loan;
  if (paidByYear(life).has(year)) return "PREMIUM_YEAR_PAID";
  const grantOn = life.find(({ step }) => step === "disbursed")?.facts.on;
  const plan = grantOn === undefined ? undefined : planOf(fieldsToFacts(fields, legalDate(grantOn)).request, life, packOf(loan, packs, legalDate(grantOn)));
  const restructured = life.findLast(({ step }) => step === "restructured")?.facts["totalYears"];
  return plan !== undefined && year > Math.max(plan.years, Number(restructured ?? 0)) ? "PREMIUM_YEAR_BEYOND" : undefined;
}

const paidByYear = (entries: readonly LifeEntry[]): ReadonlyMap<number, { readonly on: LegalDate; readonly amount: Cents }> =>
  new Map(entries.flatMap(({ step, facts }) => (step === "premium-paid" ? [[Number(facts["year"]), { on: legalDate(facts.on), amount: cents(Number(facts["amount"])) }] as const] : [])));

/** The durations in force: those of the fields, which amendments gave anew, or of the client's choice where it came after. */
function planOf(request: LoanRequest, entries: readonly LifeEntry[], { terms }: Pick<SchemePack, "terms">): ReturnType<typeof repaymentPlanOf> {
  const said = entries.findLast(({ step, facts }) => isAmendedDuration(step, facts) || (step === "option-chosen" && facts["amortisationYears"] !== undefined));
  if (said?.step !== "option-chosen") return repaymentPlanOf(request, terms);
  const { totalYears: _former, ...rest } = request;
  return repaymentPlanOf({ ...rest, amortisationYears: Number(said.facts["amortisationYears"]), extraDeferralYears: Number(said.facts["extraDeferralYears"] ?? 0) }, terms);
}

const isAmendedDuration = (step: LifeEntry["step"], facts: LifeEntry["facts"]): boolean =>
  step === "amended" && (facts["totalYears"] ?? facts["amortisationYears"] ?? facts["extraDeferralYears"]) !== undefined;

type Pricing = { /** Of the loan; 1 while its duration is unknown. */ readonly years: number; readonly premium: (year: number, owed: Cents) => Cents | undefined };

function pricing({ fields }: Pick<Loan, "fields">, entries: readonly LifeEntry[], grantOn: LegalDate, pack: SchemePack): Pricing {
  const facts = fieldsToFacts(fields, grantOn);
  const plan = planOf(facts.request, entries, pack);
  const { quota, bps } = pricesOf({ ...facts, grantOn }, pack);
  return {
    years: plan?.years ?? 1,
    premium: (year, owed) => {
      if (quota.figure === undefined || bps === undefined) return undefined;
      return plan === undefined ? premiumOn(owed, quota.figure.value, bps.value[0] ?? 0) : premiumOfYear(owed, quota.figure.value, bps.value, plan, year);
    },
  };
}

/** What left, amended up to that day, less what the client chose to repay at once. Equal yearly shares come off it by the plan. */
function owedOn(entries: readonly LifeEntry[], day: LegalDate): Cents {
  const known = entries.filter(({ step, facts }) => step === "disbursed" || facts.on <= day);
  const given = known.findLast(({ step, facts }) => step === "disbursed" || (step === "amended" && facts["amount"] !== undefined && known.some((one) => one.step === "disbursed")));
  const repaid = known.filter(({ step, facts }) => step === "option-chosen" && facts["choice"] === "REMBOURSER_EN_PARTIE").reduce((sum, { facts }) => sum + Number(facts["repaid"] ?? 0), 0);
  return maxCents(ZERO_CENTS, subCents(cents(Number(given?.facts["amount"] ?? 0)), cents(repaid)));
}

/** Undefined where the year is not owed: the loan was repaid before it began, and no extension had been taken. */
function standingOf(entries: readonly LifeEntry[], grantOn: LegalDate, year: number, dueOn: LegalDate): { readonly unknown: boolean; readonly grounds: readonly PremiumGround[] } | undefined {
  const timing = timingOf(year);
  const unsettled = unknownSince(entries).find(([day]) => dueOn > day);
  if (unsettled !== undefined) return { unknown: true, grounds: [timing, unsettled[1]] };
  const amended = entries.some(({ step, facts }) => isAmendedDuration(step, facts) && facts.on > dueOn && year > 2) ? ["DURATION_AMENDED"] as const : [];
  const repaidOn = entries.find(({ step, facts }) => step === "repaid" || (step === "option-chosen" && facts["choice"] === "TOUT_REMBOURSER"))?.facts.on;
  if (repaidOn === undefined || year === 1 || dueOn < repaidOn) return { unknown: false, grounds: [timing, ...amended] };
  const extended = repaidOn > addMonths(grantOn, 12) || entries.some(({ step, facts }) => step === "option-chosen" && facts["choice"] !== "TOUT_REMBOURSER");
  return extended ? { unknown: false, grounds: [timing, ...amended, "REPAID_IN_EXTENSION"] } : undefined;
}

/** Days from which no text at hand says whether a year's premium is still asked for, each with why. */
function unknownSince(entries: readonly LifeEntry[]): readonly (readonly [day: string, why: PremiumGround])[] {
  return entries.flatMap(({ step, facts }, index): readonly (readonly [string, PremiumGround])[] => {
    if (step === "guarantee-called") return [[facts.on, "AFTER_CALL"]];
    if (step === "restructured") return [[facts.on, "AFTER_RESTRUCTURING"]];
    const isOpen = step === "incident" && facts["kind"] === "DECHEANCE" && !entries.slice(index).some((later) => later.step === "regularised");
    return isOpen ? [[facts.on, "AFTER_ACCELERATION"]] : [];
  });
}
