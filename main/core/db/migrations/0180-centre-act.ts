import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0180: what the centre does by itself to a file, in the list: `act` is the id of the last such act, `acted_at` when (UTC ms of the centre); `reserved_at` is when a
 * number was given that nobody made use of yet. What a version before took in is looked through once.
 */
export function addCentreAct(db: WritableDb): void {
  db.run(sql`ALTER TABLE file_row ADD COLUMN act BLOB`);
  db.run(sql`ALTER TABLE file_row ADD COLUMN acted_at INTEGER`);
  db.run(sql`ALTER TABLE file_row ADD COLUMN reserved_at INTEGER`);
  db.run(sql`CREATE INDEX file_row_acted ON file_row (acted_at) WHERE acted_at IS NOT NULL`);
  db.run(sql`CREATE INDEX file_row_reserved ON file_row (reserved_at) WHERE reserved_at IS NOT NULL`);
  db.run(sql`
    UPDATE file_row SET reserved_at = (SELECT json_extract(state, '$.registration.registeredAt') FROM file_truth WHERE file_truth.file = file_row.file) WHERE status = 'registered'`);
  const acted = sql`SELECT entry.value FROM file_truth, json_each(file_truth.state, '$.life') AS entry WHERE file_truth.file = file_row.file AND json_extract(entry.value, '$.centre.act') IS NOT NULL ORDER BY entry.key DESC LIMIT 1`;
  db.run(sql`
    UPDATE file_row SET acted_at = (SELECT json_extract(value, '$.at') FROM (${acted})), act = (SELECT unhex(json_extract(value, '$.change'), '-') FROM (${acted}))
    WHERE file IN (SELECT file FROM file_truth WHERE instr(state, '"centre":{"act":') > 0)`);
}
