import type { FileId } from "../../../shared/kernel/ids.ts";
import { id, type ReplicaId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { isErasedHere, withoutFile } from "./erased-files.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** A colleague's change, as the views read it. Texts are exact. */
export type HeardRow = { readonly replica: string; readonly seq: number; readonly head: string; readonly body: string; readonly heardAt: number; readonly afterSeq: number };
export type HeardPushRow = { readonly id: number; readonly replica: string; readonly first: number; readonly last: number; readonly content: string };
export type NewHeard = {
  readonly replica: string; readonly first: number; readonly last: number; readonly content: string;
  readonly changes: readonly { readonly seq: number; readonly hash: string; readonly file: string; readonly kind: string; readonly head: string; readonly body: string }[];
};
type Row = { readonly replica: Uint8Array; readonly seq: number; readonly head: string; readonly body: string; readonly heard_at: number; readonly after_seq: number };
type ChangeRow = { readonly seq: number; readonly hash: string; readonly file: Uint8Array; readonly kind: string; readonly head: string; readonly body: string };
type PushRow = { readonly id: number; readonly replica: Uint8Array; readonly first_seq: number; readonly last_seq: number; readonly content: string };

const blobOf = (replica: string): Uint8Array => uuidToBlob(id<ReplicaId>(replica));
const PUSH = sql`id, replica, first_seq, last_seq, content`;
const rowToPush = (row: PushRow): HeardPushRow => ({ id: row.id, replica: blobToUuid<ReplicaId>(row.replica), first: row.first_seq, last: row.last_seq, content: row.content });

/** Keeps a push once. "fork" when another change was heard at one of its places: nothing of it is kept then. Answers the files that look different now. */
export function putHeard(db: WritableDb, heard: NewHeard, at: number, afterSeq: number): readonly FileId[] | "fork" {
  const replica = blobOf(heard.replica);
  const gone = [...new Set(heard.changes.filter(({ file }) => isErasedHere(db, file)).map(({ file }) => file))];
  if (gone.length > 0) return putHeard(db, { ...heard, content: gone.reduce(withoutFile, heard.content), changes: heard.changes.filter(({ file }) => !gone.includes(file)) }, at, afterSeq);
  const known = new Map(db.all<{ seq: number; hash: string }>(sql`SELECT seq, hash FROM heard_change WHERE replica = ${replica} AND seq BETWEEN ${heard.first} AND ${heard.last}`).map(({ seq, hash }) => [seq, hash]));
  const fresh = heard.changes.filter(({ seq }) => !known.has(seq));
  if (heard.changes.some(({ seq, hash }) => (known.get(seq) ?? hash) !== hash)) return "fork";
  if (fresh.length === 0) return [];
  db.run(sql`
    INSERT INTO heard_push (replica, first_seq, last_seq, content, heard_at) VALUES (${replica}, ${heard.first}, ${heard.last}, ${heard.content}, ${at})
    ON CONFLICT (replica, first_seq, last_seq) DO NOTHING`);
  for (const { seq, hash, file, kind, head, body } of fresh) {
    db.run(sql`
      INSERT INTO heard_change (replica, seq, hash, file, kind, head, body, heard_at, after_seq)
      VALUES (${replica}, ${seq}, ${hash}, ${uuidToBlob(id<FileId>(file))}, ${kind}, ${head}, ${body}, ${at}, ${afterSeq})`);
  }
  return [...new Set(fresh.map(({ file }) => id<FileId>(file)))];
}

export function listHeardOfFile(db: ReadableDb, file: FileId): readonly HeardRow[] {
  return db.all<Row>(sql`SELECT replica, seq, head, body, heard_at, after_seq FROM heard_change WHERE file = ${uuidToBlob(file)} ORDER BY id`)
    .map((row) => ({ replica: blobToUuid<ReplicaId>(row.replica), seq: row.seq, head: row.head, body: row.body, heardAt: row.heard_at, afterSeq: row.after_seq }));
}

/** Whole pushes in which something of the file was heard, as {@link putHeard} takes them. */
export function listHeardPushesOfFile(db: ReadableDb, file: FileId): readonly NewHeard[] {
  const pushes = db.all<PushRow>(sql`
    SELECT ${PUSH} FROM heard_push AS push
    WHERE EXISTS (SELECT 1 FROM heard_change AS one WHERE one.file = ${uuidToBlob(file)} AND one.replica = push.replica AND one.seq BETWEEN push.first_seq AND push.last_seq) ORDER BY id`);
  return pushes.map((push) => ({
    ...rowToPush(push),
    changes: db.all<ChangeRow>(sql`SELECT seq, hash, file, kind, head, body FROM heard_change WHERE replica = ${push.replica} AND seq BETWEEN ${push.first_seq} AND ${push.last_seq} ORDER BY seq`)
      .map((row) => ({ ...row, file: blobToUuid<FileId>(row.file) })),
  }));
}

/** The centre has this replica's line up to `have`: what was heard of it is told by the truth from here on. Answers the files that look different now. */
export function dropHeard(db: WritableDb, replica: string, have: number): readonly FileId[] {
  const blob = blobOf(replica);
  const files = db.all<{ file: Uint8Array }>(sql`SELECT DISTINCT file FROM heard_change WHERE replica = ${blob} AND seq <= ${have}`).map((row) => blobToUuid<FileId>(row.file));
  db.run(sql`DELETE FROM heard_change WHERE replica = ${blob} AND seq <= ${have}`);
  db.run(sql`DELETE FROM heard_push WHERE replica = ${blob} AND last_seq <= ${have}`);
  return files;
}

/** Pushes that nobody here has yet given to the centre, in the order in which they were heard. */
export const listUndelivered = (db: ReadableDb): readonly HeardPushRow[] =>
  db.all<PushRow>(sql`SELECT ${PUSH} FROM heard_push WHERE delivered IS NULL ORDER BY id`).map(rowToPush);

export const findHeardPush = (db: ReadableDb, replica: string, first: number): HeardPushRow | undefined => {
  const row = db.get<PushRow>(sql`SELECT ${PUSH} FROM heard_push WHERE replica = ${blobOf(replica)} AND first_seq = ${first} ORDER BY last_seq DESC LIMIT 1`);
  return row === undefined ? undefined : rowToPush(row);
};

/** `how`: "taken", or the code of the refusal that no other try can change. */
export function markDelivered(db: WritableDb, push: number, how: string): void {
  db.run(sql`UPDATE heard_push SET delivered = ${how} WHERE id = ${push}`);
}

export const countHeard = (db: ReadableDb): { readonly changes: number; readonly files: number } => {
  const row = db.get<{ changes: number; files: number }>(sql`SELECT count(*) AS changes, count(DISTINCT file) AS files FROM heard_change`);
  return { changes: row?.changes ?? 0, files: row?.files ?? 0 };
};

export const listHeardReplicas = (db: ReadableDb): readonly string[] => db.all<{ replica: Uint8Array }>(sql`SELECT DISTINCT replica FROM heard_push`).map((row) => blobToUuid<ReplicaId>(row.replica));

/** Files that the centre surely knows: told by it, or created by a change that it took. */
export function isFileAtCentre(db: ReadableDb, file: string): boolean {
  const blob = uuidToBlob(id<FileId>(file));
  return db.get<{ found: number }>(sql`
    SELECT EXISTS (SELECT 1 FROM file_truth WHERE file = ${blob}) OR EXISTS (SELECT 1 FROM outbox WHERE file = ${blob} AND kind = 'created' AND outcome = 'accepted')
      OR EXISTS (SELECT 1 FROM heard_change AS made JOIN heard_push AS push ON push.replica = made.replica AND made.seq BETWEEN push.first_seq AND push.last_seq
                 WHERE made.file = ${blob} AND made.kind = 'created' AND push.delivered IS NOT NULL) AS found`)?.found === 1;
}
