import type { CommitMark } from "./connection.ts";
import type { Sqlite } from "./open-cipher.ts";

type MarkRow = { readonly counter: number; readonly at: number; readonly line_seq: number; readonly line_hash: string };

/** One row, changed in every transaction: what the witness is compared with. Its page never moves (no VACUUM, no auto_vacuum). */
export function createCommitMark(db: Sqlite, at: number): CommitMark {
  const mark: CommitMark = { counter: 0, at, line: { seq: 0, hash: "" } };
  db.exec(`
    CREATE TABLE commit_mark (
      id        INTEGER PRIMARY KEY CHECK (id = 1),
      counter   INTEGER NOT NULL,
      at        INTEGER NOT NULL,
      line_seq  INTEGER NOT NULL,
      line_hash TEXT NOT NULL
    ) STRICT`);
  db.prepare("INSERT INTO commit_mark (id, counter, at, line_seq, line_hash) VALUES (1, 0, ?, 0, '')").run(at);
  return mark;
}

/** Undefined when the table or its row is not there: this is not a database of ours, or not all of it. */
export function readCommitMark(db: Sqlite): CommitMark | undefined {
  if (commitMarkPage(db) === undefined) return undefined;
  const select = db.prepare<[], MarkRow>("SELECT counter, at, line_seq, line_hash FROM commit_mark WHERE id = 1");
  const row = select.get();
  return row === undefined ? undefined : { counter: row.counter, at: row.at, line: { seq: row.line_seq, hash: row.line_hash } };
}

/** Number of the page that holds it, from 1. */
export function commitMarkPage(db: Sqlite): number | undefined {
  const schema = db.prepare<[], { readonly rootpage: number }>("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = 'commit_mark'");
  return schema.get()?.rootpage;
}

/** Answers the writer of the next mark, its statement prepared once. */
export function createMarkWriter(db: Sqlite): (mark: CommitMark) => void {
  const update = db.prepare("UPDATE commit_mark SET counter = ?, at = ?, line_seq = ?, line_hash = ? WHERE id = 1");
  return ({ counter, at, line }) => void update.run(counter, at, line.seq, line.hash);
}
