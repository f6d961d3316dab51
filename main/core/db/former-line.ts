import type { FileId, ReplicaId } from "../../../shared/kernel/ids.ts";
import type { WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** Moves the whole line beside, exact texts and verdicts, for the record. Answers the files that it was about. */
export function keepFormerLine(db: WritableDb, replica: ReplicaId): readonly FileId[] {
  const files = db.all<{ file: Uint8Array }>(sql`SELECT DISTINCT file FROM outbox`).map((row) => blobToUuid<FileId>(row.file));
  db.run(sql`
    INSERT INTO former_line (replica, seq, head, body, salt, hash, verdict, answered_at)
    SELECT ${uuidToBlob(replica)}, seq, head, body, salt, hash, verdict, answered_at FROM outbox`);
  db.run(sql`DELETE FROM outbox`);
  return files;
}
