import { pgeFrance } from "../../../shared/pge/packs/pge-france.ts";
import { expect, test } from "vitest";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { assess } from "../../../shared/testing/assess-pge.ts";
import { compareAssessments, isUnmoved, type Comparison } from "../../../shared/pge/compare-assessments.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { assessOnRealDate } from "./real-grant.ts";
import { tellMoves } from "./tell-moves.ts";

const today = legalDate("2020-04-15");
const fields: Fields = {
  scheme: "CLASSIQUE", borrowerType: "SOCIETE", createdOn: "2019-03-01", staffFrance: 12, turnover: 100_000_000, turnover2019: 100_000_000,
  payrollTwoYears: 10_000_000, amount: 15_000_000, totalYears: 6, amortisationYears: 5, foreseenGrantOn: "2020-07-18",
};
const moves = (typed: string, of: Fields = fields): Comparison => {
  const grant = assessOnRealDate(typed, of, today, pgeFrance);
  if (grant.kind !== "assessed") throw new Error(grant.kind);
  return compareAssessments(assess(fieldsToFacts(of, today)), grant.real);
};
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

test("[DE5] one day later, a new company's ceiling moves, and the rule and the text that move it are named", () => {
  const told = tellMoves(moves("19/07/2020"), pgeFrance, words.fr);
  expect(told.map(({ label }) => label)).toContain("Plafond");
  const ceiling = told.find(({ label }) => label === "Plafond");
  expect(plain(ceiling?.change ?? "")).toBe("100 000 € → 250 000 €");
  expect(ceiling?.grounds).toMatch(/CE\d/);
  expect(ceiling?.cite.length).toBeGreaterThan(10);
  expect(tellMoves(moves("19/07/2020"), pgeFrance, words.en).map(({ label }) => label)).toContain("Ceiling");
});

test("[DE5] a date after the scheme closed brings its reason and the decision, and back again takes them away", () => {
  const closed = { ...fields, foreseenGrantOn: "2022-07-01" };
  const label = words.fr.find("reason.DISPOSITIF_CLASSIQUE_CLOS_30_06_2022");
  expect(tellMoves(moves("1/7/22"), pgeFrance, words.fr)).toContainEqual(expect.objectContaining({ label, change: "nouveau motif de refus" }));
  expect(tellMoves(moves("18.07.2020", closed), pgeFrance, words.fr)).toContainEqual(expect.objectContaining({ label, change: "motif de refus levé" }));
});

test("[DE5] nothing moves between two days under the same texts", () => {
  expect(isUnmoved(moves("17072020"))).toBe(true);
  expect(tellMoves(moves("17072020"), pgeFrance, words.fr)).toEqual([]);
});

test("what is not a date is told as a date is told everywhere, and computes nothing", () => {
  expect(assessOnRealDate(" ", fields, today, pgeFrance)).toEqual({ kind: "empty" });
  expect(assessOnRealDate("19/07", fields, today, pgeFrance)).toEqual({ kind: "wrong", fault: "DATE_FORMAT" });
  expect(assessOnRealDate("31/02/2021", fields, today, pgeFrance)).toEqual({ kind: "wrong", fault: "DATE_NO_SUCH_DAY" });
});
