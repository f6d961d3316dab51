import type { ReadableDb } from "../db/connection.ts";
import { listPackMarks, listStoredPacks } from "../db/scheme-packs.ts";
import { plainTitle } from "../import/columns.ts";
import { readPacks } from "./read-packs.ts";

/** Codes of schemes that packs brought, by their code and by their names in both languages, case and accents aside. */
export type SchemeNames = ReadonlyMap<string, string>;
export const NO_NAMES: SchemeNames = new Map();

let last: { readonly marks: string; readonly names: SchemeNames } | undefined;

/** Of every version that this workstation knows: an imported table may name any of them. Made again when they changed. */
export function schemeNames(db: ReadableDb): SchemeNames {
  const marks = listPackMarks(db);
  if (marks === "") return NO_NAMES;
  if (last?.marks !== marks) {
    const schemes = readPacks(listStoredPacks(db)).flatMap(({ document }) => document.schemes);
    last = { marks, names: new Map(schemes.flatMap(({ code, names }) => [code, names.fr, names.en].map((name) => [plainTitle(name), code] as const))) };
  }
  return last.names;
}
