import { expect, test } from "vitest";
import { legalDate } from "../../kernel/legal-date.ts";
import { someFacts } from "../../testing/facts.ts";
import { assess } from "../../testing/assess-pge.ts";
import type { Scheme } from "../facts.ts";

const reasonsOn = (scheme: Scheme, day: string): readonly string[] =>
  assess(someFacts({ scheme, grantOn: legalDate(day), borrower: { seasonalNaf: true, bestThreeMonths: undefined, ukraineSelfCertified: true } })).refusals.map(({ reason }) => reason);

/** Last day outside, first day inside, last day inside, first day outside, and the reason given on each side. */
const windows = [
  ["[WI1]", "CLASSIQUE", "2020-03-15", "HORS_PERIODE_AVANT_16_03_2020", "2020-03-16"],
  ["[WI3]", "SAISON", "2020-07-18", "SAISON_NON_OUVERT", "2020-07-19"],
  ["[WI4]", "AERO", "2020-09-17", "AERO_NON_OUVERT", "2020-09-18"],
  ["[WI5]", "RESILIENCE", "2022-04-05", "RESILIENCE_NON_OUVERT", "2022-04-06"],
  ["[WI6]", "CLASSIQUE", "2022-07-01", "DISPOSITIF_CLASSIQUE_CLOS_30_06_2022", "2022-06-30"],
  ["[WI6]", "SAISON", "2022-07-01", "DISPOSITIF_CLASSIQUE_CLOS_30_06_2022", "2022-06-30"],
  ["[WI6]", "AERO", "2022-07-01", "DISPOSITIF_CLASSIQUE_CLOS_30_06_2022", "2022-06-30"],
  ["[WI2]", "RESILIENCE", "2024-01-01", "HORS_PERIODE_APRES_31_12_2023", "2023-12-31"],
] as const;

for (const [rule, scheme, outside, reason, inside] of windows) {
  test(`${rule} ${scheme} is ${reason} on ${outside} and not on ${inside}`, () => {
    expect(reasonsOn(scheme, outside)).toEqual([reason]);
    expect(reasonsOn(scheme, inside)).toEqual([]);
  });
}

test("[WI9] every reason that is true is given, once", () => {
  expect(reasonsOn("CLASSIQUE", "2024-01-15")).toEqual(["HORS_PERIODE_APRES_31_12_2023", "DISPOSITIF_CLASSIQUE_CLOS_30_06_2022"]);
  expect(reasonsOn("AERO", "2020-03-01")).toEqual(["HORS_PERIODE_AVANT_16_03_2020", "AERO_NON_OUVERT"]);
});

const cautionsOn = (day: string): readonly string[] =>
  assess(someFacts({ scheme: "RESILIENCE", grantOn: legalDate(day), borrower: { ukraineSelfCertified: true } })).cautions.map(({ code }) => code);

test("[WI7] a grant between the end of the classic scheme and the prolonging text is flagged", () => {
  expect(["2022-06-30", "2022-07-01", "2022-09-23", "2022-09-24"].map((day) => cautionsOn(day).includes("PERIODE_ENTRE_DEUX_TEXTES"))).toEqual([false, true, true, false]);
});

test("[WI8] Résilience in force but not yet published is flagged", () => {
  expect(["2022-04-06", "2022-04-07", "2022-04-08"].map((day) => cautionsOn(day).includes("RESILIENCE_AVANT_PUBLICATION"))).toEqual([true, true, false]);
});
