import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0080: two indexes of the list that every keystroke had to move, for nothing: what a status or an advisor keeps is gathered and then sorted,
 * so the date behind them was never read.
 */
export function slimRowIndexes(db: WritableDb): void {
  db.run(sql`DROP INDEX file_row_by_status`);
  db.run(sql`DROP INDEX file_row_by_advisor`);
  db.run(sql`CREATE INDEX file_row_by_status ON file_row (status)`);
  db.run(sql`CREATE INDEX file_row_by_advisor ON file_row (advisor)`);
}
