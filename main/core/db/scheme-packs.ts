import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";

export type StoredPack = { readonly name: string; readonly hash: string; readonly document: string; readonly withdrawn: boolean };

/** In the order of publication. */
export const listStoredPacks = (db: ReadableDb): readonly StoredPack[] =>
  db.all<{ name: string; hash: string; document: string; withdrawn: number }>(sql`SELECT name, hash, document, withdrawn FROM scheme_pack ORDER BY place`).map((row) => ({ ...row, withdrawn: row.withdrawn === 1 }));

/** Which they are, in one text. Empty: none. */
export const listPackMarks = (db: ReadableDb): string => db.all<{ hash: string }>(sql`SELECT hash FROM scheme_pack ORDER BY place`).map(({ hash }) => hash).join(" ");

/** What is known of the centre's packs from now on. */
export function keepPacks(db: WritableDb, packs: readonly StoredPack[]): void {
  db.run(sql`DELETE FROM scheme_pack`);
  for (const [place, { name, hash, document, withdrawn }] of packs.entries()) db.run(sql`INSERT INTO scheme_pack (place, name, hash, document, withdrawn) VALUES (${place + 1}, ${name}, ${hash}, ${document}, ${withdrawn ? 1 : 0})`);
}
