import type { LegalReference } from "../assessment.ts";

/** The texts of the PGE, as read; `confidence` says how: H the legal text or an official source, M secondary, L inferred. */
export const pgeReferences = [
  { id: "loi-2020-289-art-6", cite: "Loi n° 2020-289 du 23 mars 2020, art. 6", source: "JORFARTI000041746310", confidence: "H" },
  { id: "loi-2020-289-art-6-iii", cite: "Loi n° 2020-289 du 23 mars 2020, art. 6, III", source: "JORFARTI000041746310", confidence: "H" },
  { id: "loi-2020-289-art-6-v", cite: "Loi n° 2020-289 du 23 mars 2020, art. 6, V", source: "JORFARTI000041746310", confidence: "H" },
  { id: "loi-2022-1726-art-147", cite: "Loi n° 2022-1726 du 30 décembre 2022, art. 147, et arrêté du 30 décembre 2022", source: "JORFARTI000041746310 (version du 01/01/2023)", confidence: "H" },
  { id: "arrete-2020-03-23-art-2", cite: "Arrêté du 23 mars 2020 (ECOT2008090A), art. 2", source: "JORFTEXT000041746813", confidence: "H" },
  { id: "arrete-2020-03-23-art-3", cite: "Arrêté du 23 mars 2020 (ECOT2008090A), art. 3", source: "JORFTEXT000041746813", confidence: "H" },
  { id: "arrete-2020-03-23-art-5", cite: "Arrêté du 23 mars 2020 (ECOT2008090A), art. 5", source: "JORFTEXT000041746813", confidence: "H" },
  { id: "arrete-2020-03-23-art-6", cite: "Arrêté du 23 mars 2020 (ECOT2008090A), art. 6", source: "JORFTEXT000041746813", confidence: "H" },
  { id: "arrete-2020-03-23-art-7", cite: "Arrêté du 23 mars 2020 (ECOT2008090A), art. 7", source: "LEGIARTI000042127622", confidence: "H" },
  { id: "arrete-2020-05-02", cite: "Arrêté du 2 mai 2020 (dérogations aux art. 6 et 7 par arrêté individuel)", source: "affaires-publiques.org 17656-0320", confidence: "M" },
  { id: "arrete-2020-05-06", cite: "Arrêté du 6 mai 2020", source: "JORFTEXT000041853688", confidence: "H" },
  { id: "arrete-2020-05-06-art-6", cite: "Arrêté du 6 mai 2020, art. 6", source: "JORFARTI000041853711", confidence: "H" },
  { id: "arrete-2020-07-13", cite: "Arrêté du 13 juillet 2020", source: "JORFARTI000042123960", confidence: "H" },
  { id: "arrete-2020-07-13-art-4", cite: "Arrêté du 13 juillet 2020, art. 4", source: "JORFARTI000042123964", confidence: "H" },
  { id: "arrete-2020-09-15", cite: "Arrêté du 15 septembre 2020", source: "affaires-publiques.org", confidence: "M" },
  { id: "arrete-2022-04-07", cite: "Arrêté du 7 avril 2022", source: "JORFTEXT000045530783", confidence: "H" },
  { id: "arrete-2022-09-19", cite: "Arrêté du 19 septembre 2022 (ECOT2225199A)", source: "ma-veille-juridique.com", confidence: "M" },
  { id: "faq-pge", cite: "Foire aux questions du ministère de l'Économie sur le PGE", source: "neorestauration.com ; acceo-consulting.com", confidence: "M" },
  { id: "pratique-premier-mois", cite: "Attestation Bpifrance : une seule demande jusqu'à fin avril 2020", source: "innoliance.fr ; econostrum.info", confidence: "M" },
  { id: "pratique-differe-2021", cite: "Année supplémentaire de différé, depuis janvier 2021", source: "auditpl.com ; kapstone ; actis", confidence: "H" },
  { id: "groupe-non-lu", cite: "Groupes : aucun texte lu", source: "sans source", confidence: "mem" },
] as const satisfies readonly LegalReference[];

export type PgeReference = (typeof pgeReferences)[number]["id"];
