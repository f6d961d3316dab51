import { expect, test } from "vitest";
import { cents } from "../../kernel/cents.ts";
import { legalDate } from "../../kernel/legal-date.ts";
import { someFacts, type FactsOverrides } from "../../testing/facts.ts";
import { assess } from "../../testing/assess-pge.ts";
import type { Assessment } from "../assessment.ts";
import type { Borrower, LoanRequest } from "../facts.ts";

const of = (borrower: Borrower, rest: FactsOverrides = {}): Assessment => assess(someFacts({ ...rest, borrower }));
const reasons = (answer: Assessment): readonly string[] => answer.refusals.map(({ reason }) => reason);
const cautions = (answer: Assessment): readonly string[] => answer.cautions.map(({ code }) => code);
const on = (day: string): FactsOverrides => ({ grantOn: legalDate(day) });

test("[EL1] registered in Sirene unless said otherwise", () => {
  expect(reasons(of({}))).toEqual([]);
  expect(reasons(of({ sireneRegistered: false }))).toEqual(["NON_INSCRIT_SIRENE"]);
});

test("[EL2] credit institutions and finance companies are out", () => {
  for (const type of ["ETABLISSEMENT_CREDIT", "SOCIETE_FINANCEMENT"] as const) expect(reasons(of({ type }))).toEqual(["SECTEUR_FINANCIER_EXCLU"]);
});

test("[EL3] an association needs an economic activity, unknown until said", () => {
  expect(reasons(of({ type: "ASSOCIATION", economicActivity: false }))).toEqual(["SANS_ACTIVITE_ECONOMIQUE"]);
  expect(of({ type: "FONDATION", economicActivity: true }).eligible).toBe(true);
  const unknown = of({ type: "ASSOCIATION" });
  expect([unknown.eligible, unknown.missing]).toEqual([undefined, ["borrower.economicActivity"]]);
});

test("[EL4] an SCI is out, by its type or by its legal form", () => {
  expect(reasons(of({ type: "SCI" }, on("2021-01-01")))).toEqual(["SCI_EXCLUE"]);
  expect(reasons(of({ type: "SOCIETE", legalForm: "6540" }, on("2021-01-01")))).toEqual(["SCI_EXCLUE"]);
  expect(reasons(of({ type: "SOCIETE", legalForm: "5499" }, on("2021-01-01")))).toEqual([]);
});

test("[EL5] construction-vente and open monuments are in from 08/05/2020, legal form 6541 saying the first by itself", () => {
  const natures = [{ sciNature: "CONSTRUCTION_VENTE" as const }, { sciNature: "MONUMENT_HISTORIQUE_OUVERT_PUBLIC" as const, publicReceipts: cents(1) }, { legalForm: "6541" }];
  for (const nature of natures) {
    expect(reasons(of({ type: "SCI", ...nature }, on("2020-05-07")))).toEqual(["SCI_EXCLUE"]);
    expect(reasons(of({ type: "SCI", ...nature }, on("2020-05-08")))).toEqual([]);
  }
});

test("[EL6] held 100 % by property funds from 08/05/2020, 95 % and SIIC from 19/07/2020", () => {
  const held = (sciNature: "DETENUE_OPCI_SCPI" | "DETENUE_SIIC", heldPct: number | undefined, day: string) => of({ type: "SCI", sciNature, heldPct }, on(day));
  const eligible = (["2020-05-07", "2020-05-08", "2020-07-18", "2020-07-19"] as const).map((day) => held("DETENUE_OPCI_SCPI", 100, day).eligible);
  expect(eligible).toEqual([false, true, true, true]);
  expect([held("DETENUE_OPCI_SCPI", 95, "2020-07-18").eligible, held("DETENUE_OPCI_SCPI", 95, "2020-07-19").eligible]).toEqual([false, true]);
  expect([held("DETENUE_OPCI_SCPI", 94, "2020-07-19").eligible, held("DETENUE_SIIC", 100, "2020-07-18").eligible]).toEqual([false, false]);
  expect(held("DETENUE_SIIC", undefined, "2020-07-19").missing).toEqual(["borrower.heldPct"]);
});

test("[EL7] an SCI under Résilience follows the same article and is flagged", () => {
  const answer = of({ type: "SCI", ukraineSelfCertified: true, yearTurnovers: [cents(1)] }, { ...on("2022-05-02"), scheme: "RESILIENCE" });
  expect(reasons(answer)).toEqual(["SCI_EXCLUE"]);
  expect(cautions(answer)).toContain("SCI_EN_RESILIENCE");
});

const procedure = (openedOn: string, more: { planOn?: string; closedOn?: string; type?: "SAUVEGARDE" | "REDRESSEMENT" | "LIQUIDATION" } = {}): Borrower => ({
  procedure: {
    type: more.type ?? "REDRESSEMENT",
    openedOn: legalDate(openedOn),
    planOn: more.planOn === undefined ? undefined : legalDate(more.planOn),
    closedOn: more.closedOn === undefined ? undefined : legalDate(more.closedOn),
  },
});

