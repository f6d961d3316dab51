import type { LookupSource, SourceAnswer } from "../../../shared/bridge/lookup-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";

/** A question as it is kept: its key says its kind. */
export type StoredAsk = { readonly source: LookupSource; readonly query: string; readonly askedAt: number; readonly tries: number; /** Undefined: stopped, for `error`. */ readonly nextAt: number | undefined; readonly error: CodedError | undefined };
export type StoredAnswer = { readonly answer: SourceAnswer; readonly at: number };
type AskRow = { readonly source: LookupSource; readonly query: string; readonly asked_at: number; readonly tries: number; readonly next_at: number | null; readonly error: string | null };

const COLUMNS = sql`source, query, asked_at, tries, next_at, error`;
// The gates: written by this file only, from values of these types.
const toAsk = (row: AskRow): StoredAsk => ({ source: row.source, query: row.query, askedAt: row.asked_at, tries: row.tries, nextAt: row.next_at ?? undefined, error: row.error === null ? undefined : JSON.parse(row.error) as CodedError });

export function findAnswer(db: ReadableDb, source: LookupSource, query: string): StoredAnswer | undefined {
  const row = db.get<{ answer: string; at: number }>(sql`SELECT answer, at FROM lookup_answer WHERE source = ${source} AND query = ${query}`);
  return row === undefined ? undefined : { answer: JSON.parse(row.answer) as SourceAnswer, at: row.at };
}

export function putAnswer(db: WritableDb, query: string, answer: SourceAnswer, at: number): void {
  db.run(sql`
    INSERT INTO lookup_answer (source, query, answer, at) VALUES (${answer.source}, ${query}, ${JSON.stringify(answer)}, ${at})
    ON CONFLICT (source, query) DO UPDATE SET answer = excluded.answer, at = excluded.at`);
}

/** Keeps the newest `most`, and none from before `since`. */
export function pruneAnswers(db: WritableDb, since: number, most: number): void {
  db.run(sql`DELETE FROM lookup_answer WHERE at < ${since}`);
  db.run(sql`DELETE FROM lookup_answer WHERE (source, query) IN (SELECT source, query FROM lookup_answer ORDER BY at DESC, query LIMIT -1 OFFSET ${most})`);
}

export function findAsk(db: ReadableDb, source: LookupSource, query: string): StoredAsk | undefined {
  const row = db.get<AskRow>(sql`SELECT ${COLUMNS} FROM lookup_ask WHERE source = ${source} AND query = ${query}`);
  return row === undefined ? undefined : toAsk(row);
}

/** The first that may go, or will: stopped ones stay where they are. */
export function findNextAsk(db: ReadableDb, source: LookupSource): (StoredAsk & { readonly nextAt: number }) | undefined {
  const row = db.get<AskRow & { readonly next_at: number }>(sql`SELECT ${COLUMNS} FROM lookup_ask WHERE source = ${source} AND next_at IS NOT NULL ORDER BY next_at, asked_at, query LIMIT 1`);
  return row === undefined ? undefined : { ...toAsk(row), nextAt: row.next_at };
}

export const countAsks = (db: ReadableDb, source: LookupSource): number => db.get<{ total: number }>(sql`SELECT count(*) AS total FROM lookup_ask WHERE source = ${source} AND next_at IS NOT NULL`)?.total ?? 0;

export function putAsk(db: WritableDb, { source, query, askedAt, tries, nextAt, error }: StoredAsk): void {
  db.run(sql`
    INSERT INTO lookup_ask (source, query, asked_at, tries, next_at, error) VALUES (${source}, ${query}, ${askedAt}, ${tries}, ${nextAt}, ${error === undefined ? undefined : JSON.stringify(error)})
    ON CONFLICT (source, query) DO UPDATE SET asked_at = excluded.asked_at, tries = excluded.tries, next_at = excluded.next_at, error = excluded.error`);
}

/** Where one was told to wait, or met no network, the others would be too. */
export const postponeAsks = (db: WritableDb, source: LookupSource, until: number): void =>
  void db.run(sql`UPDATE lookup_ask SET next_at = ${until} WHERE source = ${source} AND next_at IS NOT NULL AND next_at < ${until}`);

/** Those that met no network, now that there is one again. */
export const hastenAsks = (db: WritableDb, code: CodedError["code"], now: number): number =>
  db.run(sql`UPDATE lookup_ask SET next_at = ${now} WHERE next_at > ${now} AND json_extract(error, '$.code') = ${code}`).changes;

export const dropAsk = (db: WritableDb, source: LookupSource, query: string): void => void db.run(sql`DELETE FROM lookup_ask WHERE source = ${source} AND query = ${query}`);
export const dropAsks = (db: WritableDb, source: LookupSource): void => void db.run(sql`DELETE FROM lookup_ask WHERE source = ${source}`);
