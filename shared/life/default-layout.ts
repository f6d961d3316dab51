import type { DeclarationLayout } from "./declaration-layout.ts";

/** What a bank has that set none. */
export const DEFAULT_LAYOUT: DeclarationLayout = {
  delimiter: ";", decimal: ",", date: "JJ/MM/AAAA",
  columns: [
    { title: "NUMERO", says: "number" }, { title: "SIREN", says: "siren" }, { title: "DENOMINATION", says: "name" }, { title: "DISPOSITIF", says: "scheme" }, { title: "MONTANT", says: "amount" },
    { title: "DATE_DECAISSEMENT", says: "disbursedOn" }, { title: "QUOTITE", says: "quotaPct" }, { title: "MONTANT_GARANTI", says: "guaranteed" }, { title: "DUREE_ANNEES", says: "totalYears" },
    { title: "REFERENCE_BANQUE", says: "bankReference" },
  ],
  total: "TOTAL",
  answer: { number: "NUMERO", outcome: "STATUT", accepted: ["ACCEPTEE", "ACCEPTE", "OK"], rejected: ["REJETEE", "REJETE", "KO"], reference: "REFERENCE", reason: "MOTIF" },
};
