import { createHash } from "node:crypto";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { cents } from "../../kernel/cents.ts";
import { legalDate } from "../../kernel/legal-date.ts";
import { unwrap } from "../../kernel/result.ts";
import { someFacts } from "../../testing/facts.ts";
import { LOCAL_RECOVERY, localRecovery } from "../../testing/local-recovery.ts";
import { someFactsOf } from "../../testing/random-facts.ts";
import { assess } from "../../testing/assess-pge.ts";
import type { Assessment, Figure } from "../assessment.ts";
import { caseEntryToFacts, parseCaseEntry } from "../cases-format.ts";
import { SCHEMES, type Borrower, type Facts } from "../facts.ts";
import { parsePackText } from "./document/parse-pack.ts";
import { pgeFranceDocument } from "./document/pge-france-document.ts";
import { pgeParameters } from "./pge-france.parameters.ts";
import { pgeFrance } from "./pge-france.ts";
import { BUILT_IN } from "./packs.ts";

const cases = z.object({ regles: z.array(z.object({ entree: z.unknown() })) });
const read = (name: string): readonly Facts[] =>
  cases.parse(JSON.parse(readFileSync(new URL(`../cases/${name}`, import.meta.url), "utf8"))).regles.map(({ entree }) => caseEntryToFacts(unwrap(parseCaseEntry(entree), "case")));

const euros = (amount: number) => cents(amount * 100);
const days = ["2020-03-15", "2020-03-16", "2020-05-07", "2020-05-08", "2020-07-18", "2020-07-19", "2020-09-18", "2021-06-30", "2022-04-06", "2022-06-30", "2022-07-01", "2023-12-31", "2024-01-01"];
const borrowers: readonly Borrower[] = [
  { seasonalNaf: true, bestThreeMonths: euros(700_001), aeroAverageStock: euros(33_333), yearTurnovers: [euros(1), euros(999_999)], ukraineSelfCertified: true },
  { createdOn: legalDate("2019-01-01"), payrollTwoYears: euros(123_457), seasonalNaf: false, ukraineSelfCertified: false, turnoverToDate: euros(77_777), activityDays: 91 },
  { innovative: true, innovationCriterion: "JEI_44SEXIES0A", payroll2019: euros(456_789), group: true, procedure: { type: "SAUVEGARDE", openedOn: legalDate("2019-12-31"), planOn: legalDate("2020-04-01") } },
  { type: "SCI", legalForm: "6540", sciNature: "DETENUE_OPCI_SCPI", heldPct: 96, staffFrance: 300, balanceSheet: euros(50_000_000), turnover: euros(60_000_000) },
  { staffFrance: 5_000, turnover: euros(1_500_000_000), turnover2019: euros(1_600_000_000) },
  { type: undefined, createdOn: undefined, turnover: undefined },
];
const grid = days.flatMap((day) =>
  SCHEMES.flatMap((scheme) => borrowers.map((borrower) => someFacts({ grantOn: legalDate(day), scheme, borrower, request: { amount: euros(200_003) } }))),
);
/** The cases and every corner of a grid of days, schemes and companies, with a rate so that schedules are in. Never edited: added to with a new version. */
const corpus: readonly Facts[] = [...read("cases.json"), ...read("own-cases.json"), ...grid].map((facts) => ({
  ...facts,
  request: { ...facts.request, totalYears: facts.request.totalYears ?? 1 + (facts.request.amortisationYears ?? 5), rateBps: 125 },
}));

const verdicts = (a: Assessment): unknown => {
  const bare = (figure: Figure<unknown> | undefined) => (figure === undefined ? null : [figure.value, figure.rule]);
  return [
    a.eligible ?? null, a.refusals.map(({ reason }) => reason), a.decision ?? null, a.missing, a.cautions.map(({ code }) => code), a.hypotheses,
    ...[a.procedure, a.ceiling, a.used, a.available, a.quotaPct, a.guaranteed, a.premiumScale, a.premiumBps, a.firstPremium, a.premiums, a.schedule].map(bare),
  ];
};

