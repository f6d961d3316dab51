import type { FileId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** A change of this computer's own making that the centre answered, exact texts. */
export type AnsweredRow = { readonly replica: string; readonly seq: number; readonly head: string; readonly body: string; readonly salt: string; readonly hash: string; readonly verdict: string };
type FormerRow = Omit<AnsweredRow, "replica"> & { readonly replica: Uint8Array };

/** What this computer still has of a file: under the replica that it is, and under those that it was. Ninety days after its answer what was accepted is gone ([WS13]). */
export function listAnsweredOfFile(db: ReadableDb, file: FileId): readonly AnsweredRow[] {
  const former = db.all<FormerRow>(sql`
    SELECT replica, seq, head, body, salt, hash, verdict FROM former_line WHERE verdict IS NOT NULL AND json_extract(head, '$.file') = ${file} ORDER BY answered_at, seq`);
  const own = db.all<FormerRow>(sql`
    SELECT replica.replica, seq, head, body, salt, hash, verdict FROM outbox, replica WHERE verdict IS NOT NULL AND file = ${uuidToBlob(file)} ORDER BY seq`);
  return [...former, ...own].map((row) => ({ ...row, replica: blobToUuid(row.replica) }));
}

/** Heads of the own line, from one place to another. */
export const listHeads = (db: ReadableDb, first: number, last: number, limit: number): readonly { readonly seq: number; readonly head: string }[] =>
  db.all(sql`SELECT seq, head FROM outbox WHERE seq BETWEEN ${first} AND ${last} ORDER BY seq LIMIT ${limit}`);
