import fc from "fast-check";
import { expect, test } from "vitest";
import { cents, MAX_CENTS } from "../../kernel/cents.ts";
import { legalDate } from "../../kernel/legal-date.ts";
import { someFacts, type FactsOverrides } from "../../testing/facts.ts";
import { someFactsOf } from "../../testing/random-facts.ts";
import { assessCore } from "../../testing/assess-pge.ts";
import type { Borrower, ExistingLoan, Facts, Scheme } from "../facts.ts";

const euros = (amount: number) => cents(Math.round(amount * 100));
const at = (day: string, scheme: Scheme = "CLASSIQUE"): FactsOverrides => ({ grantOn: legalDate(day), scheme });
const answerOf = (borrower: Borrower, rest: FactsOverrides = {}) => assessCore(someFacts({ ...rest, borrower }));
const ceiling = (borrower: Borrower, rest: FactsOverrides = {}): readonly [number | undefined, string | undefined] => {
  const { ceiling: figure } = answerOf(borrower, rest);
  return [figure === undefined ? undefined : figure.value / 100, figure?.rule];
};
const young = { createdOn: legalDate("2019-01-01") };

test("[CE1] a quarter of the 2019 turnover or, failing that, of the last available year; zero is a turnover", () => {
  expect(ceiling({})).toEqual([250_000, "CE1"]);
  expect(ceiling({ turnover2019: undefined, turnoverLastYear: euros(1_900_000) })).toEqual([475_000, "CE1"]);
  expect(ceiling({ turnover2019: euros(0), turnoverLastYear: euros(1_900_000) })).toEqual([0, "CE1"]);
  expect(answerOf({ turnover2019: undefined }).missing).toEqual(["borrower.turnover2019"]);
});

test("[CE1] the figures that went in and the text are told", () => {
  const { ceiling: figure } = answerOf({});
  expect(figure).toEqual({
    value: 25_000_000,
    rule: "CE1",
    reference: "arrete-2020-03-23-art-5",
    inputs: [
      { name: "borrower.turnover2019", unit: "cents", value: 100_000_000 },
      { name: "pack.turnoverSharePct", unit: "percent", value: 25 },
    ],
    hypotheses: [],
  });
});

test("[CE2] created since 2019, before 19/07/2020: the payroll alone", () => {
  expect(ceiling({ ...young, payrollTwoYears: euros(60_000) })).toEqual([60_000, "CE2"]);
  expect(answerOf(young).missing).toEqual(["borrower.payrollTwoYears"]);
});

test("[CE3] from 19/07/2020 the better of payroll and turnover; one known alone is flagged", () => {
  expect(ceiling({ ...young, payrollTwoYears: euros(60_000) }, at("2020-07-18"))).toEqual([60_000, "CE2"]);
  expect(ceiling({ ...young, payrollTwoYears: euros(60_000) }, at("2020-07-19"))[0]).toBe(250_000);
  expect(ceiling({ ...young, payrollTwoYears: euros(300_000) }, at("2020-07-19"))).toEqual([300_000, "CE3"]);
  const alone = answerOf({ ...young, turnover2019: undefined, payrollTwoYears: euros(60_000) }, at("2021-01-01"));
  expect([alone.ceiling?.value, alone.cautions.map(({ code }) => code)]).toEqual([6_000_000, ["PLAFOND_PARTIEL_ENTREPRISE_NOUVELLE"]]);
});

test("[CE4] innovative: twice the payroll when better; the young innovative company from 08/05/2020", () => {
  const innovative: Borrower = { innovative: true, payroll2019: euros(300_000) };
  expect(ceiling(innovative)).toEqual([600_000, "CE4"]);
  expect(ceiling({ ...innovative, payroll2019: euros(100_000) })).toEqual([250_000, "CE1"]);
  expect(ceiling({ ...innovative, innovationCriterion: "JEI_44SEXIES0A" }, at("2020-05-07"))).toEqual([250_000, "CE1"]);
  expect(ceiling({ ...innovative, innovationCriterion: "JEI_44SEXIES0A" }, at("2020-05-08"))).toEqual([600_000, "CE4"]);
  expect(answerOf({ innovative: true }).missing).toEqual(["borrower.payroll2019"]);
});

