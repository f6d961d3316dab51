import type { ChangeId, FileId, UserId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** `subject`: a change, or a file. `held`: JSON of what was given up. */
export type SetAside = { readonly subject: ChangeId | FileId; readonly file: FileId; readonly how: "seen" | "given-up"; readonly by: UserId; readonly at: number; readonly held?: string };

/** Kept once; what was only seen may be given up later. */
export function setAside(db: WritableDb, { subject, file, how, by, at, held }: SetAside): void {
  db.run(sql`
    INSERT INTO set_aside (subject, file, how, marked_by, marked_at, held) VALUES (${uuidToBlob(subject)}, ${uuidToBlob(file)}, ${how}, ${by}, ${at}, ${held})
    ON CONFLICT (subject) DO UPDATE SET how = excluded.how, marked_by = excluded.marked_by, marked_at = excluded.marked_at, held = excluded.held
    WHERE set_aside.how = 'seen' AND excluded.how = 'given-up'`);
}

/** The newest first. */
export const listGivenUp = (db: ReadableDb, limit: number): readonly { readonly file: FileId; readonly by: string; readonly at: number; readonly held: string }[] =>
  db.all<{ file: Uint8Array; marked_by: string; marked_at: number; held: string | null }>(sql`SELECT file, marked_by, marked_at, held FROM set_aside WHERE how = 'given-up' ORDER BY id DESC LIMIT ${limit}`)
    .map((row) => ({ file: blobToUuid<FileId>(row.file), by: row.marked_by, at: row.marked_at, held: row.held ?? "null" }));
