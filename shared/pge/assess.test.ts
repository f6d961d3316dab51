import fc from "fast-check";
import { expect, test } from "vitest";
import { cents } from "../kernel/cents.ts";
import { legalDate } from "../kernel/legal-date.ts";
import { someFacts } from "../testing/facts.ts";
import { someFactsOf } from "../testing/random-facts.ts";
import { assess, assessCore } from "../testing/assess-pge.ts";
import type { Assessment } from "./assessment.ts";
import type { Facts } from "./facts.ts";

const empty: Facts = { grantOn: legalDate("2020-04-15"), borrower: {}, request: {}, existingLoans: [] };

test("[DE3] with nothing known, every figure is undefined but the use, and the facts it waits for are named in the order of the form", () => {
  const nothing = assess(empty);
  expect(nothing.missing).toEqual(["borrower.type", "borrower.staffFrance", "borrower.turnover", "scheme", "request.amount"]);
  expect([nothing.procedure, nothing.eligible, nothing.ceiling, nothing.available, nothing.quotaPct, nothing.firstPremium, nothing.decision]).toEqual(Array(7).fill(undefined));
  expect(nothing.used.value).toBe(0);
});

test("[DE3] a certain reason is told although the ceiling is unknown", () => {
  const facts = someFacts({ borrower: { turnover2019: undefined }, request: { totalYears: 7 } });
  const answer = assess(facts);
  expect(answer.ceiling).toBeUndefined();
  expect(answer.decision).toBe("INELIGIBLE");
});

test("[DE3] an unknown fact that could change the answer leaves the decision open", () => {
  expect(assess(someFacts({ borrower: { type: undefined } })).decision).toBeUndefined();
  expect(assess(someFacts({ request: { amount: undefined } })).decision).toBeUndefined();
  expect(assess(someFacts({ request: { otherSecurity: true }, borrower: { staffFrance: undefined } })).eligible).toBeUndefined();
});

test("[DE1] what is available is the ceiling less the use, never below zero", () => {
  const loan = (euros: number) => [{ bank: "A", amount: cents(euros * 100), status: "DECAISSE" as const }];
  expect(assess(someFacts({ existingLoans: loan(100_000) })).available?.value).toBe(15_000_000);
  expect(assess(someFacts({ existingLoans: loan(300_000) })).available?.value).toBe(0);
});

test("[DE2] ineligible, then individual, then over the ceiling, then acceptable", () => {
  const big = { staffFrance: 5_000 };
  const tooMuch = { amount: cents(25_000_001) };
  expect(assess(someFacts({ borrower: { ...big, sireneRegistered: false }, request: tooMuch })).decision).toBe("INELIGIBLE");
  const individual = assess(someFacts({ borrower: big, request: tooMuch }));
  expect(individual.decision).toBe("PROCEDURE_INDIVIDUELLE");
  expect(individual.cautions.map(({ code }) => code)).toContain("PLAFOND_DEPASSE_PROCEDURE_INDIVIDUELLE");
  expect(assess(someFacts({ request: tooMuch })).decision).toBe("PLAFOND_DEPASSE");
  expect(assess(someFacts()).decision).toBe("ACCEPTABLE");
});

test("[DE4] reasons come in the order of the law: period, scheme, borrower, loan", () => {
  const facts = someFacts({
    grantOn: legalDate("2020-03-01"),
    scheme: "SAISON",
    borrower: { seasonalNaf: false, sireneRegistered: false },
    request: { totalYears: 8, deferralMonths: 3 },
  });
  expect(assess(facts).refusals.map(({ reason }) => reason)).toEqual([
    "HORS_PERIODE_AVANT_16_03_2020", "SAISON_NON_OUVERT", "NAF_NON_ELIGIBLE_SAISON", "NON_INSCRIT_SIRENE", "DIFFERE_INFERIEUR_12_MOIS", "DUREE_SUPERIEURE_6_ANS",
  ]);
});

