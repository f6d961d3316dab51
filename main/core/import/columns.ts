import { isRibPart, RIB_PARTS, type ColumnTarget } from "../../../shared/bridge/import-views.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { isNotesTitle } from "./notes-columns.ts";
import { FIELD_NAMES, isFieldName } from "../../../shared/pge/file-fields.ts";
import { unaccented } from "../../../shared/kernel/unaccented.ts";

/** Case, accents, apostrophes and spacing aside: a title typed by hand, or saved by a spreadsheet, is still found. */
export const plainTitle = (title: string): string => unaccented(title).toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** What back offices write where the form's own label is longer. */
const USUAL: readonly (readonly [string, ColumnTarget])[] = [
  ["siren", "siren"], ["siret", "siret"], ["denomination", "legalName"], ["dénomination sociale", "legalName"], ["nom", "legalName"], ["entreprise", "legalName"], ["enseigne", "tradeName"],
  ["forme juridique", "legalForm"], ["ape", "naf"], ["code ape", "naf"], ["naf", "naf"], ["code naf", "naf"], ["cp", "postalCode"], ["ville", "city"], ["tel", "phone"], ["mail", "email"], ["e-mail", "email"],
  ["effectif", "staffFrance"], ["ca", "turnover"], ["chiffre d'affaires", "turnover"], ["ca 2019", "turnover2019"], ["montant", "amount"], ["montant du pret", "amount"], ["taux", "rateBps"],
  ["reference", "bankReference"], ["ref", "bankReference"], ["référence interne", "bankReference"], ["iban", "iban"], ["bic", "bic"],
  ["code banque", "rib.bank"], ["banque", "rib.bank"], ["code guichet", "rib.branch"], ["guichet", "rib.branch"], ["numero de compte", "rib.account"], ["n° de compte", "rib.account"], ["compte", "rib.account"], ["cle rib", "rib.key"], ["cle", "rib.key"],
  ["bank code", "rib.bank"], ["branch code", "rib.branch"], ["account number", "rib.account"], ["rib key", "rib.key"],
];

/** The name of a field, its label in either language, or what is usually written for it; the first two win. */
const byTitle: ReadonlyMap<string, ColumnTarget> = new Map([
  ...USUAL.map(([title, target]): [string, ColumnTarget] => [plainTitle(title), target]),
  ...RIB_PARTS.flatMap((part) => [part, words.fr.t(`import.target.${part}`), words.en.t(`import.target.${part}`)].map((title): [string, ColumnTarget] => [plainTitle(title), part])),
  ...FIELD_NAMES.flatMap((field) => [field, words.fr.t(`field.${field}`), words.en.t(`field.${field}`)].map((title): [string, ColumnTarget] => [plainTitle(title), field])),
]);

export const isColumnTarget = (text: unknown): text is ColumnTarget => typeof text === "string" && (isFieldName(text) || isRibPart(text));

/** Where columns of these titles probably go. Of two for one field, the first; the other is left aside. */
export function proposeTargets(titles: readonly string[]): readonly (ColumnTarget | undefined)[] {
  const taken = new Set<ColumnTarget>();
  return titles.map((title) => {
    const target = isNotesTitle(title) ? undefined : byTitle.get(plainTitle(title));
    if (target === undefined || taken.has(target)) return undefined;
    taken.add(target);
    return target;
  });
}

/** What a set of titles is remembered by: their order, and the columns that a report of ours adds, do not matter. */
export const titlesKey = (titles: readonly string[]): string => [...new Set(titles.filter((title) => !isNotesTitle(title)).map(plainTitle).filter(Boolean))].toSorted().join("\n");

/** Why these targets cannot be used, if so: none at all, or one twice. */
export function targetsFault(targets: readonly (ColumnTarget | undefined)[]): "none" | "twice" | undefined {
  const used = targets.filter((target) => target !== undefined);
  if (used.length === 0) return "none";
  return new Set(used).size < used.length ? "twice" : undefined;
}
