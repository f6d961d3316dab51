import { describe, expect, test } from "vitest";
import type { LocalPaperOrder as PaperOrder } from "../../../shared/bridge/paper-order.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { drawPaper } from "../../../paper/draw-paper.ts";
import { paperOf } from "./make-paper.ts";
import { expectAccessible } from "../../../paper/test-support/expect-accessible.ts";
import { nodesOf, readPaper, wholeText, type ReadPaper } from "../../../paper/test-support/read-paper.ts";
import { SOME_REGISTRATION, somePaperFile } from "./test-support/some-paper-file.ts";
import type { PaperFile } from "./paper-file.ts";
import { words } from "../../../shared/i18n/texts.ts";

const file = "01900000-0000-7000-8000-0123456789ab" as FileId;
const summary: PaperOrder = { paper: "summary", file, language: "fr" };
const schedule: PaperOrder = { paper: "schedule", file, language: "fr" };
const copy: PaperOrder = { paper: "registration", file, language: "fr" };
const REASON = "La trésorerie présentée ne permet pas de rembourser le prêt à son terme.\nLes fonds propres sont négatifs.";
const refusal = (over: object = {}): PaperOrder => ({
  paper: "refusal", file, refusal: { kind: "loan", reason: REASON, decidedOn: legalDate("2020-04-15"), signatory: { name: "Maëlle Exemple", role: "Directrice d’agence" }, ...over },
});
const registered = { standing: SOME_REGISTRATION, status: "registered" } as const;

async function made(of: PaperFile, order: PaperOrder): Promise<ReadPaper> {
  const paper = unwrap(paperOf(of, order), order.paper);
  return await readPaper((await drawPaper(paper, of.madeAt)).bytes);
}
/** Spaces of every width are one here: which ones stand where is tested with the words. */
const plain = (text: string): string => text.replaceAll(/\s+/g, " ");
const pairsIn = (read: ReadPaper): Readonly<Record<string, string>> =>
  Object.fromEntries(nodesOf(read.nodes, "TR").flatMap(({ children: [head, value] }) => (head?.role === "TH" && value?.role === "TD" ? [[plain(head.text), plain(value.text)]] : [])));

describe("every paper is accessible", () => {
  test.each<[string, PaperFile, PaperOrder, "fr-FR" | "en-GB"]>([
    ["summary of a draft", somePaperFile({ demonstration: true }), summary, "fr-FR"],
    ["summary in English", somePaperFile(registered), { ...summary, language: "en" }, "en-GB"],
    ["schedule", somePaperFile(), schedule, "fr-FR"],
    ["copy of a registration", somePaperFile(registered), copy, "fr-FR"],
    ["letter", somePaperFile({ demonstration: true }), refusal(), "fr-FR"],
  ])("%s: tagged, in its language, with a title, every cell under a head with a scope, and every text can be read", async (_name, of, order, lang) => {
    expectAccessible(await made(of, order), lang);
  });

  test("the same paper at the same time is the same bytes", async () => {
    const paper = unwrap(paperOf(somePaperFile(), schedule), "schedule");
    const [first, second, later] = [await drawPaper(paper, 1_000), await drawPaper(paper, 1_000), await drawPaper(paper, 61_000)];
    expect(Buffer.from(first.bytes).equals(second.bytes)).toBe(true);
    expect(Buffer.from(first.bytes).equals(later.bytes)).toBe(false);
  });
});

