import { expect, test } from "vitest";
import { faultLabel, valueText } from "./field-words.ts";
import { words } from "./texts.ts";

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

test("values as the person reads them, in each language", () => {
  const told = (language: "fr" | "en") => [
    valueText("amount", 125_000_050, words[language]), valueText("rateBps", 125, words[language]), valueText("receivedOn", "2020-04-15", words[language]),
    valueText("scheme", "SAISON", words[language]), valueText("group", false, words[language]), valueText("siren", "732829320", words[language]),
    valueText("deferralMonths", 12, words[language]), valueText("yearTurnovers", [100, 250_000], words[language]), valueText("amount", undefined, words[language]),
  ].map(plain);
  expect(told("fr")).toEqual(["1 250 000,50 €", "1,25 %", "15/04/2020", "PGE saison", "Non", "732 829 320", "12 mois", "1 € ; 2 500 €", ""]);
  expect(told("en")).toEqual(["€1,250,000.50", "1.25%", "15/04/2020", "PGE saison", "No", "732 829 320", "12 months", "€1 ; €2,500", ""]);
});

test("a loan held elsewhere tells all that is known of it", () => {
  const loan = { bank: "Banque A", amount: 25_000_000, scheme: "CLASSIQUE", status: "DECAISSE", grantOn: "2020-04-01", number: "N-1" };
  expect(plain(valueText("otherLoans", [loan, { bank: "B", amount: 100, status: "ATTESTE" }], words.fr))).toBe("Banque A 250 000 € (PGE classique, Décaissé, 01/04/2020, N-1) ; B 1 € (Attesté)");
});

test("a fault names its field by its label, also where it names the fact that a rule waits for", () => {
  expect(["amount", "borrower.turnover2019", "head.change"].map((field) => faultLabel({ field, reason: "x" }, words.fr))).toEqual(["Montant demandé", "Chiffre d’affaires HT 2019", "head.change"]);
});
