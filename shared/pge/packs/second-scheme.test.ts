import { expect, test } from "vitest";
import { cents, minCents, mulDiv } from "../../kernel/cents.ts";
import { legalDate } from "../../kernel/legal-date.ts";
import { someFacts } from "../../testing/facts.ts";
import { assess } from "../../testing/assess-pge.ts";
import type { Refusal } from "../assessment.ts";
import type { Facts } from "../facts.ts";
import { answerRegistration } from "../registration.ts";
import { rulingProblems } from "../ruling-problems.ts";
import { figure, found, input, lacking } from "../rules/found.ts";
import { on, since } from "./dated.ts";
import type { SchemePack } from "./scheme-pack.ts";

/**
 * FICTIONAL. A territory's loans after a crisis, in the manner of a guarantee fund of the Pacific: no figure below is a real one. It exists to
 * show that another scheme is data and rules, with windows, formulas and reasons of its own, and no line of the engine.
 */
const opens = since("2024-07-01", legalDate("2024-07-01"), "texte-fictif-1");
const share = [since("2024-07-01", 30, "texte-fictif-1"), since("2025-07-01", 40, "texte-fictif-2")] as const;
const most = since("2024-07-01", cents(50_000_000), "texte-fictif-1");

const tooEarly = (facts: Facts): readonly Refusal[] =>
  facts.grantOn < opens.value
    ? [{ reason: "archipel-fictif.PAS_ENCORE_OUVERT", rule: "AF1", reference: opens.reference, inputs: [input("grantOn", "date", facts.grantOn)] }]
    : [];

const archipel: SchemePack = {
  id: "archipel-fictif",
  version: "0.1.0",
  title: "Prêt de relance de l’archipel (FICTIF)",
  references: [
    { id: "texte-fictif-1", cite: "Délibération fictive n° 1", source: "inventée", confidence: "mem" },
    { id: "texte-fictif-2", cite: "Délibération fictive n° 2", source: "inventée", confidence: "mem" },
  ],
  hypotheses: [],
  terms: { defaultDeferralMonths: 24 },
  registration: { oneRegistrationUntil: undefined, preApprovalRequired: false },
  rules: {
    procedure: () => found(figure("MASSE", "AF2", "texte-fictif-1", [])),
    eligibility: (facts) => ({ refusals: tooEarly(facts), missing: [] }),
    ceiling: (facts) => {
      const { turnoverLastYear } = facts.borrower;
      if (turnoverLastYear === undefined) return lacking("borrower.turnoverLastYear");
      const pct = on(share, facts.grantOn);
      return found(figure(minCents(most.value, mulDiv(turnoverLastYear, pct.value, 100)), "AF3", pct.reference, [input("pack.sharePct", "percent", pct.value)]));
    },
    used: (facts) => figure(cents(facts.existingLoans.reduce((sum, loan) => sum + loan.amount, 0)), "AF4", "texte-fictif-1", []),
    quotaPct: () => found(figure(75, "AF5", "texte-fictif-1", [])),
    premiumScale: () => found(figure("PETITE_MOYENNE", "AF6", "texte-fictif-1", [])),
    premiumBps: () => figure([40], "AF6", "texte-fictif-1", []),
    cautions: () => [],
  },
  schemes: [],
  words: { fr: {}, en: {} },
  seasonalActivities: [],
};

const facts = (day: string, euros = 100_000): Facts =>
  someFacts({
    grantOn: legalDate(day),
    scheme: undefined,
    borrower: { turnoverLastYear: cents(100_000_000) },
    request: { amount: cents(euros * 100), totalYears: 5, rateBps: 0, periodicity: "ANNUELLE" },
  });

test("[PK3] another scheme answers with its own figures, dates, deferral and name", () => {
  const answer = assess(facts("2024-08-01"), archipel);
  expect(answer.pack).toEqual({ id: "archipel-fictif", version: "0.1.0" });
  expect([answer.decision, answer.ceiling?.value, answer.quotaPct?.value, answer.guaranteed?.value]).toEqual(["ACCEPTABLE", 30_000_000, 75, 7_500_000]);
  expect(answer.premiums?.value).toEqual([30_000, 30_000, 30_000, 20_000, 10_000]);
  expect(answer.schedule?.value.instalments.map(({ capital }) => capital)).toEqual([0, 0, 0, 3_333_333, 3_333_334, 3_333_333]);
});

test("[PK3] its reasons are its own, and stand beside the field of their first figure", () => {
  const early = assess(facts("2024-06-30"), archipel);
  expect([early.decision, early.refusals[0]?.reason]).toEqual(["INELIGIBLE", "archipel-fictif.PAS_ENCORE_OUVERT"]);
  expect(rulingProblems(early)).toEqual([{ field: "foreseenGrantOn", code: "archipel-fictif.PAS_ENCORE_OUVERT" }]);
});

test("[PK4] its parameters follow the grant date, each with its text", () => {
  const of = (day: string) => {
    const { ceiling } = assess(facts(day), archipel);
    return [ceiling?.value, ceiling?.reference];
  };
  expect([of("2025-06-30"), of("2025-07-01")]).toEqual([[30_000_000, "texte-fictif-1"], [40_000_000, "texte-fictif-2"]]);
});

test("[PK3] registration follows the pack's own terms", () => {
  const request = { businessDate: legalDate("2024-08-01"), preApproved: false, liveRegistrations: 3, assessment: assess(facts("2024-08-01"), archipel) };
  expect(answerRegistration(request, archipel)).toBe("ATTESTATION_DELIVREE");
});
