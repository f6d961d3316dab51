import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0050: what is being typed, field by field, values as JSON text (`null` empties). `from_value` is what the advisor saw before, and `base`
 * the version she saw it in. A file that the centre has never seen has its row in `working_file` until its creation is sealed.
 */
export function addWorkingCopy(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE working_file (
      id         INTEGER PRIMARY KEY,
      file       BLOB NOT NULL,
      branch     BLOB NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT`);
  db.run(sql`CREATE UNIQUE INDEX working_file_by_file ON working_file (file)`);
  db.run(sql`
    CREATE TABLE working_field (
      id         INTEGER PRIMARY KEY,
      file       BLOB NOT NULL,
      field      TEXT NOT NULL,
      from_value TEXT NOT NULL,
      value      TEXT NOT NULL,
      base       INTEGER NOT NULL,
      saved_at   INTEGER NOT NULL
    ) STRICT`);
  db.run(sql`CREATE UNIQUE INDEX working_field_by_file ON working_field (file, field)`);
}
