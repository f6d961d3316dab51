import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { MAX_CENTS } from "../kernel/cents.ts";
import { assessDocument } from "./cases-answer.ts";

const entree = {
  dateOctroi: "2020-04-15",
  dispositif: "CLASSIQUE",
  emprunteur: { type: "SOCIETE", dateCreation: "2010-05-01", effectifFrance: 10, ca: 1_000_000, ca2019: 1_000_000 },
  demande: { montant: 250_000 },
};
const borrower = (more: Record<string, unknown>) => ({ ...entree, emprunteur: { ...entree.emprunteur, ...more } });
const errorOf = (document: unknown) => {
  const answer = assessDocument(document);
  return answer.ok ? undefined : answer.error;
};

test("[AN2] a malformed document is refused with the path of the first wrong place", () => {
  const wrong: readonly (readonly [unknown, string])[] = [
    [null, "(document)"],
    ["texte", "(document)"],
    [{}, "dateOctroi"],
    [{ ...entree, dateOctroi: "2020-02-30" }, "dateOctroi"],
    [{ ...entree, dateOctroi: 20_200_415 }, "dateOctroi"],
    [{ ...entree, dispositif: "INCONNU" }, "dispositif"],
    [{ ...entree, demande: undefined }, "demande"],
    [{ ...entree, demande: { montant: "250000" } }, "demande.montant"],
    [{ ...entree, demande: { montant: -1 } }, "demande.montant"],
    [{ ...entree, demande: { montant: 1e20 } }, "demande.montant"],
    [{ ...entree, demande: { montant: 1_000.005 } }, "demande.montant"],
    [{ ...entree, demande: { montant: 1, amortissementAnnees: 2.5 } }, "demande.amortissementAnnees"],
    [{ ...entree, demande: { montant: 1, differeSupplementaire: 2 } }, "demande.differeSupplementaire"],
    [borrower({ caExercices: [1, 0.001] }), "emprunteur.caExercices[1]"],
    [borrower({ natureJuridique: "65-40" }), "emprunteur.natureJuridique"],
    [borrower({ joursActivite: 0 }), "emprunteur.joursActivite"],
    [borrower({ effectifFrance: 10.5 }), "emprunteur.effectifFrance"],
    [borrower({ effectifFrance: Number.NaN }), "emprunteur.effectifFrance"],
    [borrower({ effectif_france: 10 }), "emprunteur.effectif_france"],
    [borrower({ caExercices: [1, "2"] }), "emprunteur.caExercices[1]"],
    [borrower({ procedure: { type: "REDRESSEMENT", ouverture: "hier" } }), "emprunteur.procedure.ouverture"],
    [{ ...entree, pgeExistants: [{ banque: "A", montant: 1, statut: "?" }] }, "pgeExistants[0].statut"],
    [{ ...entree, pgeExistants: {} }, "pgeExistants"],
    [[entree, borrower({ ca: "1" })], "[1].emprunteur.ca"],
    [[entree, { entree: {} }], "[1].entree.dateOctroi"],
    [[[entree]], "[0]"],
    [{ ...entree, entree }, "dateOctroi"],
    [{ regles: {} }, "regles"],
    [{ regles: [entree, { id: "X", entree: { ...entree, demande: { montant: 0.005 } } }] }, "regles[1].entree.demande.montant"],
    [{ ...entree, regles: [] }, "regles"],
  ];
  for (const [document, path] of wrong) expect(errorOf(document)?.path).toBe(path);
});

test("[AN2] what is wrong there is named, with the values accepted where they are few", () => {
  const wrong: readonly (readonly [unknown, unknown])[] = [
    [null, { path: "(document)", problem: "object" }],
    [{ ...entree, emprunteur: undefined }, { path: "emprunteur", problem: "required" }],
    [{ ...entree, siren: "1" }, { path: "siren", problem: "unknown-key" }],
    [{ ...entree, demande: { montant: 1_000.005 } }, { path: "demande.montant", problem: "amount-too-precise" }],
    [{ ...entree, demande: { montant: -1 } }, { path: "demande.montant", problem: "negative" }],
    [{ ...entree, demande: { montant: "1" } }, { path: "demande.montant", problem: "amount" }],
    [{ ...entree, dispositif: "classique" }, { path: "dispositif", problem: "choice", accepted: ["CLASSIQUE", "SAISON", "AERO", "RESILIENCE"] }],
    [{ ...entree, dateOctroi: "15/04/2020" }, { path: "dateOctroi", problem: "date" }],
    [borrower({ detentionPct: 101 }), { path: "emprunteur.detentionPct", problem: "percent" }],
  ];
  for (const [document, error] of wrong) expect(errorOf(document)).toEqual(error);
});