describe("what pages are marked with", () => {
  const marks = (read: ReadPaper, mark: string): readonly boolean[] => read.pages.map(({ artifacts }) => artifacts.includes(mark));
  const said = (read: ReadPaper, mark: string): number => nodesOf(read.nodes, "P").filter(({ text }) => text === mark).length;

  test.each([["summary", summary], ["schedule", schedule]] as const)("before registration each page of a %s says so, and its text once; afterwards none", async (_name, order) => {
    const mark = words.fr.t("paper.draft");
    const [draft, after] = [await made(somePaperFile(), order), await made(somePaperFile(registered), order)];
    expect(draft.pages.length).toBeGreaterThan(1);
    expect([new Set(marks(draft, mark)), said(draft, mark)]).toEqual([new Set([true]), 1]);
    expect([new Set(marks(after, mark)), said(after, mark)]).toEqual([new Set([false]), 0]);
    expect(after.pages.map(({ shown }) => shown).join(" ")).not.toContain("PROJET");
  });

  test.each(["withdrawn", "declined"] as const)("a file that is %s bears that it is, on each page", async (kind) => {
    const read = await made(somePaperFile({ standing: { kind }, status: kind }), summary);
    expect([new Set(marks(read, words.fr.t(`paper.${kind}`))), said(read, words.fr.t(`paper.${kind}`))]).toEqual([new Set([true]), 1]);
  });

  test.each([["summary", summary], ["schedule", schedule], ["letter", refusal()], ["copy", copy]] as const)("in a demonstration DÉMONSTRATION lies across each page of a %s, and its text says it once; elsewhere nowhere", async (_name, order) => {
    const [there, elsewhere] = [await made(somePaperFile({ ...registered, demonstration: true }), order), await made(somePaperFile(registered), order)];
    expect([new Set(marks(there, "DÉMONSTRATION")), said(there, "DÉMONSTRATION")]).toEqual([new Set([true]), 1]);
    expect(elsewhere.pages.map(({ shown }) => shown).join(" ")).not.toContain("DÉMONSTRATION");
  });

  test("every page of a schedule says that it is a simulation, registered or not; a letter and a copy are no draft", async () => {
    const simulation = words.fr.t("paper.simulation");
    for (const of of [somePaperFile(), somePaperFile(registered)]) expect(new Set(marks(await made(of, schedule), simulation))).toEqual(new Set([true]));
    for (const [of, order] of [[somePaperFile(), refusal()], [somePaperFile(registered), copy]] as const) expect((await made(of, order)).pages.map(({ shown }) => shown).join(" ")).not.toContain("PROJET");
  });

  test("no paper bears the name of the State's bank as its own", async () => {
    for (const order of [summary, schedule, copy, refusal()]) for (const { artifacts } of (await made(somePaperFile(registered), order)).pages) expect(artifacts.join(" ")).not.toMatch(/Bpifrance|République/i);
  });
});

describe("summary", () => {
  test("says the verdict, each figure with its rule and text, what was declared, documents and who worked on it", async () => {
    const documents = [{ document: "d1", name: "Liasse 2019.pdf", piece: "LIASSE_FISCALE", size: 1_250_000, type: "application/pdf", attachedBy: "Yann Modèle", attachedAt: instant(Date.parse("2020-04-14T09:30:00Z")) }] as PaperFile["documents"];
    const life = [{ step: "approved", facts: { on: "2020-04-17" }, by: "Maud Modèle", at: instant(1_587_100_000_000), change: "c1" }] as unknown as PaperFile["life"];
    const of = somePaperFile({ ...registered, documents, life, overrides: { legalName: "Boulangerie des Écluses", turnover2019: 190_000_000, turnover: 190_000_000, amount: 20_000_000 } });
    const read = await made(of, summary);
    const text = plain(read.text);
    expect(nodesOf(read.nodes, "H1").map(wholeText)).toEqual(["Fiche de synthèse"]);
    expect(nodesOf(read.nodes, "H2").map(wholeText)).toEqual(["Enregistrement", "Entreprise", "Chiffres", "Demande de prêt", "Accord et diligences", "Compte et signataire", "Calcul", "Pièces jointes au dossier", "Suivi"]);
    expect(pairsIn(read)).toMatchObject({ "Raison sociale": "Boulangerie des Écluses", Plafond: "475 000 €", "Quotité garantie": "90 %", "Numéro d’enregistrement": "1-ABCD-EFGH-K", "Accord définitif": "le 17/04/2020, noté par Maud Modèle" });
    for (const part of ["Éligible, sous le plafond", "25 % du chiffre d’affaires de référence (CE1)", "Arrêté du 23 mars 2020", "Liasse 2019.pdf", "Yann Modèle", "Maëlle Exemple", "Hypothèses retenues"]) expect(text).toContain(part);
  });

  test("in English the texts of the law stay French, and say so", async () => {
    const read = await made(somePaperFile(), { ...summary, language: "en" });
    const cites = nodesOf(read.nodes, "TD").filter(({ text }) => text.includes("Arrêté du 23 mars 2020"));
    expect(cites.length).toBeGreaterThan(3);
    expect(new Set(cites.map(({ lang }) => lang))).toEqual(new Set(["fr-FR"]));
    expect(nodesOf(read.nodes, "H1").map(wholeText)).toEqual(["Summary"]);
  });

  test("of an IBAN the last four signs are printed, nowhere more", async () => {
    const of = somePaperFile({ overrides: { iban: "FR7630006000011234567890189" } });
    for (const order of [summary, schedule, refusal()]) {
      const shown = plain((await made(of, order)).pages.map((page) => page.shown).join(" "));
      expect(shown.replaceAll(" ", "")).not.toContain("67890189");
    }
    expect(pairsIn(await made(of, summary))["IBAN"]).toBe("•••• 0189");
  });

  test("a rating of the Banque de France, the bank's own diligence and whatever a newer Guichet keeps are printed nowhere", async () => {
    const fields = { ...somePaperFile({ overrides: { vigilanceBy: "Contrôle Interne", vigilanceOn: "2020-04-13" } }).fields, bankRating: "E5-RATED", cotationBdf: "E5-RATED" };
    for (const order of [summary, schedule, refusal(), copy]) {
      const read = await made(somePaperFile({ ...registered, fields }), order);
      expect(read.pages.map(({ shown }) => shown).join(" ")).not.toMatch(/E5-RATED|Contrôle Interne|cotation/i);
      expect(read.source).not.toContain("E5-RATED");
    }
  });

});

