import type { FileId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { uuidToBlob } from "./uuid-blob.ts";

/** True when this replica ever sealed a change of the file that is kept, or types in it, or heard of it from a colleague: its view is then more than the truth. */
export function hasOwnWork(db: ReadableDb, file: FileId): boolean {
  const blob = uuidToBlob(file);
  const found = db.get<{ found: number }>(sql`
    SELECT EXISTS (SELECT 1 FROM outbox WHERE file = ${blob}) OR EXISTS (SELECT 1 FROM working_field WHERE file = ${blob}) OR EXISTS (SELECT 1 FROM heard_change WHERE file = ${blob}) AS found`);
  return found?.found === 1;
}

/** True while something of the file may still change at the centre: unanswered, or unsealed. */
export function hasPendingWork(db: ReadableDb, file: FileId): boolean {
  const blob = uuidToBlob(file);
  const found = db.get<{ found: number }>(sql`
    SELECT EXISTS (SELECT 1 FROM outbox WHERE file = ${blob} AND outcome IS NULL) OR EXISTS (SELECT 1 FROM working_field WHERE file = ${blob}) AS found`);
  return found?.found === 1;
}
