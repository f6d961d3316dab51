import type { FileId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** What was made of a row, here and whenever. */
export type ImportedRow = { readonly file: FileId; readonly job: number; readonly line: number };
type Row = { readonly file: Uint8Array; readonly job: number; readonly line: number };
const toImported = ({ file, job, line }: Row): ImportedRow => ({ file: blobToUuid<FileId>(file), job, line });

export const findByContent = (db: ReadableDb, content: Uint8Array): ImportedRow | undefined => db.all<Row>(sql`SELECT file, job, line FROM imported_row WHERE content = ${content}`).map(toImported)[0];
/** The newest about the same reference or company from another table than `job`. */
export const findBySubject = (db: ReadableDb, subject: Uint8Array, job: number): ImportedRow | undefined =>
  db.all<Row>(sql`SELECT file, job, line FROM imported_row WHERE subject = ${subject} AND job <> ${job} ORDER BY id DESC LIMIT 1`).map(toImported)[0];

/** A row made again, because the person said so, is from then on the one of that content. */
export function putImported(db: WritableDb, { content, subject }: { readonly content: Uint8Array; readonly subject: Uint8Array | undefined }, { file, job, line }: ImportedRow): void {
  db.run(sql`
    INSERT INTO imported_row (content, subject, file, job, line) VALUES (${content}, ${subject}, ${uuidToBlob(file)}, ${job}, ${line})
    ON CONFLICT (content) DO UPDATE SET file = excluded.file, job = excluded.job, line = excluded.line`);
}
