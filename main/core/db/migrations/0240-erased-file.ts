import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0240: files that the centre erased, of which nothing is here any more. `work`: changes of this person's own that had not been taken; `told` once she has seen it. The id stays, so that a line whose bodies are gone is known to be
 * as it must be.
 */
export function addErasedFile(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE erased_file (
      file      BLOB PRIMARY KEY,
      erased_on TEXT NOT NULL,
      rule      TEXT NOT NULL,
      work      INTEGER NOT NULL,
      at        INTEGER NOT NULL,
      told      INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
  db.run(sql`CREATE INDEX erased_file_untold ON erased_file (at) WHERE told = 0`);
}
