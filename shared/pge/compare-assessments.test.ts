import { expect, test } from "vitest";
import { cents } from "../kernel/cents.ts";
import { legalDate } from "../kernel/legal-date.ts";
import { someFacts } from "../testing/facts.ts";
import { assess } from "../testing/assess-pge.ts";
import { compareAssessments, isUnmoved } from "./compare-assessments.ts";

test("[DE5] a later grant under the same text moves nothing", () => {
  const facts = someFacts();
  expect(isUnmoved(compareAssessments(assess(facts), assess({ ...facts, grantOn: legalDate("2020-04-29") })))).toBe(true);
});

test("[DE5] a young company's ceiling moves on 19/07/2020, and the text is named", () => {
  const facts = someFacts({ borrower: { createdOn: legalDate("2019-03-15"), payrollTwoYears: cents(18_000_000) }, request: { amount: cents(20_000_000) } });
  const moved = compareAssessments(assess(facts), assess({ ...facts, grantOn: legalDate("2020-07-20") }));
  const ceiling = moved.figures.find(({ figure }) => figure === "ceiling");
  expect([ceiling?.before?.value, ceiling?.after?.value]).toEqual([18_000_000, 25_000_000]);
  expect(ceiling?.reference).toBe(assess({ ...facts, grantOn: legalDate("2020-07-20") }).ceiling?.reference);
  expect(moved.decision).toEqual({ before: "PLAFOND_DEPASSE", after: "ACCEPTABLE" });
});

test("[DE5] a large company's quota moves from 70 to 80 % on 08/05/2020", () => {
  const facts = someFacts({ borrower: { staffFrance: 5_000, turnover: cents(40_000_000_000), turnover2019: cents(40_000_000_000), balanceSheet: cents(40_000_000_000) } });
  const moved = compareAssessments(assess(facts), assess({ ...facts, grantOn: legalDate("2020-05-08") }));
  expect(moved.figures.map(({ figure, before, after }) => [figure, before?.value, after?.value])).toContainEqual(["quotaPct", 70, 80]);
});

test("[DE5] a reason that appears and one that goes are told with their text", () => {
  const facts = someFacts();
  const closed = { ...facts, grantOn: legalDate("2022-07-01") };
  expect(compareAssessments(assess(facts), assess(closed)).reasons).toMatchObject([{ reason: "DISPOSITIF_CLASSIQUE_CLOS_30_06_2022", appears: true }]);
  expect(compareAssessments(assess(closed), assess(facts)).reasons).toMatchObject([{ reason: "DISPOSITIF_CLASSIQUE_CLOS_30_06_2022", appears: false }]);
});
