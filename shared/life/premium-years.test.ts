import { BUILT_IN } from "../pge/packs/packs.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths, legalDate } from "../kernel/legal-date.ts";
import { assess } from "../testing/assess-pge.ts";
import { fieldsToFacts } from "../pge/fields-to-facts.ts";
import type { Fields } from "../pge/file-fields.ts";
import { someFields } from "../testing/some-fields.ts";
import { allowedSteps } from "./allowed-steps.ts";
import { judgeStep } from "./judge-step.ts";
import type { LoanFile } from "./loan-file.ts";
import { owedPremiums, premiumFault, premiumYears, type PremiumYear } from "./premium-years.ts";
import { readFacts } from "./read-facts.ts";
import type { StepFacts, StepName } from "./step-specs.ts";
import { aLoan, after, FACTS, user } from "./testing-loan.ts";

/** 200,000 € over five years, small company: 25, 50, 50, 100, 100 basis points of 90 %. */
const fields: Fields = { ...someFields(1), ...aLoan().fields, totalYears: 5, amortisationYears: 4, extraDeferralYears: 0, deferralMonths: 12, foreseenGrantOn: "2020-04-20" };
const GRANT = "2020-04-21";
const disbursed = after(aLoan({ fields }), ["approved", FACTS.approved("2020-04-20")], ["disbursed", FACTS.disbursed(GRANT)]);
const on = (day: string) => legalDate(day);
const paid = (year: number, day: string, amount: number): readonly [StepName, StepFacts] => ["premium-paid", { on: day, year, amount }];
const years = (loan: LoanFile, day = "2026-01-01"): readonly PremiumYear[] => premiumYears(loan, on(day), BUILT_IN);
const expected = (loan: LoanFile) => years(loan).map((row) => row.expected);
const states = (loan: LoanFile, day: string) => years(loan, day).map(({ state }) => state);

