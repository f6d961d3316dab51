import fc from "fast-check";
import { expect, test } from "vitest";
import { cents } from "../../../kernel/cents.ts";
import { legalDate } from "../../../kernel/legal-date.ts";
import { unwrap } from "../../../kernel/result.ts";
import { someFacts } from "../../../testing/facts.ts";
import { LOCAL_RECOVERY, localRecovery } from "../../../testing/local-recovery.ts";
import { factsUnder } from "../../../testing/random-facts.ts";
import { assess } from "../../../testing/assess-pge.ts";
import type { Assessment } from "../../assessment.ts";
import { SCHEMES, type Borrower, type Facts } from "../../facts.ts";
import { pgeFrance } from "../pge-france.ts";
import type { SchemeDocument } from "./document-schema.ts";
import { parsePack } from "./parse-pack.ts";

const { document, pack } = localRecovery;
const day = "2020-04-15";
const facts = (borrower: Borrower = {}, euros = 100_000, grantOn = "2020-06-01"): Facts => someFacts({ grantOn: legalDate(grantOn), scheme: LOCAL_RECOVERY, borrower, request: { amount: cents(euros * 100), totalYears: 5 } });
const values = <T>(value: T) => [{ from: legalDate(day), value, text: "relance-fictive-art-2" }];

/** The pack with its own scheme changed. */
function withScheme(change: Partial<SchemeDocument>) {
  const schemes = document.schemes.map((scheme) => (scheme.code === LOCAL_RECOVERY ? { ...scheme, ...change } : scheme));
  return unwrap(parsePack(JSON.parse(JSON.stringify({ ...document, schemes }))), "a changed scheme").pack;
}
const ceilingBy = (ceiling: SchemeDocument["ceiling"], borrower: Borrower): readonly unknown[] => {
  const { ceiling: figure, missing } = assess(facts(borrower), withScheme({ ceiling }));
  return figure === undefined ? [...missing] : [figure.value, figure.reference];
};

test("[SP3] the fictitious scheme is assessed by data alone, with its own figures, texts and words", () => {
  const answer = assess(facts({ turnover2019: cents(100_000_000) }), pack);
  expect([answer.pack, answer.decision, answer.ceiling?.value, answer.quotaPct?.value, answer.premiumScale?.value, answer.premiumBps?.value[0]]).toEqual([{ id: "pge-france", version: "1.1.0" }, "ACCEPTABLE", 30_000_000, 85, "UNIQUE", 40]);
  expect(pack.words.fr[`choice.scheme.${LOCAL_RECOVERY}`]).toBe("Relance locale (FICTIF)");
  expect(assess(facts({ turnover2019: cents(1_000_000_000) }), pack).ceiling?.value).toBe(50_000_000);
  expect(assess(facts({}, 4_999), pack).refusals.map(({ reason }) => reason)).toEqual(["relance-fictive.MONTANT_TROP_BAS"]);
  expect(assess(facts({}, 100_000, "2020-04-14"), pack).refusals.map(({ reason }) => reason)).toEqual(["relance-fictive.PAS_OUVERTE"]);
  expect(assess(facts({}, 100_000, "2021-01-01"), pack).refusals.map(({ reason }) => reason)).toEqual(["relance-fictive.CLOSE"]);
});

