import fc from "fast-check";
import { expect, test } from "vitest";
import { cents } from "../kernel/cents.ts";
import { legalDate } from "../kernel/legal-date.ts";
import { someFacts } from "../testing/facts.ts";
import { assess } from "../testing/assess-pge.ts";
import type { Schedule } from "./assessment.ts";
import { PERIODICITIES, type LoanRequest } from "./facts.ts";
import { scheduleByYear } from "./schedule-by-year.ts";

function scheduleOfRequest(request: LoanRequest, grantOn = "2020-04-15"): Schedule {
  const { schedule } = assess(someFacts({ grantOn: legalDate(grantOn), request }));
  if (schedule === undefined) throw new Error("no schedule");
  return schedule.value;
}

test("[SC1] equal shares of capital after the deferral, to the cent", () => {
  const { instalments, totals } = scheduleOfRequest({ totalYears: 4, rateBps: 0, periodicity: "ANNUELLE" });
  expect(instalments.map(({ capital }) => capital)).toEqual([0, 0, 3_333_333, 3_333_334, 3_333_333]);
  expect([totals.capital, instalments.at(-1)?.outstandingAfter]).toEqual([10_000_000, 0]);
});

test("[SC2] interest on the capital owed, months of 30 days, deferral included", () => {
  const yearly = scheduleOfRequest({ totalYears: 2, rateBps: 100, periodicity: "ANNUELLE" });
  expect(yearly.instalments.map(({ interest }) => interest)).toEqual([0, 100_000, 100_000]);
  const monthly = scheduleOfRequest({ totalYears: 2, rateBps: 120, periodicity: "MENSUELLE" });
  expect(monthly.instalments.slice(1, 14).map(({ interest }) => interest)).toEqual(Array(13).fill(10_000));
  expect(monthly.instalments[14]?.interest).toBe(9_167);
});

test("[SC3] row 0 carries the first premium, each later one is due on its year's first day", () => {
  const { instalments, totals } = scheduleOfRequest({ amortisationYears: 5, rateBps: 25, periodicity: "TRIMESTRIELLE" });
  expect(instalments.filter(({ premium }) => premium > 0).map(({ dueOn, premium }) => [dueOn, premium])).toEqual([
    ["2020-04-15", 22_500], ["2021-04-15", 45_000], ["2022-04-15", 36_000], ["2023-04-15", 54_000], ["2024-04-15", 36_000], ["2025-04-15", 18_000],
  ]);
  expect(totals.premium).toBe(211_500);
});

test("[SC3] by year, each premium stands in the year it pays for, as in the list of premiums, whatever the periodicity", () => {
  for (const periodicity of PERIODICITIES) {
    for (const request of [{ amortisationYears: 5 }, { amortisationYears: 3, extraDeferralYears: 1 }, { totalYears: 1 }]) {
      const answer = assess(someFacts({ request: { rateBps: 125, periodicity, ...request } }));
      const schedule = answer.schedule?.value;
      const years = schedule === undefined ? [] : scheduleByYear(schedule);
      expect(years.map(({ premium }) => premium)).toEqual(answer.premiums?.value);
      expect(years.map(({ year }) => year)).toEqual(years.map((_, index) => index + 1));
      for (const part of ["interest", "premium", "capital", "total"] as const) expect(years.reduce((sum, year) => sum + year[part], 0)).toBe(schedule?.totals[part]);
    }
  }
});

test("[SC4] nothing repaid during the deferral and the extra year; all on the last day when no year is left", () => {
  const extra = scheduleOfRequest({ totalYears: 6, extraDeferralYears: 1, rateBps: 0, periodicity: "ANNUELLE" });
  expect(extra.instalments.map(({ capital }) => capital)).toEqual([0, 0, 0, 2_500_000, 2_500_000, 2_500_000, 2_500_000]);
  const bullet = scheduleOfRequest({ totalYears: 1, rateBps: 0, periodicity: "MENSUELLE" });
  expect(bullet.instalments.map(({ capital }) => capital)).toEqual([...Array(12).fill(0), 10_000_000]);
  const flagged = (request: LoanRequest) => assess(someFacts({ request })).cautions.map(({ code }) => code);
  expect(flagged({ deferralMonths: 13 })).toEqual(["DIFFERE_AU_DELA_DE_12_MOIS"]);
  expect(flagged({ totalYears: 2, extraDeferralYears: 1 })).toEqual(["DIFFERE_SUPPLEMENTAIRE_SANS_AMORTISSEMENT"]);
});

