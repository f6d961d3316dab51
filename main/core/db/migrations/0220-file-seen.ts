import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/** 0220: files that whoever must say so opened here, and when (UTC ms of this computer); `told` once the centre noted it. */
export function addFileSeen(db: WritableDb): void {
  db.run(sql`CREATE TABLE file_seen (id INTEGER PRIMARY KEY, file BLOB NOT NULL, at INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0) STRICT`);
  db.run(sql`CREATE INDEX file_seen_by_file ON file_seen (file, at)`);
}