test("[EL8] before 08/05/2020: opened by 24/03/2020 and not closed at the grant", () => {
  expect(reasons(of(procedure("2020-03-24"), on("2020-05-07")))).toEqual(["PROCEDURE_COLLECTIVE_EXCLUE"]);
  expect(reasons(of(procedure("2020-03-25"), on("2020-05-07")))).toEqual([]);
  expect(reasons(of(procedure("2019-03-01", { closedOn: "2020-04-15" })))).toEqual([]);
  expect(reasons(of(procedure("2019-03-01", { closedOn: "2020-04-16" })))).toEqual(["PROCEDURE_COLLECTIVE_EXCLUE"]);
});

test("[EL9] from 08/05/2020: opened by 31/12/2019 only", () => {
  expect(reasons(of(procedure("2019-12-31"), on("2020-05-08")))).toEqual(["PROCEDURE_COLLECTIVE_EXCLUE"]);
  expect(reasons(of(procedure("2020-01-01"), on("2020-05-08")))).toEqual([]);
});

test("[EL10] a plan adopted before the grant lifts it, not on its day, never for a liquidation; before 08/05/2020 it is flagged", () => {
  expect(reasons(of(procedure("2019-06-01", { planOn: "2020-05-14" }), on("2020-05-15")))).toEqual([]);
  expect(reasons(of(procedure("2019-06-01", { planOn: "2020-05-15" }), on("2020-05-15")))).toEqual(["PROCEDURE_COLLECTIVE_EXCLUE"]);
  expect(reasons(of(procedure("2019-06-01", { planOn: "2020-01-01", type: "LIQUIDATION" }), on("2020-05-15")))).toEqual(["PROCEDURE_COLLECTIVE_EXCLUE"]);
  expect(reasons(of(procedure("2019-06-01", { closedOn: "2020-01-01", type: "LIQUIDATION" }), on("2020-05-15")))).toEqual([]);
  const early = of(procedure("2019-06-01", { planOn: "2020-01-14" }), on("2020-04-15"));
  expect([reasons(early), cautions(early)]).toEqual([[], ["PLAN_AVANT_08_05_2020"]]);
});

test("[EL11] an amicable procedure never excludes and is flagged", () => {
  const answer = of({ amicableProcedure: "MANDAT_AD_HOC" });
  expect([answer.eligible, cautions(answer)]).toEqual([true, ["PROCEDURE_AMIABLE"]]);
});

test("[EL12] Résilience needs the self-certification, unknown until said", () => {
  const rest: FactsOverrides = { ...on("2022-05-02"), scheme: "RESILIENCE" };
  expect(reasons(of({ ukraineSelfCertified: false }, rest))).toEqual(["AUTO_CERTIFICATION_MANQUANTE"]);
  expect(of({}, rest).missing).toContain("borrower.ukraineSelfCertified");
});

test("[EL13] saison needs the list, always to be checked", () => {
  const rest: FactsOverrides = { ...on("2020-08-10"), scheme: "SAISON" };
  const outside = of({ seasonalNaf: false, naf: "62.01Z" }, rest);
  expect([reasons(outside), cautions(outside)]).toEqual([["NAF_NON_ELIGIBLE_SAISON"], ["LISTE_SAISON_A_VERIFIER"]]);
  expect(of({}, rest).missing).toContain("borrower.seasonalNaf");
});

const asking = (request: LoanRequest, borrower: Borrower = {}): Assessment => assess(someFacts({ request, borrower }));

test("[EL14] twelve months without amortisation at least", () => {
  expect(reasons(asking({ deferralMonths: 11 }))).toEqual(["DIFFERE_INFERIEUR_12_MOIS"]);
  expect([asking({ deferralMonths: 12 }).eligible, asking({}).eligible]).toEqual([true, true]);
});

test("[EL15] six years at most, counted from amortisation years when the total is not said", () => {
  expect(reasons(asking({ totalYears: 7 }))).toEqual(["DUREE_SUPERIEURE_6_ANS"]);
  expect(reasons(asking({ amortisationYears: 6 }))).toEqual(["DUREE_SUPERIEURE_6_ANS"]);
  expect(reasons(asking({ amortisationYears: 5, deferralMonths: 24 }))).toEqual(["DUREE_SUPERIEURE_6_ANS"]);
  expect([asking({ totalYears: 6 }).eligible, asking({ amortisationYears: 5 }).eligible]).toEqual([true, true]);
});

test("[EL16] no other security in the mass procedure; allowed in the individual one", () => {
  expect(reasons(asking({ otherSecurity: true }))).toEqual(["SURETE_INTERDITE"]);
  expect(reasons(asking({ otherSecurity: true }, { staffFrance: 5_000 }))).toEqual([]);
});

test("[EL17] an exposure that fell since the reference day is flagged, an equal one is not", () => {
  const fell = asking({ exposureAtReference: cents(100), exposureAtGrant: cents(99) });
  expect([fell.eligible, cautions(fell)]).toEqual([true, ["ARGENT_FRAIS_A_VERIFIER"]]);
  expect(cautions(asking({ exposureAtReference: cents(100), exposureAtGrant: cents(100) }))).toEqual([]);
});

test("[EL18] a member of a group is flagged, never added up", () => {
  const answer = of({ group: true });
  expect([answer.decision, cautions(answer)]).toEqual(["ACCEPTABLE", ["GROUPE_A_VERIFIER"]]);
});
