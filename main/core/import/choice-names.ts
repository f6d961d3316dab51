import { words } from "../../../shared/i18n/texts.ts";
import { fileFields, type FieldKind, type FieldName } from "../../../shared/pge/file-fields.ts";
import type { SchemeNames } from "../packs/scheme-names.ts";
import { plainTitle } from "./columns.ts";

const known = new Map<FieldName, ReadonlyMap<string, string>>();

/** The code of a choice, from its code or from its name in either language, case and accents aside. Undefined when it is none of them. */
export function choiceOf(field: FieldName, text: string, schemes: SchemeNames): string | undefined {
  const names = known.get(field) ?? namesOf(field);
  known.set(field, names);
  const plain = plainTitle(text);
  return names.get(plain) ?? (field === "scheme" ? schemes.get(plain) : undefined);
}

function namesOf(field: FieldName): ReadonlyMap<string, string> {
  const spec: FieldKind = fileFields[field];
  if (spec.kind !== "choice") return new Map();
  return new Map(spec.of.flatMap((code) => [words.fr.find(`choice.${field}.${code}`), words.en.find(`choice.${field}.${code}`), code].flatMap((name) => (name === undefined ? [] : [[plainTitle(name), code] as const]))));
}
