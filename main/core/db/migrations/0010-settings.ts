import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/** 0010: what is known once of this profile (the centre's last words, tokens, who its owner is), by name. */
export function addSettings(db: WritableDb): void {
  db.run(sql`
    CREATE TABLE setting (
      name  TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT`);
}