test("[SP3] each formula of the ceiling, by hand", () => {
  const rule = "RL3";
  const text = "relance-fictive-art-2";
  const year: Borrower = { turnover: cents(90_000_001), turnover2019: cents(100_000_000), payroll2019: cents(1_200_000), payrollTwoYears: cents(2_400_000), bestThreeMonths: cents(5_000_001), yearTurnovers: [cents(1), cents(100), cents(200), cents(301)] };
  const share = { formula: "share-of-turnover", rule, of: "reference", pct: values(20) } as const;
  const flat = { formula: "flat-amount", rule, amount: values(cents(777)) } as const;
  expect(ceilingBy({ formula: "pge", as: "CLASSIQUE" }, year)).toEqual([25_000_000, "arrete-2020-03-23-art-5"]);
  expect(ceilingBy(share, year)).toEqual([20_000_000, text]);
  expect(ceilingBy({ ...share, of: "last-closed-year" }, year)).toEqual([18_000_000, text]);
  expect(ceilingBy({ formula: "mean-of-last-years", rule, years: 3, pct: values(50) }, year)).toEqual([100, text]);
  expect(ceilingBy({ formula: "months-of-payroll", rule, of: "payroll2019", months: values(6) }, year)).toEqual([600_000, text]);
  expect(ceilingBy({ formula: "months-of-payroll", rule, of: "payrollTwoYears", months: values(6) }, year)).toEqual([600_000, text]);
  expect(ceilingBy({ formula: "best-three-months", rule, pct: values(150) }, year)).toEqual([7_500_002, text]);
  expect(ceilingBy(flat, year)).toEqual([777, text]);
  expect(ceilingBy({ formula: "greatest-of", rule, of: [share, flat] }, year)).toEqual([20_000_000, text]);
  expect(ceilingBy({ formula: "lesser-of", rule, of: [share, flat] }, year)).toEqual([777, text]);
  expect(ceilingBy({ formula: "sum-of", rule, of: [share, flat] }, year)).toEqual([20_000_777, text]);
  expect(ceilingBy({ formula: "lesser-of", rule, of: [{ formula: "months-of-payroll", rule, of: "payroll2019", months: values(6) }, flat] }, {})).toEqual(["borrower.payroll2019"]);
});

test("[SP3] use, quota, premium and procedure by their own formulas", () => {
  const loans = { ...facts(), existingLoans: [{ bank: "A", amount: cents(100), scheme: "CLASSIQUE", status: "ATTESTE" }, { bank: "B", amount: cents(30), scheme: LOCAL_RECOVERY, status: "DECAISSE" }, { bank: "C", amount: cents(7), scheme: LOCAL_RECOVERY, status: "ANNULE" }] } satisfies Facts;
  expect(assess(loans, pack).used.value).toBe(130);
  expect(assess(loans, withScheme({ used: { formula: "same-scheme", rule: "RL6", text: "relance-fictive-art-1" } })).used.value).toBe(30);
  const stepped = withScheme({ quota: { formula: "percent-by-turnover", rule: "RL4", steps: values([{ below: cents(1_000), pct: 90 }, { pct: 60 }]) } });
  expect([999, 1_000].map((turnover) => assess(facts({ turnover: cents(turnover) }), stepped).quotaPct?.value)).toEqual([90, 60]);
  const sized = withScheme({ premium: { formula: "scale-by-size", rule: "RL5", small: values([10]), large: values([20]) } });
  expect([10, 300].map((staffFrance) => assess(facts({ staffFrance, staffTotal: staffFrance }), sized).premiumBps?.value)).toEqual([[10], [20]]);
  const mass = withScheme({ procedure: { formula: "always-mass", rule: "RL1", text: "relance-fictive-art-1" } });
  expect([pack, mass].map((one) => assess(facts({ staffFrance: 6_000 }), one).procedure?.value)).toEqual(["INDIVIDUELLE", "MASSE"]);
});

test("[SP3] each condition refuses past its bound, by its own reason and text, and waits for the fact it needs", () => {
  const grounds = { reason: "relance-fictive.CLOSE", rule: "RL1" } as const;
  const text = "relance-fictive-art-1";
  const of = (condition: SchemeDocument["conditions"][number], borrower: Borrower, request: Facts["request"] = {}) => {
    const given = facts(borrower);
    const { refusals, eligible, missing } = assess({ ...given, request: { ...given.request, ...request } }, withScheme({ conditions: [condition] }));
    return eligible === undefined ? missing.at(-1) : refusals.map(({ reason }) => reason).join();
  };
  expect([10, 11].map((n) => of({ condition: "turnover-at-most", ...grounds, value: values(cents(10)) }, { turnover: cents(n) }))).toEqual(["", "relance-fictive.CLOSE"]);
  expect([10, 11].map((n) => of({ condition: "staff-at-most", ...grounds, value: values(10) }, { staffFrance: n }))).toEqual(["", "relance-fictive.CLOSE"]);
  expect([10, 11].map((n) => of({ condition: "amount-at-most", ...grounds, value: values(cents(10)) }, {}, { amount: cents(n) }))).toEqual(["", "relance-fictive.CLOSE"]);
  expect([8, 9].map((totalYears) => of({ condition: "years-at-most", ...grounds, value: values(8) }, {}, { totalYears, amortisationYears: undefined }))).toEqual(["", "relance-fictive.CLOSE"]);
  expect([6, 5, undefined].map((deferralMonths) => of({ condition: "deferral-at-least", ...grounds, value: values(6) }, {}, { deferralMonths }))).toEqual(["", "relance-fictive.CLOSE", ""]);
  expect([6, 7].map((deferralMonths) => of({ condition: "deferral-at-most", ...grounds, value: values(6) }, {}, { deferralMonths }))).toEqual(["", "relance-fictive.CLOSE"]);
  expect(["55.30Z", "56.10A", undefined].map((naf) => of({ condition: "activity-among", ...grounds, text, activities: ["55.30Z"] }, { naf }))).toEqual(["", "relance-fictive.CLOSE", "borrower.naf"]);
  expect([true, false, undefined].map((innovative) => of({ condition: "must-say-yes", ...grounds, text, fact: "innovative" }, { innovative }))).toEqual(["", "relance-fictive.CLOSE", "borrower.innovative"]);
});

