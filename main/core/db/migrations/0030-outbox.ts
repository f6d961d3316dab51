import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0030: this replica's line, exact texts. A row keeps its verdict and stays 90 days after it, to be offered again should the centre be
 * restored. `resolved_at` ends a refusal: mended, sent again, or kept as an amendment.
 */
export function addOutbox(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE outbox (
      seq         INTEGER PRIMARY KEY,
      change_id   BLOB NOT NULL,
      file        BLOB NOT NULL,
      kind        TEXT NOT NULL,
      base        INTEGER NOT NULL,
      mends       BLOB,
      head        TEXT NOT NULL,
      body        TEXT NOT NULL,
      salt        TEXT NOT NULL,
      hash        TEXT NOT NULL,
      made_at     INTEGER NOT NULL,
      outcome     TEXT CHECK (outcome IN ('accepted', 'refused', 'skipped')),
      version     INTEGER,
      verdict     TEXT,
      answered_at INTEGER,
      resolved_at INTEGER,
      CHECK ((outcome IS NULL) = (verdict IS NULL))
    ) STRICT`);
  db.run(sql`CREATE INDEX outbox_by_file ON outbox (file, seq)`);
  db.run(sql`CREATE INDEX outbox_by_change ON outbox (change_id)`);
  db.run(sql`CREATE INDEX outbox_waiting ON outbox (seq) WHERE outcome IS NULL`);
  db.run(sql`CREATE INDEX outbox_to_mend ON outbox (seq) WHERE outcome IN ('refused', 'skipped') AND resolved_at IS NULL`);
  db.run(sql`CREATE INDEX outbox_by_answer ON outbox (answered_at) WHERE answered_at IS NOT NULL`);
}
