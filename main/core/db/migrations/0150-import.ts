import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0150: bulk import. `import_job`: the table being imported, at most one whose rows are here; `digest` tells the same file. `import_row`: its rows as they
 * were read, each with its outcome once it has one, so that a kill or a cancel loses neither the place nor what was corrected. `imported_row`: what was
 * ever made of a row here, by its content and by what it is about, so that nothing is made twice. `import_mapping`: where columns of the same titles went.
 */
export function addImport(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE import_job (
      id         INTEGER PRIMARY KEY AUTOINCREMENT,
      digest     BLOB NOT NULL,
      name       TEXT NOT NULL,
      format     TEXT NOT NULL CHECK (format IN ('csv', 'xlsx')),
      sheet      TEXT,
      epoch1904  INTEGER NOT NULL,
      titles     TEXT NOT NULL,
      targets    TEXT NOT NULL,
      remembered INTEGER NOT NULL,
      state      TEXT NOT NULL CHECK (state IN ('reading', 'mapping', 'running', 'stopped', 'done'))
    ) STRICT`);
  db.run(sql`
    CREATE TABLE import_row (
      id         INTEGER PRIMARY KEY,
      job        INTEGER NOT NULL,
      line       INTEGER NOT NULL,
      cells      TEXT NOT NULL,
      outcome    TEXT CHECK (outcome IN ('taken', 'faulty', 'known', 'changed', 'doubled', 'empty')),
      noticed    INTEGER NOT NULL DEFAULT 0,
      mended     TEXT,
      forced     INTEGER NOT NULL DEFAULT 0,
      file       BLOB,
      first_line INTEGER,
      UNIQUE (job, line)
    ) STRICT`);
  db.run(sql`CREATE INDEX import_row_left ON import_row (job, line) WHERE outcome IS NULL`);
  db.run(sql`CREATE INDEX import_row_outcome ON import_row (job, outcome, line)`);
  db.run(sql`
    CREATE TABLE imported_row (
      id      INTEGER PRIMARY KEY,
      content BLOB NOT NULL UNIQUE,
      subject BLOB,
      file    BLOB NOT NULL,
      job     INTEGER NOT NULL,
      line    INTEGER NOT NULL
    ) STRICT`);
  db.run(sql`CREATE INDEX imported_row_subject ON imported_row (subject) WHERE subject IS NOT NULL`);
  db.run(sql`
    CREATE TABLE import_mapping (
      id      INTEGER PRIMARY KEY,
      titles  TEXT NOT NULL UNIQUE,
      targets TEXT NOT NULL
    ) STRICT`);
}
