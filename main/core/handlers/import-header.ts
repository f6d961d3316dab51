import { fields as english } from "../../../shared/i18n/en/fields.ts";
import { fields as french } from "../../../shared/i18n/fr/fields.ts";
import { FIELD_NAMES, type FieldName } from "../../../shared/pge/file-fields.ts";

export type Column =
  | { readonly kind: "field"; readonly field: FieldName; readonly title: string }
  | { readonly kind: "unknown"; readonly title: string }
  /** Without a title, or a field that an earlier column has. */
  | { readonly kind: "ignored"; readonly title: string };

/** Case, accents, apostrophes and spacing aside: a header typed by hand, or saved by a spreadsheet, is still found. */
const plain = (title: string): string => title.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

const byTitle: ReadonlyMap<string, FieldName> = new Map(
  FIELD_NAMES.flatMap((field) => [field, french[`field.${field}`], english[`field.${field}`]].map((title): [string, FieldName] => [plain(title), field])),
);

/** Columns by the name of their field, or by its label in either language. */
export function readHeader(titles: readonly string[]): readonly Column[] {
  const taken = new Set<FieldName>();
  return titles.map((title): Column => {
    if (title.trim() === "") return { kind: "ignored", title };
    const field = byTitle.get(plain(title));
    if (field === undefined) return { kind: "unknown", title: title.slice(0, 80) };
    if (taken.has(field)) return { kind: "ignored", title };
    taken.add(field);
    return { kind: "field", field, title };
  });
}
