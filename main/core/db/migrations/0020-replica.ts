import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/** 0020: this database as the centre knows it: its name, its key pair, the end of its line. One row. */
export function addReplica(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE replica (
      id           INTEGER PRIMARY KEY CHECK (id = 1),
      replica      BLOB NOT NULL,
      bank         BLOB NOT NULL,
      owner        TEXT NOT NULL,
      private_key  TEXT NOT NULL,
      public_key   TEXT NOT NULL,
      made_at      INTEGER NOT NULL,
      enrolled_at  INTEGER,
      line_seq     INTEGER NOT NULL,
      line_hash    TEXT NOT NULL,
      answered_seq INTEGER NOT NULL CHECK (answered_seq <= line_seq)
    ) STRICT`);
}
