import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0100: contents of documents on this disk. Each is a file of another name under its own random key, which is here only. `here` bytes of it are
 * kept, in whole chunks; `whole` once all of it is and its hash was checked. `direction` is what is still to do: up (the centre lacks it), down.
 */
export function addDocument(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE document (
      id          INTEGER PRIMARY KEY,
      file        BLOB NOT NULL,
      document    TEXT NOT NULL,
      size        INTEGER NOT NULL,
      store_name  TEXT NOT NULL UNIQUE,
      content_key BLOB NOT NULL,
      here        INTEGER NOT NULL,
      whole       INTEGER NOT NULL,
      direction   TEXT CHECK (direction IN ('up', 'down')),
      part_bytes  INTEGER NOT NULL,
      stopped     INTEGER NOT NULL,
      error       TEXT,
      UNIQUE (file, document)
    ) STRICT`);
  db.run(sql`CREATE INDEX document_to_move ON document (direction, stopped, id) WHERE direction IS NOT NULL`);
}