test("[CE5] saison: the three best months when better, on the list only", () => {
  const season: Borrower = { seasonalNaf: true, bestThreeMonths: euros(800_000) };
  expect(ceiling(season, at("2020-08-10", "SAISON"))).toEqual([800_000, "CE5"]);
  expect(ceiling({ ...season, bestThreeMonths: euros(200_000) }, at("2020-08-10", "SAISON"))).toEqual([250_000, "CE1"]);
  expect(ceiling({ ...season, seasonalNaf: false }, at("2020-08-10", "SAISON"))).toEqual([250_000, "CE1"]);
  expect(ceiling(season, at("2020-08-10"))).toEqual([250_000, "CE1"]);
});

test("[CE6] aéro: twice the average stock on top, flagged", () => {
  const answer = answerOf({ aeroAverageStock: euros(1_500_000) }, at("2021-01-15", "AERO"));
  expect([answer.ceiling?.value, answer.ceiling?.rule]).toEqual([325_000_000, "CE6"]);
  expect(answer.cautions.map(({ code }) => code)).toEqual(["FORMULE_AERO_A_VERIFIER"]);
  expect(answer.hypotheses).toEqual(["H_AERO_FORMULE", "H_AERO_OUVERTURE"]);
});

test("[CE7] historic monument: a quarter of the visitor receipts", () => {
  const monument: Borrower = { type: "SCI", sciNature: "MONUMENT_HISTORIQUE_OUVERT_PUBLIC", publicReceipts: euros(120_000) };
  expect(ceiling(monument, at("2020-06-01"))).toEqual([30_000, "CE7"]);
  expect(answerOf({ ...monument, publicReceipts: undefined }, at("2020-06-01")).missing).toEqual(["borrower.publicReceipts"]);
});

const years = (...amounts: readonly number[]): Borrower => ({ ukraineSelfCertified: true, yearTurnovers: amounts.map(euros) });

test("[CE8] Résilience until 30/06/2022: 15 % of the mean of the last three years on top", () => {
  expect(ceiling(years(9_000_000, 1_000_000, 700_000, 1_300_000), at("2022-06-30", "RESILIENCE"))).toEqual([400_000, "CE8"]);
  expect(ceiling(years(400_000, 600_000), at("2022-05-02", "RESILIENCE"))[0]).toBe(325_000);
  expect(answerOf({ ukraineSelfCertified: true }, at("2022-05-02", "RESILIENCE")).missing).toEqual(["borrower.yearTurnovers"]);
});

test("[CE8] with no closed year, the turnover to date × 365 ÷ days", () => {
  const toDate: Borrower = { ukraineSelfCertified: true, yearTurnovers: [], turnoverToDate: euros(200_000), activityDays: 146 };
  expect(ceiling(toDate, at("2022-10-03", "RESILIENCE"))[0]).toBe(75_000);
  expect(answerOf({ ...toDate, activityDays: undefined }, at("2022-10-03", "RESILIENCE")).missing).toEqual(["borrower.activityDays"]);
});

test("[CE9] Résilience from 01/07/2022: that 15 % alone, the creation date and 2019 needless", () => {
  expect(ceiling({ ...years(1_000_000), createdOn: undefined, turnover2019: undefined }, at("2022-07-01", "RESILIENCE"))).toEqual([150_000, "CE9"]);
});

test("[CE10] saison and aéro of a company created since 2019: general ceiling, flagged", () => {
  const answer = answerOf({ ...young, payrollTwoYears: euros(1), seasonalNaf: true, bestThreeMonths: euros(800_000) }, at("2020-08-10", "SAISON"));
  expect(answer.ceiling?.value).toBe(25_000_000);
  expect(answer.cautions.map(({ code }) => code)).toEqual(["SAISON_OU_AERO_ENTREPRISE_NOUVELLE", "LISTE_SAISON_A_VERIFIER"]);
});

