import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/** 0120: when each branch's files were compared with the centre, by the centre's clock, what came of it, and when that is due again. */
export function addBranchCheck(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE branch_check (
      branch     BLOB PRIMARY KEY,
      due_at     INTEGER NOT NULL,
      checked_at INTEGER,
      outcome    TEXT,
      files      INTEGER NOT NULL DEFAULT 0,
      mended     INTEGER NOT NULL DEFAULT 0,
      mending    INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
}
