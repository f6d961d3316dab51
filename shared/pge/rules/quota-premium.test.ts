import { expect, test } from "vitest";
import { cents } from "../../kernel/cents.ts";
import { legalDate } from "../../kernel/legal-date.ts";
import { someFacts } from "../../testing/facts.ts";
import { assess } from "../../testing/assess-pge.ts";
import type { Borrower } from "../facts.ts";

const millions = (amount: number) => cents(amount * 100_000_000);
const answer = (borrower: Borrower, day = "2020-06-01") => assess(someFacts({ grantOn: legalDate(day), borrower }));
const quota = (borrower: Borrower, day?: string) => {
  const { quotaPct } = answer(borrower, day);
  return [quotaPct?.value, quotaPct?.rule];
};

test("[PR1] mass below 5,000 staff in France and 1.5 Md€; one figure above is enough to know", () => {
  expect(answer({ staffFrance: 4_999, turnover: cents(149_999_999_999) }).procedure?.value).toBe("MASSE");
  expect(answer({ staffFrance: 5_000 }).procedure?.value).toBe("INDIVIDUELLE");
  expect(answer({ turnover: millions(1_500) }).procedure?.value).toBe("INDIVIDUELLE");
  expect(answer({ staffFrance: 5_000, turnover: undefined }).procedure?.value).toBe("INDIVIDUELLE");
  expect(answer({ turnover: undefined }).missing).toEqual(["borrower.turnover"]);
});

test("[QU1] 90 % in the mass procedure", () => {
  expect(quota({})).toEqual([90, "QU1"]);
});

test("[QU2] 80 % below 5 Md€; before 08/05/2020 only strictly above 1.5 Md€", () => {
  expect(quota({ staffFrance: 5_000, turnover: millions(400) })).toEqual([80, "QU2"]);
  expect(quota({ turnover: cents(499_999_999_999) })).toEqual([80, "QU2"]);
  expect(quota({ staffFrance: 5_000, turnover: millions(1_501) }, "2020-05-07")).toEqual([80, "QU2"]);
  const literal = answer({ staffFrance: 5_000, turnover: millions(1_500) }, "2020-05-07");
  expect([literal.quotaPct?.value, literal.hypotheses]).toEqual([70, ["H_QUOTITE_AVANT_08_05_2020"]]);
  expect(quota({ turnover: millions(1_500) }, "2020-05-08")).toEqual([80, "QU2"]);
});

test("[QU3] 70 % from 5 Md€", () => {
  expect(quota({ turnover: millions(5_000) })).toEqual([70, "QU3"]);
});

test("[QU4] an individual decree states its own quota; in the mass procedure it is flagged", () => {
  const decreed = (borrower: Borrower) => assess(someFacts({ quotaByDecreePct: 90, borrower }));
  expect([decreed({ turnover: millions(27_000) }).quotaPct?.value, decreed({ turnover: millions(27_000) }).cautions]).toEqual([90, []]);
  expect(decreed({}).cautions.map(({ code }) => code)).toEqual(["QUOTITE_ARRETE_EN_PROCEDURE_DE_MASSE"]);
});

test("[QU5] guaranteed capital, half-up to the cent", () => {
  expect(assess(someFacts({ request: { amount: cents(6_000_100) } })).guaranteed?.value).toBe(5_400_090);
  expect(assess(someFacts({ request: { amount: cents(5) } })).guaranteed?.value).toBe(5);
});

const scale = (borrower: Borrower) => answer(borrower).premiumScale?.value;

test("[PM1] large above 250 staff, or above 50 M€ and 43 M€ together; total staff before staff in France", () => {
  expect([scale({ staffFrance: 250 }), scale({ staffFrance: 251 })]).toEqual(["PETITE_MOYENNE", "GRANDE"]);
  expect([scale({ staffTotal: 251 }), scale({ staffFrance: 251, staffTotal: 250 })]).toEqual(["GRANDE", "PETITE_MOYENNE"]);
  expect(scale({ turnover: cents(5_000_000_100), balanceSheet: cents(4_300_000_100) })).toBe("GRANDE");
  expect(scale({ turnover: millions(50), balanceSheet: millions(60) })).toBe("PETITE_MOYENNE");
  expect(scale({ turnover: millions(60), balanceSheet: millions(43) })).toBe("PETITE_MOYENNE");
});

test("[PM1] the balance sheet is asked for only when it decides", () => {
  expect(answer({ turnover: millions(60) }).missing).toEqual(["borrower.balanceSheet"]);
  expect(answer({ turnover: millions(50) }).missing).toEqual([]);
  expect(answer({ turnover: millions(60), staffFrance: 251 }).missing).toEqual([]);
});

test("[PM2] basis points by year", () => {
  expect(answer({}).premiumBps?.value).toEqual([25, 50, 50, 100, 100, 100]);
  expect(answer({ staffFrance: 251 }).premiumBps?.value).toEqual([50, 100, 100, 200, 200, 200]);
});

test("[PM3] first premium in one step: 8 100 € give 18.23 €, 100 000 € give 225 €", () => {
  const first = (euros: number) => assess(someFacts({ request: { amount: cents(euros * 100) } })).firstPremium?.value;
  expect([first(8_100), first(100_000), first(60_001)]).toEqual([1_823, 22_500, 13_500]);
});

test("[PM4] premiums by year on the capital owed when each year begins", () => {
  const premiums = (request: Parameters<typeof someFacts>[0] & object) => assess(someFacts(request)).premiums?.value;
  expect(premiums({ request: { amortisationYears: 5 } })).toEqual([22_500, 45_000, 36_000, 54_000, 36_000, 18_000]);
  expect(premiums({ request: { amortisationYears: 5, extraDeferralYears: 1 } })).toEqual([22_500, 45_000, 45_000, 67_500, 45_000, 22_500]);
  expect(premiums({ request: { totalYears: 1 } })).toEqual([22_500]);
  expect(premiums({})).toBeUndefined();
  expect(assess(someFacts({ request: { totalYears: 6 } })).hypotheses).toEqual(["A1"]);
});