test("[AN2] every amount of two decimals that JSON can write is taken to the cent, and one of three is refused", () => {
  const asked = (amount: string) => assessDocument({ ...entree, demande: JSON.parse(`{ "montant": ${amount} }`) });
  fc.assert(fc.property(fc.integer({ min: 0, max: MAX_CENTS }), fc.integer({ min: 1, max: 9 }), (all, tenth) => {
    const written = `${Math.floor(all / 100)}.${String(all % 100).padStart(2, "0")}`;
    expect(asked(written).ok).toBe(true);
    if (all < 1e14) expect(asked(`${written}${tenth}`).ok).toBe(false);
  }));
  expect(asked("-0")).toEqual(asked("0"));
});

test("[AN2] a prototype's name is an unknown key like another", () => {
  expect(errorOf(JSON.parse(`{"__proto__": {}, "dateOctroi": "2020-04-15"}`))?.path).toBe("dispositif");
  expect(errorOf({ ...entree, constructor: 1 })?.path).toBe("constructor");
});

test("[AN1] a whole file of cases is answered like its list", () => {
  const cases: { readonly regles: readonly { readonly attendu: unknown }[] } = JSON.parse(readFileSync(new URL("./cases/cases.json", import.meta.url), "utf8"));
  expect(assessDocument(cases)).toEqual({ ok: true, value: cases.regles.map(({ attendu }) => attendu) });
  expect(assessDocument(cases.regles)).toEqual(assessDocument(cases));
});

test("[AN3] a financial institution is asked for no figure, only for what tells its procedure", () => {
  const asked = (more: Record<string, unknown>) => assessDocument(borrower({ type: "ETABLISSEMENT_CREDIT", dateCreation: null, ca2019: null, ...more }));
  expect(asked({})).toEqual({ ok: true, value: { procedure: "MASSE", eligible: false, motifs: ["SECTEUR_FINANCIER_EXCLU"], decision: "INELIGIBLE" } });
  expect(asked({ ca: null })).toMatchObject({ ok: true, value: { decision: "INELIGIBLE", manquants: ["emprunteur.ca"] } });
});

test("[AN1] one entree, one whole case, or a list of either", () => {
  const one = assessDocument(entree);
  expect(assessDocument({ id: "P01", entree, attendu: {} })).toEqual(one);
  expect(one.ok && assessDocument([entree, { entree }])).toEqual({ ok: true, value: one.ok ? [one.value, one.value] : [] });
  expect(assessDocument([])).toEqual({ ok: true, value: [] });
});

test("[AN3] what a document does not state is not there; a fact without a default is named in manquants", () => {
  const answer = z.object({ motifs: z.array(z.string()) }).loose();
  const motifs = (document: unknown) => {
    const result = assessDocument(document);
    return result.ok ? answer.parse(result.value).motifs : [];
  };
  expect(motifs({ ...borrower({ caExercices: [1] }), dispositif: "RESILIENCE", dateOctroi: "2022-05-02" })).toEqual(["AUTO_CERTIFICATION_MANQUANTE"]);
  expect(motifs({ ...entree, dispositif: "SAISON", dateOctroi: "2020-08-10" })).toEqual(["NAF_NON_ELIGIBLE_SAISON"]);
  expect(motifs(borrower({ type: "ASSOCIATION" }))).toEqual(["SANS_ACTIVITE_ECONOMIQUE"]);
  expect(assessDocument({ ...entree, emprunteur: {}, demande: {} })).toEqual({
    ok: true,
    value: { motifs: [], dejaConsomme: 0, manquants: ["emprunteur.type", "emprunteur.dateCreation", "emprunteur.effectifFrance", "emprunteur.ca", "demande.montant"] },
  });
});

test("[AN3] null and absent are both unknown", () => {
  expect(assessDocument(borrower({ bilan: null, procedure: null }))).toEqual(assessDocument(entree));
});

test("[DE4] in the answer, reasons are sorted", () => {
  const result = assessDocument({ ...borrower({ inscritSirene: false }), demande: { montant: 1, surete: true, dureeTotaleAnnees: 8 } });
  expect(result.ok && result.value).toMatchObject({ motifs: ["DUREE_SUPERIEURE_6_ANS", "NON_INSCRIT_SIRENE", "SURETE_INTERDITE"] });
});

test("[AN4] the explanation names the pack, and for each figure its rule, its text and what went in", () => {
  const result = assessDocument(entree, true);
  expect(result.ok && result.value).toMatchObject({
    plafond: 250_000,
    explication: {
      regles: { id: "pge-france", version: "1.0.0" },
      fondements: { ceiling: { regle: "CE1", texte: "Arrêté du 23 mars 2020 (ECOT2008090A), art. 5", donnees: [{ name: "borrower.turnover2019" }, { name: "pack.turnoverSharePct" }] } },
      aVerifier: [],
    },
  });
});