test("[SC5] deferral and amortisation, the extra year inside it, or apart when the total says so; a disagreement is flagged", () => {
  const rows = (request: LoanRequest) => scheduleOfRequest({ rateBps: 0, periodicity: "ANNUELLE", ...request }).instalments.map(({ capital }) => capital / 100);
  expect(rows({ amortisationYears: 2 })).toEqual([0, 0, 50_000, 50_000]);
  expect(rows({ totalYears: 3 })).toEqual([0, 0, 50_000, 50_000]);
  expect(rows({ amortisationYears: 3, extraDeferralYears: 1 })).toEqual([0, 0, 0, 50_000, 50_000]);
  expect(rows({ amortisationYears: 2, extraDeferralYears: 1, totalYears: 4 })).toEqual([0, 0, 0, 50_000, 50_000]);
  const flagged = (request: LoanRequest) => assess(someFacts({ request })).cautions.map(({ code }) => code);
  expect([flagged({ totalYears: 6, amortisationYears: 3 }), flagged({ totalYears: 6, amortisationYears: 4, extraDeferralYears: 1 })]).toEqual([["DUREES_INCOHERENTES"], []]);
});

test("[SC5] an extra year counted apart never makes more than six years: refused, where the one inside the five is not", () => {
  const refused = (request: LoanRequest) => assess(someFacts({ request })).refusals.map(({ reason }) => reason);
  expect(refused({ amortisationYears: 5, extraDeferralYears: 1 })).toEqual([]);
  expect(refused({ amortisationYears: 5, extraDeferralYears: 1, totalYears: 6 })).toEqual([]);
  expect(refused({ amortisationYears: 4, extraDeferralYears: 1, totalYears: 6 })).toEqual([]);
  expect(refused({ amortisationYears: 5, extraDeferralYears: 1, totalYears: 7 })).toEqual(["DUREE_SUPERIEURE_6_ANS"]);
  expect(refused({ amortisationYears: 6, extraDeferralYears: 1 })).toEqual(["DUREE_SUPERIEURE_6_ANS"]);
});

test("[SC5] an endless or broken term has no schedule", () => {
  for (const totalYears of [0, 2.5, 41]) expect(assess(someFacts({ request: { totalYears, rateBps: 0 } })).schedule).toBeUndefined();
});

test("[SC6] a grant of the 31st never drifts", () => {
  const { instalments } = scheduleOfRequest({ totalYears: 1, rateBps: 0, periodicity: "MENSUELLE" }, "2020-10-31");
  expect(instalments.map(({ dueOn }) => dueOn)).toEqual([
    "2020-10-31", "2020-11-30", "2020-12-31", "2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30", "2021-05-31", "2021-06-30", "2021-07-31", "2021-08-31", "2021-09-30", "2021-10-31",
  ]);
});

test("[SC1] it repays exactly, adds up in every column, and never owes less than nothing", () => {
  const requests = fc.record({
    amount: fc.integer({ min: 1, max: 10_000_000_000_000 }).map(cents),
    totalYears: fc.integer({ min: 1, max: 6 }),
    extraDeferralYears: fc.integer({ min: 0, max: 1 }),
    deferralMonths: fc.integer({ min: 12, max: 24 }),
    rateBps: fc.integer({ min: 0, max: 1_500 }),
    periodicity: fc.constantFrom(...PERIODICITIES),
  });
  fc.assert(
    fc.property(requests, (request) => {
      const { instalments, totals } = scheduleOfRequest(request);
      const sum = (column: "interest" | "premium" | "capital" | "total") => instalments.reduce((all, row) => all + row[column], 0);
      expect(totals.capital).toBe(request.amount);
      for (const column of ["interest", "premium", "capital", "total"] as const) expect(sum(column)).toBe(totals[column]);
      expect(totals.total).toBe(totals.interest + totals.premium + totals.capital);
      let owed: number = request.amount;
      const wrong = instalments.filter((row) => {
        owed -= row.capital;
        return row.outstandingAfter !== owed || row.total !== row.interest + row.premium + row.capital || row.capital < 0;
      });
      expect([wrong, owed]).toEqual([[], 0]);
    }),
    { numRuns: 200 },
  );
});