test("[CE11] half-up to the cent, once", () => {
  expect(ceiling({ turnover2019: cents(100_000_001) })[0]).toBe(250_000);
  expect(ceiling({ turnover2019: cents(100_000_002) })[0]).toBe(250_000.01);
  expect(ceiling({ turnover2019: cents(100_000_003) })[0]).toBe(250_000.01);
});

test("[CE12] before its opening a scheme adds nothing; a missing certificate or an ended period does not change the figure", () => {
  expect(ceiling({ seasonalNaf: true, bestThreeMonths: euros(800_000) }, at("2020-06-30", "SAISON"))[0]).toBe(250_000);
  expect(ceiling({ aeroAverageStock: euros(1_500_000) }, at("2020-08-01", "AERO"))[0]).toBe(250_000);
  expect(ceiling(years(1_000_000), at("2022-04-05", "RESILIENCE"))[0]).toBe(250_000);
  expect(ceiling({ ...years(1_000_000), ukraineSelfCertified: false }, at("2022-05-02", "RESILIENCE"))[0]).toBe(400_000);
  expect(ceiling(years(2_000_000), at("2024-01-01", "RESILIENCE"))[0]).toBe(300_000);
});

const raised = (facts: Facts, by: number): Facts => {
  const more = (amount: Borrower["turnover"]) => (amount === undefined ? undefined : cents(Math.min(amount + by, MAX_CENTS)));
  const { borrower } = facts;
  return {
    ...facts,
    borrower: { ...borrower, turnover2019: more(borrower.turnover2019), turnoverLastYear: more(borrower.turnoverLastYear), yearTurnovers: borrower.yearTurnovers?.map((year) => more(year) ?? year) },
  };
};

test("[CE11] the ceiling never falls when the turnover rises", () => {
  fc.assert(
    fc.property(someFactsOf, fc.integer({ min: 0, max: 10_000_000_000 }), (facts, by) => {
      const before = assessCore(facts).ceiling?.value;
      const after = assessCore(raised(facts, by)).ceiling?.value;
      expect(after === undefined).toBe(before === undefined);
      if (before !== undefined) expect(after).toBeGreaterThanOrEqual(before);
    }),
    { numRuns: 500 },
  );
});

const loan = (status: ExistingLoan["status"], scheme?: Scheme): ExistingLoan => ({ bank: "A", amount: euros(10_000), status, scheme });
const used = (loans: readonly ExistingLoan[], rest: FactsOverrides = {}) => assessCore(someFacts({ ...rest, existingLoans: loans })).used.value / 100;

test("[US1] attested and disbursed loans count, cancelled and refused ones do not", () => {
  expect((["ATTESTE", "DECAISSE", "ANNULE", "REFUSE"] as const).map((status) => used([loan(status)]))).toEqual([10_000, 10_000, 0, 0]);
});

test("[US2] all banks and schemes together", () => {
  expect(used([{ ...loan("ATTESTE"), bank: "B" }, loan("DECAISSE", "CLASSIQUE"), loan("DECAISSE", "RESILIENCE")])).toBe(30_000);
});

test("[US3] Résilience from 01/07/2022: Résilience loans only; an unknown scheme is flagged", () => {
  const loans = [loan("DECAISSE", "CLASSIQUE"), loan("DECAISSE", "RESILIENCE"), loan("ATTESTE")];
  expect(used(loans, at("2022-06-30", "RESILIENCE"))).toBe(30_000);
  expect(used(loans, at("2022-07-01", "RESILIENCE"))).toBe(10_000);
  expect(used(loans, at("2022-07-01", "CLASSIQUE"))).toBe(30_000);
  const flagged = assessCore(someFacts({ ...at("2022-10-03", "RESILIENCE"), existingLoans: loans })).cautions.map(({ code }) => code);
  expect(flagged).toContain("PGE_EXISTANT_SANS_DISPOSITIF");
});
