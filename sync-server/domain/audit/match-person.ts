import { unaccented } from "../../../shared/kernel/unaccented.ts";
import type { FieldName, Fields } from "../../../shared/pge/file-fields.ts";
import type { InspectPersonRequest } from "../../../shared/sync/inspection-messages.ts";

/** Where a file may name a natural person: who signs, and the business itself where it is hers alone. */
const NAMES = ["signatoryName", "legalName", "tradeName"] as const satisfies readonly FieldName[];
const TITLES = new Set(["m", "mr", "mme", "mlle", "madame", "monsieur", "maitre", "me", "dr"]);
/** Digits that a telephone number has within France, whatever stands before them. */
const PHONE_DIGITS = 9;

/** Fields that name that person. Of a name every word has to be there, in any order, accents, case and titles aside; an address is compared whole, a number by its digits. */
export function fieldsNaming(fields: Fields, who: InspectPersonRequest["who"]): readonly FieldName[] {
  const met: FieldName[] = [];
  if (who.name !== undefined) {
    const asked = wordsOf(who.name);
    met.push(...NAMES.filter((field) => asked.length > 0 && isAmong(asked, wordsOf(textOf(fields[field])))));
  }
  if (who.email !== undefined && textOf(fields.email).toLowerCase() === who.email.toLowerCase()) met.push("email");
  if (who.phone !== undefined && isSameNumber(textOf(fields.phone), who.phone)) met.push("phone");
  if (who.siren !== undefined && fields.siren === who.siren) met.push("siren");
  return met;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const wordsOf = (name: string): readonly string[] => unaccented(name).toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "" && !TITLES.has(word));
const isAmong = (asked: readonly string[], words: readonly string[]): boolean => asked.every((word) => words.includes(word));

function isSameNumber(kept: string, asked: string): boolean {
  const [one, other] = [kept, asked].map((text) => text.replaceAll(/\D/g, "").slice(-PHONE_DIGITS));
  return one !== undefined && one.length === PHONE_DIGITS && one === other;
}
