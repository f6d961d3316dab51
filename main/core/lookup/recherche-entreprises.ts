import { z } from "zod";
import { STAFF_BANDS, type FoundCompany, type IdentificationField } from "../../../shared/bridge/lookup-views.ts";
import { isSiren } from "../../../shared/entry/siren.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import { parseStoredField } from "../../../shared/pge/stored-field.ts";
import { borrowerTypeOfLegalForm } from "../../../shared/pge/legal-forms.ts";
import type { FieldValue } from "../../../shared/pge/file-fields.ts";
import type { Source } from "./source.ts";

/** As many companies of one name as are shown: past them, the name is to be typed further. */
const MOST_FOUND = 10;
/** How the source writes what its company did not agree to publish. */
const NOT_PUBLIC = /^\s*\[(ND|NON-DIFFUSIBLE)\]/i;

const text = z.string().max(1_000).nullish().transform((value) => (value === null || value === undefined || value.trim() === "" || NOT_PUBLIC.test(value) ? undefined : value.trim()));
const seat = z.object({
  siret: text, numero_voie: text, indice_repetition: text, type_voie: text, libelle_voie: text, adresse: text, code_postal: text, libelle_commune: text,
});
/** What is read and no more: directors, elected people and figures are neither asked for nor kept if they come. */
const unit = z.object({
  siren: z.string().refine(isSiren),
  nom_raison_sociale: text, nom_complet: text, nature_juridique: text, activite_principale: text, date_creation: text, date_fermeture: text, etat_administratif: text,
  tranche_effectif_salarie: text, annee_tranche_effectif_salarie: z.union([z.string(), z.number().transform(String)]).nullish(),
  siege: seat.nullish(),
});
const answerSchema = z.object({ results: z.array(unit).max(25), total_results: z.int().min(0) });
type Unit = z.infer<typeof unit>;

/** The public search of companies of the French State. Documented limit: 7 requests a second for an address, 30 for a provider; a whole branch shares one address. */
export const rechercheEntreprises: Source = {
  source: "recherche-entreprises",
  address: "https://recherche-entreprises.api.gouv.fr/search",
  gapMs: 1_000,
  ask: ({ text: q }) => new URLSearchParams({ q, minimal: "true", include: "siege", page: "1", per_page: String(MOST_FOUND) }),
  read: (answer, query) => {
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) return err("unknown-shape");
    // Asked by number, whatever else comes is another company.
    const units = query.kind === "siren" ? parsed.data.results.filter(({ siren }) => siren === query.text) : parsed.data.results.slice(0, MOST_FOUND);
    return ok({ source: "recherche-entreprises", companies: units.map(toCompany), total: query.kind === "siren" ? units.length : parsed.data.total_results });
  },
};

function toCompany(found: Unit): FoundCompany {
  // Category 1 of Insee is a natural person: the name is hers, and is neither kept nor shown.
  const isOnePerson = found.nature_juridique?.startsWith("1") === true;
  const name = isOnePerson ? undefined : (found.nom_raison_sociale ?? (found.nature_juridique === undefined ? undefined : found.nom_complet));
  const street = streetOf(found);
  const band = STAFF_BANDS.find((known) => known === found.tranche_effectif_salarie);
  return {
    siren: found.siren, name, isOnePerson,
    fields: accepted({
      siren: found.siren, siret: found.siege?.siret, legalName: name, legalForm: found.nature_juridique, borrowerType: borrowerTypeOfLegalForm(found.nature_juridique ?? ""),
      naf: found.activite_principale, createdOn: found.date_creation, address: street, postalCode: found.siege?.code_postal, city: found.siege?.libelle_commune,
    }),
    legalForm: found.nature_juridique, naf: found.activite_principale, createdOn: found.date_creation,
    address: [street, [found.siege?.code_postal, found.siege?.libelle_commune].filter(Boolean).join(" ")].filter(Boolean).join(", ") || undefined,
    state: found.etat_administratif === "A" ? "active" : found.etat_administratif === "C" ? "ceased" : "unknown",
    ceasedOn: found.date_fermeture,
    staff: band === undefined ? undefined : { band, year: found.annee_tranche_effectif_salarie ?? undefined },
  };
}

/** The line before the town. Where its parts are not told, the whole address without its end. */
function streetOf({ siege }: Unit): string | undefined {
  const parts = [siege?.numero_voie, siege?.indice_repetition, siege?.type_voie, siege?.libelle_voie].filter((part) => part !== undefined);
  if (siege?.libelle_voie !== undefined) return parts.join(" ");
  const at = siege?.adresse === undefined || siege.code_postal === undefined ? -1 : siege.adresse.lastIndexOf(siege.code_postal);
  return at > 0 ? siege?.adresse?.slice(0, at).trim() : siege?.adresse;
}

/** What a file's fields accept; the rest is left to be read. */
function accepted(given: { readonly [Name in IdentificationField]?: string | undefined }): FoundCompany["fields"] {
  const fields: { [Name in IdentificationField]?: FieldValue } = {};
  // The gate: keys of the literal given above.
  for (const [name, value] of Object.entries(given) as [IdentificationField, string | undefined][]) {
    const parsed = value === undefined ? undefined : parseStoredField(name, value);
    if (parsed?.ok === true) fields[name] = parsed.value;
  }
  return fields;
}
