import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/** 0140: with each cursor, the change of the entry where it stands, as the centre told it. Absent until the next pull. */
export function addFeedWitness(db: WritableDb): void {
  db.run(sql`ALTER TABLE cursor ADD COLUMN at BLOB`);
}
