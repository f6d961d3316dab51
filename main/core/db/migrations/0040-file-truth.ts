import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/** 0040: files as the centre last told them, exact text and its hash. What is pending here is never mixed in. */
export function addFileTruth(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE file_truth (
      id      INTEGER PRIMARY KEY,
      file    BLOB NOT NULL,
      branch  BLOB NOT NULL,
      version INTEGER NOT NULL,
      hash    TEXT NOT NULL,
      state   TEXT NOT NULL,
      left_at INTEGER
    ) STRICT`);
  db.run(sql`CREATE UNIQUE INDEX file_truth_by_file ON file_truth (file)`);
  db.run(sql`CREATE INDEX file_truth_leaving ON file_truth (id) WHERE left_at IS NOT NULL`);
}
