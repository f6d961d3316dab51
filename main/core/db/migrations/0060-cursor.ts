import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0060: how far each branch was followed. While the first copy is being taken, `snapshot_after` is the last file received (a blob of no
 * bytes before the first page) and `n` where the feed will go on.
 */
export function addCursor(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE cursor (
      branch         BLOB PRIMARY KEY,
      epoch          BLOB NOT NULL,
      n              INTEGER NOT NULL,
      snapshot_after BLOB
    ) STRICT`);
}