test("[WI10] a scheme that a version does not have is refused by name, whatever else is true", () => {
  const old = assess(facts(), pgeFrance);
  expect([old.decision, old.refusals.map(({ reason, rule }) => [reason, rule])]).toEqual(["INELIGIBLE", [["DISPOSITIF_INCONNU", "WI10"]]]);
  expect(assess({ ...facts(), scheme: "AUTRE" }, pack).refusals.map(({ reason }) => reason)).toEqual(["DISPOSITIF_INCONNU"]);
});

const figuresOf = (a: Assessment) => [a.ceiling, a.used, a.available, a.quotaPct, a.guaranteed, a.firstPremium].flatMap((one) => (one === undefined ? [] : [one]));
const amounts = fc.integer({ min: 0, max: 900_000_000_000_000 }).map(cents);
const leaf: fc.Arbitrary<SchemeDocument["ceiling"]> = fc.oneof(
  fc.constantFrom(...SCHEMES).map((as) => ({ formula: "pge" as const, as })),
  fc.tuple(fc.constantFrom("reference" as const, "last-closed-year" as const), fc.nat(1_000)).map(([of, pct]) => ({ formula: "share-of-turnover" as const, rule: "RL3", of, pct: values(pct) })),
  fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(1_000)).map(([years, pct]) => ({ formula: "mean-of-last-years" as const, rule: "RL3", years, pct: values(pct) })),
  fc.tuple(fc.constantFrom("payroll2019" as const, "payrollTwoYears" as const), fc.nat(480)).map(([of, months]) => ({ formula: "months-of-payroll" as const, rule: "RL3", of, months: values(months) })),
  fc.nat(1_000).map((pct) => ({ formula: "best-three-months" as const, rule: "RL3", pct: values(pct) })),
  amounts.map((amount) => ({ formula: "flat-amount" as const, rule: "RL3", amount: values(amount) })),
);
const ceilings = fc.oneof(leaf, fc.tuple(fc.constantFrom("greatest-of" as const, "lesser-of" as const, "sum-of" as const), fc.array(leaf, { minLength: 1, maxLength: 4 })).map(([formula, of]) => ({ formula, rule: "RL3", of })));

test("[PK5] whatever a valid document says and whatever the facts are, there is an assessment: no exception, no NaN, nothing below zero, every text one of the document's", () => {
  const known = new Set(pack.references.map(({ id }) => id));
  fc.assert(
    fc.property(ceilings, fc.nat(100), fc.array(fc.nat(10_000), { minLength: 1, maxLength: 8 }), factsUnder([LOCAL_RECOVERY, LOCAL_RECOVERY, ...SCHEMES, "INCONNU"]), (ceiling, pct, bps, given) => {
      const answer = assess(given, withScheme({ ceiling, quota: { formula: "flat-percent", rule: "RL4", pct: values(pct) }, premium: { formula: "flat-scale", rule: "RL5", bps: values(bps) } }));
      for (const one of figuresOf(answer)) {
        expect(Number.isSafeInteger(one.value) && one.value >= 0).toBe(true);
        expect(known).toContain(one.reference);
      }
      for (const { reference } of answer.refusals) expect(known).toContain(reference);
    }),
    { numRuns: 200 },
  );
});
