import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0110: what was heard from colleagues through the branch's folder and is not known to be at the centre: each signed push as it was, and its
 * changes. `after_seq` is where this replica's own line stood when it was heard. A layer of its own: the centre's truth takes its place.
 */
export function addHeard(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE heard_push (
      id         INTEGER PRIMARY KEY,
      replica    BLOB NOT NULL,
      first_seq  INTEGER NOT NULL,
      last_seq   INTEGER NOT NULL,
      content    TEXT NOT NULL,
      heard_at   INTEGER NOT NULL,
      delivered  TEXT
    ) STRICT`);
  db.run(sql`CREATE UNIQUE INDEX heard_push_once ON heard_push (replica, first_seq, last_seq)`);
  db.run(sql`
    CREATE TABLE heard_change (
      id        INTEGER PRIMARY KEY,
      replica   BLOB NOT NULL,
      seq       INTEGER NOT NULL,
      hash      TEXT NOT NULL,
      file      BLOB NOT NULL,
      kind      TEXT NOT NULL,
      head      TEXT NOT NULL,
      body      TEXT NOT NULL,
      heard_at  INTEGER NOT NULL,
      after_seq INTEGER NOT NULL
    ) STRICT`);
  db.run(sql`CREATE UNIQUE INDEX heard_change_once ON heard_change (replica, seq)`);
  db.run(sql`CREATE INDEX heard_change_by_file ON heard_change (file, id)`);
  db.run(sql`ALTER TABLE file_row ADD COLUMN heard_since INTEGER`);
}
