import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0090: a restored centre. `stale`: 0 the centre's last word, 1 of a former epoch and to be fetched anew, 2 no longer found there, 3 and the centre was
 * told so. `former_line` keeps what this database sealed under a replica that it no longer is.
 */
export function addRestore(db: WritableDb): void {
  db.run(sql`ALTER TABLE file_truth ADD COLUMN stale INTEGER NOT NULL DEFAULT 0`);
  db.run(sql`CREATE INDEX file_truth_stale ON file_truth (branch) WHERE stale > 0`);
  db.run(sql`
    CREATE TABLE former_line (
      replica     BLOB NOT NULL,
      seq         INTEGER NOT NULL,
      head        TEXT NOT NULL,
      body        TEXT NOT NULL,
      salt        TEXT NOT NULL,
      hash        TEXT NOT NULL,
      verdict     TEXT,
      answered_at INTEGER,
      PRIMARY KEY (replica, seq)
    ) STRICT`);
}
