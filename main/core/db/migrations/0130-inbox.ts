import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/**
 * 0130: what needs the advisor. `outbox.closed`: a closed file refused it, or it was skipped behind such a refusal. `set_aside`: what she has seen (a
 * proposed amendment, a file that a restored centre lost) or given up (work in a file that left), by change or file id, with what it held. `distinct_pair`:
 * two files that she said are two requests. `doubled_siren`: companies with two live files of which one is not registered; kept by triggers, so that
 * nobody has to look through the whole list. `left_file`: whose company work in a file that left is about.
 */
export function addInbox(db: WritableDb): void {
  db.run(sql`ALTER TABLE outbox ADD COLUMN closed INTEGER NOT NULL DEFAULT 0`);
  db.run(sql`UPDATE outbox SET closed = 1 WHERE outcome = 'refused' AND json_extract(verdict, '$.code') IN ('G2006', 'G2008', 'G2016')`);
  // The cause of a skipped change is always the refused one.
  db.run(sql`
    UPDATE outbox SET closed = 1 WHERE outcome = 'skipped' AND EXISTS (
      SELECT 1 FROM outbox AS cause WHERE cause.closed = 1 AND cause.file = outbox.file AND cause.outcome = 'refused'
        AND lower(hex(cause.change_id)) = replace(json_extract(outbox.verdict, '$.cause'), '-', ''))`);
  db.run(sql`CREATE INDEX outbox_closed ON outbox (seq) WHERE closed = 1`);
  db.run(sql`CREATE INDEX file_truth_lost ON file_truth (id) WHERE stale > 1`);
  db.run(sql`
    CREATE TABLE set_aside (
      id        INTEGER PRIMARY KEY,
      subject   BLOB NOT NULL UNIQUE,
      file      BLOB NOT NULL,
      how       TEXT NOT NULL CHECK (how IN ('seen', 'given-up')),
      marked_by TEXT NOT NULL,
      marked_at INTEGER NOT NULL,
      held      TEXT
    ) STRICT`);
  db.run(sql`CREATE INDEX set_aside_given_up ON set_aside (id) WHERE how = 'given-up'`);
  db.run(sql`
    CREATE TABLE distinct_pair (
      id        INTEGER PRIMARY KEY,
      first     BLOB NOT NULL,
      second    BLOB NOT NULL,
      marked_by TEXT NOT NULL,
      marked_at INTEGER NOT NULL,
      UNIQUE (first, second)
    ) STRICT`);
  db.run(sql`
    CREATE TABLE left_file (
      id   INTEGER PRIMARY KEY,
      file BLOB NOT NULL UNIQUE,
      name TEXT NOT NULL,
      siren TEXT NOT NULL
    ) STRICT`);
  addDoubled(db);
}

function addDoubled(db: WritableDb): void {
  db.run(sql`CREATE TABLE doubled_siren (id INTEGER PRIMARY KEY, siren TEXT NOT NULL UNIQUE) STRICT`);
  db.run(sql`
    INSERT INTO doubled_siren (siren)
    SELECT siren FROM file_row WHERE siren <> '' AND status <> 'withdrawn' GROUP BY siren HAVING count(*) > 1 AND sum(status <> 'registered') > 0`);
  const live = (of: "NEW" | "OLD") => ({ ...sql.empty, text: `FROM file_row WHERE siren = ${of}.siren AND siren <> '' AND status <> 'withdrawn'` });
  const keep = sql`
    INSERT OR IGNORE INTO doubled_siren (siren) SELECT NEW.siren
    WHERE EXISTS (SELECT 1 ${live("NEW")} LIMIT 1 OFFSET 1) AND EXISTS (SELECT 1 ${live("NEW")} AND status <> 'registered')`;
  const drop = sql`
    DELETE FROM doubled_siren WHERE siren = OLD.siren
      AND NOT (EXISTS (SELECT 1 ${live("OLD")} LIMIT 1 OFFSET 1) AND EXISTS (SELECT 1 ${live("OLD")} AND status <> 'registered'))`;
  db.run(sql`CREATE TRIGGER file_row_doubled_insert AFTER INSERT ON file_row WHEN NEW.siren <> '' BEGIN ${keep}; END`);
  db.run(sql`CREATE TRIGGER file_row_doubled_delete AFTER DELETE ON file_row WHEN OLD.siren <> '' BEGIN ${drop}; END`);
  db.run(sql`CREATE TRIGGER file_row_doubled_update AFTER UPDATE OF siren, status ON file_row BEGIN ${drop}; ${keep}; END`);
}
