import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0070: one line a file, as the list shows it: truth, pending changes and working copy together, written in the transaction that changes
 * any of them. Can always be made again from those. Files are UUIDv7, so the order of `file` is the order of creation. `file_search` holds words only; its rowid is the row's id.
 */
export function addFileRow(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE file_row (
      id           INTEGER PRIMARY KEY,
      file         BLOB NOT NULL,
      siren        TEXT NOT NULL,
      name         TEXT NOT NULL,
      name_key     TEXT NOT NULL,
      number       TEXT,
      amount       INTEGER,
      scheme       TEXT,
      status       TEXT NOT NULL,
      next         TEXT NOT NULL,
      advisor      TEXT NOT NULL,
      created_at   INTEGER NOT NULL,
      updated_at   INTEGER NOT NULL,
      here_since   INTEGER,
      here_changes INTEGER NOT NULL
    ) STRICT`);
  db.run(sql`CREATE UNIQUE INDEX file_row_by_file ON file_row (file)`);
  db.run(sql`CREATE INDEX file_row_recent ON file_row (updated_at DESC, id DESC)`);
  db.run(sql`CREATE INDEX file_row_by_name ON file_row (name_key, id)`);
  db.run(sql`CREATE INDEX file_row_by_amount ON file_row (amount DESC, id DESC)`);
  db.run(sql`CREATE INDEX file_row_by_status ON file_row (status, updated_at DESC)`);
  db.run(sql`CREATE INDEX file_row_by_advisor ON file_row (advisor, updated_at DESC)`);
  db.run(sql`CREATE INDEX file_row_by_siren ON file_row (siren) WHERE siren <> ''`);
  db.run(sql`CREATE INDEX file_row_here ON file_row (here_since) WHERE here_since IS NOT NULL`);
  db.run(sql`
    CREATE VIRTUAL TABLE file_search USING fts5(
      siren, name, number, amount,
      content = '', contentless_delete = 1, prefix = '2 3 4', tokenize = "unicode61 remove_diacritics 2"
    )`);
}
