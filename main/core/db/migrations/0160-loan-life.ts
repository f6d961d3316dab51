import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0160: the life of a loan in the list. `stage_since` is the day (ISO text) on which the file came to its status, where that status is a stage of
 * its loan. What is a live file of a company, and what is not registered yet, is asked by what ended and by the number: statuses became many.
 */
export function addLoanLife(db: WritableDb): void {
  db.run(sql`ALTER TABLE file_row ADD COLUMN stage_since TEXT`);
  db.run(sql`DROP TRIGGER file_row_doubled_insert`);
  db.run(sql`DROP TRIGGER file_row_doubled_delete`);
  db.run(sql`DROP TRIGGER file_row_doubled_update`);
  const isLive = { ...sql.empty, text: "status NOT IN ('withdrawn', 'declined', 'cancelled')" };
  db.run(sql`DELETE FROM doubled_siren`);
  db.run(sql`
    INSERT INTO doubled_siren (siren)
    SELECT siren FROM file_row WHERE siren <> '' AND ${isLive} GROUP BY siren HAVING count(*) > 1 AND sum(number IS NULL) > 0`);
  const live = (of: "NEW" | "OLD") => ({ ...sql.empty, text: `FROM file_row WHERE siren = ${of}.siren AND siren <> '' AND ${isLive.text}` });
  const keep = sql`
    INSERT OR IGNORE INTO doubled_siren (siren) SELECT NEW.siren
    WHERE EXISTS (SELECT 1 ${live("NEW")} LIMIT 1 OFFSET 1) AND EXISTS (SELECT 1 ${live("NEW")} AND number IS NULL)`;
  const drop = sql`
    DELETE FROM doubled_siren WHERE siren = OLD.siren
      AND NOT (EXISTS (SELECT 1 ${live("OLD")} LIMIT 1 OFFSET 1) AND EXISTS (SELECT 1 ${live("OLD")} AND number IS NULL))`;
  db.run(sql`CREATE TRIGGER file_row_doubled_insert AFTER INSERT ON file_row WHEN NEW.siren <> '' BEGIN ${keep}; END`);
  db.run(sql`CREATE TRIGGER file_row_doubled_delete AFTER DELETE ON file_row WHEN OLD.siren <> '' BEGIN ${drop}; END`);
  db.run(sql`CREATE TRIGGER file_row_doubled_update AFTER UPDATE OF siren, status, number ON file_row BEGIN ${drop}; ${keep}; END`);
}