test("[PK1] every assessment names its pack and version", () => {
  expect(assess(someFacts()).pack).toEqual({ id: "pge-france", version: "1.0.0" });
});

test("the core is the whole without the schedule", () => {
  const facts = someFacts({ request: { totalYears: 6, rateBps: 25 } });
  const whole = assess(facts);
  expect(whole.schedule).toBeDefined();
  expect(assessCore(facts)).toEqual({ ...whole, schedule: undefined, hypotheses: ["A1"] });
});

const figures = (a: Assessment): readonly number[] => [
  ...[a.ceiling, a.used, a.available, a.guaranteed, a.firstPremium].flatMap((figure) => (figure === undefined ? [] : [figure.value])),
  ...(a.premiums?.value ?? []),
  ...(a.schedule?.value.instalments.flatMap((row) => [row.interest, row.premium, row.capital, row.total, row.outstandingAfter]) ?? []),
];

test("[PK5] any facts get an assessment: no exception, no NaN, no negative figure, no premium below zero", () => {
  fc.assert(
    fc.property(someFactsOf, (facts) => {
      expect(figures(assess(facts)).filter((figure) => !Number.isSafeInteger(figure) || figure < 0)).toEqual([]);
    }),
    { numRuns: 600 },
  );
});

test("[DE3] a decision is there exactly when nothing that could change it is missing", () => {
  fc.assert(
    fc.property(someFactsOf, (facts) => {
      const answer = assess(facts);
      if (answer.missing.length === 0) expect(answer.decision).toBeDefined();
      if (answer.decision === "ACCEPTABLE" || answer.decision === "PLAFOND_DEPASSE") expect(answer.available).toBeDefined();
      expect(answer.eligible === false).toBe(answer.refusals.length > 0);
    }),
    { numRuns: 400 },
  );
});

test("[DE6] eligible is said only when no unknown fact could refuse: filling in what is missing never takes it back", () => {
  const known = (facts: Facts, from: Facts): Facts => {
    const paths = new Set(assess(facts).missing);
    const fill = <T extends object>(group: string, part: T, other: T): T => ({ ...part, ...Object.fromEntries(Object.entries(other).filter(([name]) => paths.has(`${group}.${name}`))) });
    return { ...facts, borrower: fill("borrower", facts.borrower, from.borrower), request: fill("request", facts.request, from.request) };
  };
  let filled = 0;
  fc.assert(
    fc.property(someFactsOf, someFactsOf, fc.constantFrom("2020-08-15", "2022-05-02"), (some, from, day) => {
      // Nothing certain against it, so that most of what is drawn is eligible.
      const borrower: Facts["borrower"] = { ...some.borrower, type: "SOCIETE", legalForm: "5499", sireneRegistered: true, procedure: undefined, seasonalNaf: true, ukraineSelfCertified: true };
      const { amount, otherSecurity } = some.request;
      const facts: Facts = { ...some, grantOn: legalDate(day), borrower, request: { amount, otherSecurity } };
      fc.pre(assess(facts).eligible === true);
      const more = known(facts, from);
      filled += assess(more).missing.length < assess(facts).missing.length ? 1 : 0;
      expect(assess(more).eligible).toBe(true);
    }),
    { numRuns: 400 },
  );
  expect(filled).toBeGreaterThan(20);
});

test("[DE6] an unknown figure leaves eligible said; an unknown fact that could refuse leaves it unsaid", () => {
  const said = (borrower: Facts["borrower"], scheme: Facts["scheme"] = "CLASSIQUE") => {
    const { eligible, missing } = assess(someFacts({ borrower, scheme }));
    return [eligible, missing];
  };
  expect(said({ turnover2019: undefined })).toEqual([true, ["borrower.turnover2019"]]);
  expect(said({ staffFrance: undefined })).toEqual([true, ["borrower.staffFrance"]]);
  expect(said({ type: undefined })).toEqual([undefined, ["borrower.type"]]);
  expect(said({ type: "ASSOCIATION", economicActivity: undefined })).toEqual([undefined, ["borrower.economicActivity"]]);
});