/** One line a published version: what it answers to the corpus, for ever. */
const FINGERPRINTS: Readonly<Record<string, string>> = {
  "pge-france 1.0.0": "95ef463bab3bc76fe69d3ece",
};

test("[PK2] every published version answers the corpus as on its first day", () => {
  // Failing? A verdict already given would change. Publish a new version beside the old one instead, and add its line here.
  const answers = Object.fromEntries(
    BUILT_IN.known.map((pack) => [`${pack.id} ${pack.version}`, createHash("sha256").update(JSON.stringify(corpus.map((facts) => verdicts(assess(facts, pack))))).digest("hex").slice(0, 24)]),
  );
  expect(answers).toEqual(FINGERPRINTS);
});

test("[PK2] a published document is replayed for ever: what a formula answers does not change under it", () => {
  // Failing? A formula answers otherwise than on the day it was published. Give the new way a name of its own, and keep this one.
  const answers = [LOCAL_RECOVERY, "CLASSIQUE"].map((scheme) => corpus.map((facts) => verdicts(assess({ ...facts, scheme }, localRecovery.pack))));
  expect(createHash("sha256").update(JSON.stringify(answers)).digest("hex").slice(0, 24)).toBe("e12a72830e690b06852612d7");
});

test("[SP2] the PGE as a document answers exactly as the pack of code", () => {
  const { pack } = unwrap(parsePackText(JSON.stringify(pgeFranceDocument)), "the PGE as a document");
  for (const facts of corpus) expect(assess(facts, pack)).toEqual(assess(facts, pgeFrance));
  fc.assert(fc.property(someFactsOf, (facts) => { expect(assess(facts, pack)).toEqual(assess(facts, pgeFrance)); }), { numRuns: 500 });
  expect([pack.references, pack.hypotheses, pack.terms, pack.registration, pack.seasonalActivities]).toEqual([pgeFrance.references, pgeFrance.hypotheses, pgeFrance.terms, pgeFrance.registration, pgeFrance.seasonalActivities]);
});

test("[PK2] the same file asked twice, in any order, gets the same answer", () => {
  const forth = corpus.map((facts) => JSON.stringify(assess(facts)));
  const back = corpus.toReversed().map((facts) => JSON.stringify(assess(facts)));
  expect(back.toReversed()).toEqual(forth);
});

test("[PK4] every figure, reason and caution cites a text of the pack", () => {
  const known = new Set(pgeFrance.references.map(({ id }) => id));
  for (const facts of corpus) {
    const a = assess(facts);
    const figures = [a.procedure, a.ceiling, a.used, a.available, a.quotaPct, a.guaranteed, a.premiumScale, a.premiumBps, a.firstPremium, a.premiums, a.schedule];
    for (const figure of figures) if (figure !== undefined) expect(known).toContain(figure.reference);
    for (const { reference } of [...a.refusals, ...a.cautions]) expect(known).toContain(reference);
    for (const hypothesis of a.hypotheses) expect(pgeFrance.hypotheses.map(({ id }) => id)).toContain(hypothesis);
  }
});

test("[PK4] the values of a parameter stand in the order of their days", () => {
  const lists = Object.values(pgeParameters).flatMap((value: unknown) => {
    const parsed = z.array(z.object({ from: z.string(), reference: z.string() })).safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
  expect(lists.length).toBeGreaterThan(10);
  for (const list of lists) expect(list.map(({ from }) => from)).toEqual(list.map(({ from }) => from).toSorted());
});

test("[EL17] the reference day of the lender's exposure follows the year of the grant", () => {
  const on = (day: string) => pgeParameters.exposureReferenceOn.findLast(({ from }) => from <= legalDate(day))?.value;
  expect([on("2020-12-31"), on("2021-01-01"), on("2021-12-31"), on("2022-01-01"), on("2023-06-01")]).toEqual(["2020-03-16", "2020-12-31", "2020-12-31", "2021-12-31", "2021-12-31"]);
});