describe("schedule", () => {
  test("lists every instalment with sums by year that add up, and the assumptions", async () => {
    const of = somePaperFile({ overrides: { amount: 10_000_000, totalYears: 5, amortisationYears: undefined, rateBps: 100 } });
    const read = await made(of, schedule);
    const instalments = of.assessment.schedule?.value.instalments ?? [];
    const dates = nodesOf(read.nodes, "TR").filter(({ children: [head] }) => head?.role === "TH" && /^\d{2}\/\d{2}\/\d{4}$/.test(head.text));
    expect(dates.length).toBe(instalments.length);
    const sums = nodesOf(read.nodes, "TR").filter(({ children: [head] }) => head?.text === "Total").map(({ children }) => children.map(({ text }) => plain(text)).filter((text) => text !== "–"));
    expect(sums).toHaveLength(2);
    expect(sums[0]).toEqual(sums[1]);
    expect(sums[0]?.[3]).toBe("100 000,00");
    expect(plain(read.text)).toContain("Intérêts payés à chaque échéance, mois de 30 jours");
  });

});

describe("[PC5] letter of refusal", () => {
  test("is addressed to the company, says the decision and the reason, and where the Médiation du crédit is", async () => {
    const of = somePaperFile({ overrides: { legalName: "Boulangerie des Écluses", address: "3 quai Émile-Zola", postalCode: "35000", city: "Rennes", signatoryName: "Mme Roy", bankReference: "DOS-118" } });
    const read = await made(of, refusal());
    const lines = nodesOf(read.nodes, "H1", "H2", "P").map(({ text }) => plain(text));
    expect(lines).toEqual([
      "Banque Armor", "Agence Rennes", "Boulangerie des Écluses", "À l’attention de Mme Roy", "3 quai Émile-Zola", "35000 RENNES", "Le mercredi 15 avril 2020",
      "Refus de votre demande de prêt garanti par l’État", "Madame, Monsieur,", "Vous nous avez demandé un prêt garanti par l’État. Après examen, nous avons décidé le 15/04/2020 de ne pas vous l’accorder.",
      "Motif de notre décision", "La trésorerie présentée ne permet pas de rembourser le prêt à son terme.", "Les fonds propres sont négatifs.",
      "Vous pouvez saisir la Médiation du crédit", "Ce refus vous est notifié par écrit. Vous pouvez saisir gratuitement la Médiation du crédit : mediation.credit.35@banque-france.fr.",
      "La démarche est gratuite et confidentielle. Un premier contact vous est donné sous 48 heures.", "Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.",
      "Maëlle Exemple", "Directrice d’agence", "Banque Armor",
    ]);
    expect(pairsIn(read)).toMatchObject({ "Notre référence": "DOS-118" });
  });

  test("a refusal to examine says so", async () => {
    expect(plain((await made(somePaperFile(), refusal({ kind: "examination" }))).text)).toContain("de ne pas examiner votre demande");
  });

  test.each([["20100", undefined, "credit.2A@"], ["20200", undefined, "credit.2B@"], ["97400", undefined, "credit. ________ @"], [undefined, undefined, "credit. ________ @"], ["97400", "974", "credit.974@"], ["35000", "", "credit. ________ @"], ["35000", "44", "credit.44@"]])(
    "postal code %s, corrected to %s: mediation.%s, a blank rather than a guess", async (postalCode, department, expected) => {
      expect(plain((await made(somePaperFile({ overrides: { postalCode } }), refusal(department === undefined ? {} : { department }))).text)).toContain(`mediation.${expected}banque-france.fr`);
    });

});

describe("copy of a registration", () => {
  test("says that it has no seal, and what to type on the centre's public page", async () => {
    const read = await made(somePaperFile({ ...registered, overrides: { amount: 12_345_678, siren: "732829320" } }), copy);
    const text = plain(read.text);
    for (const part of ["Elle ne porte aucun cachet et ne prouve rien par elle-", "https://centre.example/verification", "le numéro 1-ABCD-EFGH-K, le SIREN 732 829 320 et le montant exact, 123 456,78 €"]) expect(text).toContain(part);
    expect(pairsIn(read)).toMatchObject({ "Montant demandé": "123 456,78 €", "Numéro SIREN": "732 829 320" });
  });

});
