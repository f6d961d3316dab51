import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0170: companies looked up. `lookup_answer` keeps what a public source answered (JSON of a SourceAnswer), `lookup_ask` the questions that wait
 * (`next_at` null: stopped, for `error`), `field_mark` where a value of a file came from, for as long as the field still holds it. Marks go with
 * their file's line. Nothing here is a change: it never leaves this computer.
 */
export function addLookup(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE lookup_answer (
      source  TEXT NOT NULL,
      query   TEXT NOT NULL,
      answer  TEXT NOT NULL,
      at      INTEGER NOT NULL,
      PRIMARY KEY (source, query)
    ) STRICT`);
  db.run(sql`CREATE INDEX lookup_answer_by_age ON lookup_answer (at)`);
  db.run(sql`
    CREATE TABLE lookup_ask (
      source    TEXT NOT NULL,
      query     TEXT NOT NULL,
      asked_at  INTEGER NOT NULL,
      tries     INTEGER NOT NULL,
      next_at   INTEGER,
      error     TEXT,
      PRIMARY KEY (source, query)
    ) STRICT`);
  db.run(sql`
    CREATE TABLE field_mark (
      file    BLOB NOT NULL,
      field   TEXT NOT NULL,
      value   TEXT NOT NULL,
      source  TEXT NOT NULL,
      at      INTEGER NOT NULL,
      PRIMARY KEY (file, field)
    ) STRICT`);
  db.run(sql`CREATE TRIGGER field_mark_dropped AFTER DELETE ON file_row BEGIN DELETE FROM field_mark WHERE file = OLD.file; END`);
}
