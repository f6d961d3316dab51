import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { parseRegistrationNumber } from "../../../shared/sync/registration-number.ts";

export type Words = { readonly siren: string; readonly name: string; readonly number: string | undefined; readonly amount: number | undefined };

/** What a file is found by. The number is kept as written and in one piece; the amount in whole euros, as people look for it. */
export function putWords(db: WritableDb, rowId: number, { siren, name, number, amount }: Words): void {
  const numbers = number === undefined ? "" : `${number} ${number.replaceAll("-", "")}`;
  const euros = amount === undefined ? "" : String(Math.floor(amount / 100));
  db.run(sql`INSERT OR REPLACE INTO file_search (rowid, siren, name, number, amount) VALUES (${rowId}, ${siren}, ${name}, ${numbers}, ${euros})`);
}

/**
 * The query of a search as typed: every word must begin some word of the file; groups of digits are one word (`732 829 320`,
 * `1 250 000,50 €`). A single character is a whole word, and alone it is the beginning of typing: nothing to look for yet (undefined).
 */
export function matchOf(typed: string): string | undefined {
  const number = parseRegistrationNumber(typed);
  if (number.ok) return `"${number.value}"`;
  const words = typed
    .replaceAll(/(?<=\d)[\s.]+(?=\d)/gu, "")
    .replaceAll(/(?<=\d),\d{0,2}(?=\D|$)/gu, "")
    .split(/[\s€]+/u)
    .map((word) => word.replaceAll('"', ""))
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.every((word) => word.length === 1)) return undefined;
  return words.map((word) => (word.length === 1 ? `"${word}"` : `"${word}"*`)).join(" ");
}

export const countWords = (db: ReadableDb): number => db.get<{ total: number }>(sql`SELECT count(*) AS total FROM file_search`)?.total ?? 0;
