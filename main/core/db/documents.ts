import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { isErrorCode } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

export type Direction = "up" | "down";
/** A content on this disk, whole or on its way. */
export type StoredDocument = {
  readonly id: number;
  readonly file: FileId;
  readonly document: string;
  readonly size: number;
  readonly storeName: string;
  readonly contentKey: Uint8Array;
  readonly here: number;
  readonly whole: boolean;
  readonly direction: Direction | undefined;
  /** 0 before its first transfer. */
  readonly partBytes: number;
  /** By a person, or because trying again cannot help. */
  readonly stopped: boolean;
  readonly error: CodedError | undefined;
};
type Row = {
  readonly id: number; readonly file: Uint8Array; readonly document: string; readonly size: number; readonly store_name: string; readonly content_key: Uint8Array;
  readonly here: number; readonly whole: number; readonly direction: Direction | null; readonly part_bytes: number; readonly stopped: number; readonly error: string | null;
};
const COLUMNS = sql`id, file, document, size, store_name, content_key, here, whole, direction, part_bytes, stopped, error`;
const rowToStored = (row: Row): StoredDocument => ({
  id: row.id, file: blobToUuid(row.file), document: row.document, size: row.size, storeName: row.store_name, contentKey: row.content_key, here: row.here, whole: row.whole === 1,
  direction: row.direction ?? undefined, partBytes: row.part_bytes, stopped: row.stopped === 1, error: isErrorCode(row.error) ? { code: row.error } : undefined,
});

export const findDocument = (db: ReadableDb, file: FileId, document: string): StoredDocument | undefined => {
  const row = db.get<Row>(sql`SELECT ${COLUMNS} FROM document WHERE file = ${uuidToBlob(file)} AND document = ${document}`);
  return row === undefined ? undefined : rowToStored(row);
};
export const listDocumentsOf = (db: ReadableDb, file: FileId): readonly StoredDocument[] => db.all<Row>(sql`SELECT ${COLUMNS} FROM document WHERE file = ${uuidToBlob(file)} ORDER BY id`).map(rowToStored);
export const listAllDocuments = (db: ReadableDb): readonly StoredDocument[] => db.all<Row>(sql`SELECT ${COLUMNS} FROM document ORDER BY id`).map(rowToStored);
/** Oldest first; those that a person stopped, or that trying again cannot help, stay out. */
export const listToMove = (db: ReadableDb): readonly StoredDocument[] => db.all<Row>(sql`SELECT ${COLUMNS} FROM document WHERE direction IS NOT NULL AND stopped = 0 ORDER BY id`).map(rowToStored);

/** Contents that have not left this computer, whether they are on their way or were stopped. */
export const countUnsent = (db: ReadableDb): number => db.get<{ n: number }>(sql`SELECT count(*) AS n FROM document WHERE direction = 'up'`)?.n ?? 0;

export function insertDocument(db: WritableDb, row: Pick<StoredDocument, "file" | "document" | "size" | "storeName" | "contentKey" | "here" | "whole"> & { readonly direction: Direction | undefined }): void {
  db.run(sql`
    INSERT INTO document (file, document, size, store_name, content_key, here, whole, direction, part_bytes, stopped)
    VALUES (${uuidToBlob(row.file)}, ${row.document}, ${row.size}, ${row.storeName}, ${row.contentKey}, ${row.here}, ${row.whole ? 1 : 0}, ${row.direction ?? null}, 0, 0)`);
}

/** Only what is given changes; `direction` null: nothing is left to do; `error` null: none. */
export type DocumentChange = { readonly here?: number; readonly whole?: boolean; readonly direction?: Direction | null; readonly partBytes?: number; readonly stopped?: boolean; readonly error?: string | null };
export function updateDocument(db: WritableDb, id: number, change: DocumentChange): void {
  const sets = [
    ...(change.here === undefined ? [] : [sql`here = ${change.here}`]),
    ...(change.whole === undefined ? [] : [sql`whole = ${change.whole ? 1 : 0}`]),
    ...(change.direction === undefined ? [] : [sql`direction = ${change.direction}`]),
    ...(change.partBytes === undefined ? [] : [sql`part_bytes = ${change.partBytes}`]),
    ...(change.stopped === undefined ? [] : [sql`stopped = ${change.stopped ? 1 : 0}`]),
    ...(change.error === undefined ? [] : [sql`error = ${change.error}`]),
  ];
  if (sets.length > 0) db.run(sql`UPDATE document SET ${sql.join(sets)} WHERE id = ${id}`);
}

export function dropDocument(db: WritableDb, id: number): void {
  db.run(sql`DELETE FROM document WHERE id = ${id}`);
}
