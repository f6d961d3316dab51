import { fictionalSiren } from "../../../../shared/testing/companies.ts";

/**
 * What the two public sources would answer of invented companies, in the shapes that they publish. What Guichet must not keep is there
 * too, as it is in the real ones: directors, figures, the liquidator's name, keys of a later version.
 */
export const RECORDED = {
  active: fictionalSiren(7), ceased: fictionalSiren(8), onePerson: fictionalSiren(9), notPublic: fictionalSiren(10), unknown: fictionalSiren(11),
  /** Questions about these meet a fault. */
  limited: fictionalSiren(20), down: fictionalSiren(21), slow: fictionalSiren(22), notJson: fictionalSiren(23), otherShape: fictionalSiren(24), refused: fictionalSiren(25), huge: fictionalSiren(26), redirected: fictionalSiren(27),
} as const;

/** Of a person: must never come back out of anything that Guichet keeps or shows. */
export const SECRET_PERSON = "DURAND-SECRETE";

const seat = { siret: "", numero_voie: "4", indice_repetition: null, type_voie: "QUAI", libelle_voie: "DES INVENTIONS", adresse: "4 QUAI DES INVENTIONS 35400 SAINT-MALO", code_postal: "35400", libelle_commune: "SAINT-MALO", commune: "35288", departement: "35", region: "53", tranche_effectif_salarie: "12" };
const unit = (siren: string, over: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  siren, nom_complet: `ATELIERS DU VIEUX MOLE (exemple)`, nom_raison_sociale: "ATELIERS DU VIEUX MOLE", sigle: null, nombre_etablissements: 2, nombre_etablissements_ouverts: 1,
  siege: seat, activite_principale: "25.62B", activite_principale_naf25: "25.53Y", categorie_entreprise: "PME", caractere_employeur: "O", date_creation: "2004-06-14", date_fermeture: null, etat_administratif: "A", nature_juridique: "5710",
  tranche_effectif_salarie: "12", annee_tranche_effectif_salarie: "2018", statut_diffusion: "O", a_key_of_later: { at: 1 },
  dirigeants: [{ nom: SECRET_PERSON, prenoms: "CLAUDE", qualite: "Président", type_dirigeant: "personne physique", date_de_naissance: "1970-01" }], finances: { 2018: { ca: 1_000_000, resultat_net: 1 } }, ...over,
});

const units: readonly Readonly<Record<string, unknown>>[] = [
  unit(RECORDED.active),
  unit(RECORDED.ceased, { nom_raison_sociale: "HOTEL DE L'INVENTION", nom_complet: "HOTEL DE L'INVENTION", etat_administratif: "C", date_fermeture: "2019-11-30", tranche_effectif_salarie: null, activite_principale: "99.99Z" }),
  unit(RECORDED.onePerson, { nature_juridique: "1000", nom_raison_sociale: null, nom_complet: `${SECRET_PERSON} CLAUDE (MENUISERIE)`, siege: { ...seat, libelle_voie: null, numero_voie: null, type_voie: null } }),
  unit(RECORDED.notPublic, { nom_raison_sociale: "[NON-DIFFUSIBLE]", nom_complet: "[NON-DIFFUSIBLE]", siege: { ...seat, adresse: "[NON-DIFFUSIBLE]", numero_voie: "[NON-DIFFUSIBLE]", libelle_voie: "[NON-DIFFUSIBLE]", type_voie: null } }),
];

/** `/search?q=`: by number exactly, else every company whose name holds the words. */
export function recordedSearch(q: string): unknown {
  const found = /^\d{9}$/.test(q) ? units.filter(({ siren }) => siren === q) : units.filter(({ nom_complet }) => String(nom_complet).toUpperCase().includes(q.toUpperCase()));
  return { results: found, total_results: found.length, page: 1, per_page: 10, total_pages: 1 };
}

const notice = (siren: string, id: string, over: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  id, publicationavis: "A", dateparution: "2020-03-12", numeroannonce: 999, typeavis: "annonce", familleavis: "collective", familleavis_lib: "Procédures collectives", tribunal: "TRIBUNAL DE COMMERCE DE VILLEFICTIVE",
  registre: [`${siren.slice(0, 3)} ${siren.slice(3, 6)} ${siren.slice(6)}`, siren], commercant: SECRET_PERSON,
  url_complete: `https://www.bodacc.fr/pages/annonces-commerciales-detail/?q.id=id:${id}`, ...over,
});
const judgement = (nature: string, date: string): string => JSON.stringify({ type: "initial", famille: "Jugement d'ouverture", nature, date, complementJugement: `désignant liquidateur Maître ${SECRET_PERSON}` });

const notices: readonly Readonly<Record<string, unknown>>[] = [
  notice(RECORDED.active, "A202000510999", { jugement: judgement("Jugement d'ouverture d'une procédure de redressement judiciaire", "2020-03-05") }),
  notice(RECORDED.active, "A202000620998", { dateparution: "2020-03-27", typeavis: "rectificatif", jugement: judgement("Jugement de conversion du redressement en liquidation judiciaire", "20 mars 2020") }),
  notice(RECORDED.active, "A201900100997", { dateparution: "2019-01-10", typeavis: "annulation", jugement: judgement("Jugement d'ouverture d'une procédure de sauvegarde", "un jour") }),
  // Comes with the others, as a server might: it is another company's.
  notice(RECORDED.ceased, "A202000510996", { jugement: judgement("Jugement d'ouverture de liquidation judiciaire", "2020-03-05") }),
];

/** `/records?where=`: what the question names, and once one notice too many. */
export function recordedNotices(where: string): unknown {
  const siren = /registre IN \("(\d{9})"\)/.exec(where)?.[1];
  const results = siren === RECORDED.active ? notices : [];
  return { total_count: results.length, results };
}
