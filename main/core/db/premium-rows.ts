import type { FileId } from "../../../shared/kernel/ids.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** A premium still to be taken: `amount` in cents, undefined where the rules lack a fact. */
export type OwedRow = { readonly year: number; readonly dueOn: string; readonly amount: number | undefined };
export type OwedLine = OwedRow & { readonly file: FileId; readonly name: string; readonly number: string | undefined; readonly siren: string };
type Row = { readonly year: number; readonly due_on: string; readonly amount: number | null };
const toOwed = ({ year, due_on, amount }: Row): OwedRow => ({ year, dueOn: due_on, amount: amount ?? undefined });

export const listOwed = (db: Pick<ReadableDb, "all">, file: FileId): readonly OwedRow[] => db.all<Row>(sql`SELECT year, due_on, amount FROM premium_owed WHERE file = ${uuidToBlob(file)} ORDER BY year`).map(toOwed);

/** Writes nothing where nothing differs: most files owe none. Of a file whose line is new nothing is kept: they go with the line. */
export function putOwed(db: WritableDb, file: FileId, owed: readonly OwedRow[], isNew: boolean): void {
  const kept = isNew ? [] : listOwed(db, file);
  if (kept.length === owed.length && kept.every((one, i) => one.year === owed[i]?.year && one.dueOn === owed[i].dueOn && one.amount === owed[i].amount)) return;
  if (kept.length > 0) db.run(sql`DELETE FROM premium_owed WHERE file = ${uuidToBlob(file)}`);
  for (const { year, dueOn, amount } of owed) db.run(sql`INSERT INTO premium_owed (file, year, due_on, amount) VALUES (${uuidToBlob(file)}, ${year}, ${dueOn}, ${amount})`);
}

/** Those whose day came by `until`: how many, how many cents, since when the oldest, and how many of them were due before `lateBefore`. */
export function sumOwed(db: ReadableDb, until: LegalDate, lateBefore: LegalDate): { readonly count: number; readonly amount: number; readonly since: string | undefined; readonly late: number } {
  const row = db.get<{ count: number; amount: number | null; since: string | null; late: number | null }>(sql`
    SELECT count(*) AS count, sum(amount) AS amount, min(due_on) AS since, sum(due_on < ${lateBefore}) AS late FROM premium_owed WHERE due_on <= ${until}`);
  return { count: row?.count ?? 0, amount: row?.amount ?? 0, since: row?.since ?? undefined, late: row?.late ?? 0 };
}

/** Due between two days, both included, the oldest first. */
export function listOwedBetween(db: ReadableDb, from: LegalDate, until: LegalDate, limit: number): readonly OwedLine[] {
  const rows = db.all<Row & { readonly file: Uint8Array; readonly name: string; readonly number: string | null; readonly siren: string }>(sql`
    SELECT p.file AS file, p.year AS year, p.due_on AS due_on, p.amount AS amount, r.name AS name, r.number AS number, r.siren AS siren
    FROM premium_owed p JOIN file_row r ON r.file = p.file
    WHERE p.due_on >= ${from} AND p.due_on <= ${until} ORDER BY p.due_on, r.name_key, p.year LIMIT ${limit}`);
  return rows.map((row) => ({ ...toOwed(row), file: blobToUuid<FileId>(row.file), name: row.name, number: row.number ?? undefined, siren: row.siren }));
}
