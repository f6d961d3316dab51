import type { FileId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** One file that stays open is asked for again and again: so long it is one reading. */
export const ONE_READING_MS = 3_600_000;
/** What the centre noted is kept as long as it takes not to tell it twice. */
const KEPT_MS = 2 * ONE_READING_MS;

export type SeenFile = { readonly id: number; readonly file: FileId; readonly at: number };

/** True where this begins a reading that is not noted yet. */
export function isFirstSight(db: ReadableDb, file: FileId, at: number): boolean {
  return db.get<{ at: number }>(sql`SELECT at FROM file_seen WHERE file = ${uuidToBlob(file)} AND at > ${at - ONE_READING_MS} AND at <= ${at} LIMIT 1`) === undefined;
}

export function noteSeen(db: WritableDb, file: FileId, at: number): void {
  db.run(sql`INSERT INTO file_seen (file, at) VALUES (${uuidToBlob(file)}, ${at})`);
}

/** In the order in which they were seen. */
export const listUntoldSeen = (db: ReadableDb, limit: number): readonly SeenFile[] =>
  db.all<{ id: number; file: Uint8Array; at: number }>(sql`SELECT id, file, at FROM file_seen WHERE told = 0 ORDER BY id LIMIT ${limit}`).map(({ id, file, at }) => ({ id, file: blobToUuid<FileId>(file), at }));

export function markToldSeen(db: WritableDb, upTo: number, now: number): void {
  db.run(sql`UPDATE file_seen SET told = 1 WHERE id <= ${upTo}`);
  db.run(sql`DELETE FROM file_seen WHERE told = 1 AND at < ${now - KEPT_MS}`);
}