describe("[LI16] the premiums of a loan", () => {
  test("are none before the money left; then one a year, as the rules compute them, the first at the grant and the others on the anniversary", () => {
    expect([premiumYears(aLoan({ fields }), on("2026-01-01"), BUILT_IN), owedPremiums(aLoan({ fields }), BUILT_IN)]).toEqual([[], []]);
    expect(years(disbursed).map(({ dueOn, grounds }) => [dueOn, ...grounds])).toEqual([
      ["2020-04-21", "AT_GRANT"], ["2021-04-21", "ANNIVERSARY"], ["2022-04-21", "ANNIVERSARY"], ["2023-04-21", "ANNIVERSARY"], ["2024-04-21", "ANNIVERSARY"],
    ]);
    expect(expected(disbursed)).toEqual([45_000, 90_000, 67_500, 90_000, 45_000]);
    expect(expected(disbursed)).toEqual(assess({ ...fieldsToFacts(fields, on(GRANT)), grantOn: on(GRANT) }).premiums?.value);
  });

  test("are foreseen, due from their day on, and late after thirty days", () => {
    expect([states(disbursed, "2021-04-20"), states(disbursed, "2021-04-21"), states(disbursed, "2021-05-21"), states(disbursed, "2021-05-22")].map((row) => row[1])).toEqual(["foreseen", "due", "due", "late"]);
  });

  test("paid once, with the amount that was taken and its difference", () => {
    const once = after(disbursed, paid(1, "2020-05-02", 45_000), paid(2, "2021-04-30", 80_000));
    expect(years(once).slice(0, 2)).toMatchObject([{ state: "paid", paid: { on: "2020-05-02", amount: 45_000 }, difference: 0 }, { state: "paid", expected: 90_000, difference: -10_000 }]);
    expect(owedPremiums(once, BUILT_IN).map(({ year }) => year)).toEqual([3, 4, 5]);
    expect([1, 3, 5, 6].map((year) => premiumFault(once, year, BUILT_IN))).toEqual(["PREMIUM_YEAR_PAID", undefined, undefined, "PREMIUM_YEAR_BEYOND"]);
    expect(judgeStep(once, "premium-paid", { on: "2021-05-01", year: 2, amount: 90_000 }, { author: user("maud"), role: "advisor", businessDate: on("2022-01-01"), packs: BUILT_IN, rule: () => undefined })).toEqual({ code: "G2002", fields: [{ field: "year", reason: "PREMIUM_YEAR_PAID" }] });
    expect(readFacts("premium-paid", { on: "2021-05-01", year: 11, amount: 1 })).toMatchObject({ ok: false });
  });

  test("an amendment of the amount changes the years that begin from its day on, and no earlier one", () => {
    const more = after(disbursed, ["amended", { on: "2022-04-21", why: "Complément.", amount: 40_000_000 }]);
    expect(expected(more)).toEqual([45_000, 90_000, 135_000, 180_000, 90_000]);
  });

  test("an amendment of the durations lays the later years out anew; one that began before it says that it is computed with the present ones", () => {
    const shorter = after(disbursed, ["amended", { on: "2022-06-01", why: "Durée.", totalYears: 4, amortisationYears: 3 }]);
    expect(years(shorter).map(({ expected: amount, grounds }) => [amount, grounds.at(-1)])).toEqual([[45_000, "AT_GRANT"], [90_000, "ANNIVERSARY"], [60_000, "DURATION_AMENDED"], [60_000, "ANNIVERSARY"]]);
    const kept = after(disbursed, paid(5, "2022-05-01", 45_000), ["amended", { on: "2022-06-01", why: "Durée.", totalYears: 4, amortisationYears: 3 }]);
    expect(years(kept).at(-1)).toMatchObject({ year: 5, expected: undefined, difference: undefined, state: "paid" });
  });

  test("the client's choice at twelve months: what is repaid at once is no longer owed, and the years are those that were chosen", () => {
    const part = after(disbursed, ["option-chosen", { on: "2021-03-01", choice: "REMBOURSER_EN_PARTIE", repaid: 10_000_000, amortisationYears: 2 }]);
    expect(expected(part)).toEqual([45_000, 45_000, 22_500]);
    expect(premiumFault(part, 4, BUILT_IN)).toBe("PREMIUM_YEAR_BEYOND");
  });

  test("repaid by the end of the first year, nothing more is owed; repaid in the extension, it is owed in full, as an assumption", () => {
    expect([after(disbursed, ["repaid", { on: "2021-04-21" }]), after(disbursed, ["option-chosen", { on: "2021-03-01", choice: "TOUT_REMBOURSER" }])].map((loan) => years(loan).length)).toEqual([1, 1]);
    const early = after(disbursed, ["repaid", { on: "2022-05-01" }]);
    expect(years(early).map(({ grounds }) => grounds.includes("REPAID_IN_EXTENSION"))).toEqual([false, false, false, true, true]);
    expect([expected(early), owedPremiums(early, BUILT_IN).length]).toEqual([expected(disbursed), 5]);
    expect(allowedSteps(early)[0]).toBe("premium-paid");
  });

  test.each([
    ["AFTER_CALL", [["declared", FACTS.declared(GRANT)], ["incident", FACTS.incident("2022-05-01")], ["guarantee-called", FACTS["guarantee-called"]("2022-06-01")]]],
    ["AFTER_RESTRUCTURING", [["declared", FACTS.declared(GRANT)], ["restructured", FACTS.restructured("2022-06-01")]]],
    ["AFTER_ACCELERATION", [["declared", FACTS.declared(GRANT)], ["incident", { on: "2022-06-01", kind: "DECHEANCE" }]]],
  ] as const)("%s: the years to come are unknown, those that began are owed", (why, steps) => {
    const loan = after(disbursed, ...steps);
    expect(years(loan).map(({ state, expected: amount, grounds }) => [state, amount, grounds.includes(why)])).toEqual([["late", 45_000, false], ["late", 90_000, false], ["late", 67_500, false], ["unknown", undefined, true], ["unknown", undefined, true]]);
    expect(owedPremiums(loan, BUILT_IN).map(({ year }) => year)).toEqual([1, 2, 3]);
  });

  test("a déchéance that was regularised, and an unpaid instalment, change nothing", () => {
    const declared = after(disbursed, ["declared", FACTS.declared(GRANT)]);
    const steps = [["incident", { on: "2022-06-01", kind: "DECHEANCE" }], ["regularised", FACTS.regularised("2022-07-01")], ["incident", { on: "2022-08-01", kind: "IMPAYE" }]] as const;
    expect(years(after(declared, ...steps))).toEqual(years(disbursed));
  });

  test("while the duration or the size is unknown, nothing is invented", () => {
    const { totalYears: _t, amortisationYears: _a, ...open } = fields;
    expect(years({ ...disbursed, fields: open }).map((row) => [row.year, row.expected])).toEqual([[1, 45_000]]);
    const { staffFrance: _s, staffTotal: _st, ...unsized } = fields;
    expect(expected({ ...disbursed, fields: unsized })).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  test("whatever is recorded as it is allowed: a year once, none both paid and owed, amounts of years that began never moved by what comes after", () => {
    const steps = fc.array(fc.record({ pick: fc.nat(), months: fc.integer({ min: 0, max: 70 }), year: fc.integer({ min: 1, max: 7 }), amount: fc.integer({ min: 1, max: 30_000_000 }) }), { maxLength: 25 });
    fc.assert(fc.property(steps, (asked) => {
      let loan = disbursed;
      for (const { pick, months, year, amount } of asked.toSorted((a, b) => a.months - b.months)) {
        const day = addMonths(on(GRANT), months);
        const allowed = allowedSteps(loan);
        const step = allowed[pick % allowed.length] ?? "noted";
        const facts = step === "premium-paid" ? { on: day, year, amount } : step === "amended" ? { on: day, why: "Montant.", amount } : FACTS[step](day);
        if (judgeStep(loan, step, facts, { author: user("maud"), role: "manager", businessDate: on("2030-01-01"), packs: BUILT_IN, rule: () => undefined }) !== undefined) continue;
        const before = years(loan).filter(({ dueOn, expected: known }) => dueOn < day && known !== undefined);
        loan = after(loan, [step, facts]);
        if (step === "option-chosen") continue;
        for (const was of before) expect(years(loan).find((row) => row.year === was.year)?.expected).toBe(was.expected);
      }
      const rows = years(loan);
      expect(rows.map((row) => row.year)).toEqual([...new Set(rows.map((row) => row.year))].toSorted((a, b) => a - b));
      const owed = new Set(owedPremiums(loan, BUILT_IN).map((row) => row.year));
      for (const row of rows) expect([owed.has(row.year), row.expected === undefined || row.expected >= 0]).toEqual([row.paid === undefined && row.state !== "unknown", true]);
      expect(rows.filter((row) => row.paid !== undefined).length).toBe(loan.life?.filter(({ step }) => step === "premium-paid").length);
    }));
  });
});
