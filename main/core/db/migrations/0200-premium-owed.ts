import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0200: premiums still to be taken, one row a year of a loan whose money left: `due_on` an ISO day, `amount` cents, null where the rules lack a fact. Made with the
 * file's line and gone with it; of files that were here before, by the row keeper. Without what the sources leave unknown.
 */
export function addPremiumOwed(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE premium_owed (
      file    BLOB NOT NULL,
      year    INTEGER NOT NULL,
      due_on  TEXT NOT NULL,
      amount  INTEGER,
      PRIMARY KEY (file, year)
    ) STRICT`);
  db.run(sql`CREATE INDEX premium_owed_by_day ON premium_owed (due_on)`);
  db.run(sql`CREATE TRIGGER premium_owed_dropped AFTER DELETE ON file_row BEGIN DELETE FROM premium_owed WHERE file = OLD.file; END`);
}
