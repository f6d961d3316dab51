import type { BranchId, FileId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** A file as the centre last told it: the exact text of its state, and its hash. */
export type FileTruth = { readonly file: FileId; readonly branch: BranchId; readonly version: number; readonly hash: string; readonly state: string; readonly left: boolean; /** Of a former epoch: the centre has not told it anew. */ readonly stale: boolean; /** Of a former epoch, and not found when the centre was restored. */ readonly lost: boolean };
type Row = { readonly file: Uint8Array; readonly branch: Uint8Array; readonly version: number; readonly hash: string; readonly state: string; readonly left_at: number | null; readonly stale: number };
const COLUMNS = sql`file, branch, version, hash, state, left_at, stale`;
const rowToTruth = (row: Row): FileTruth => ({
  file: blobToUuid(row.file), branch: blobToUuid(row.branch), version: row.version, hash: row.hash, state: row.state, left: row.left_at !== null, stale: row.stale > 0, lost: row.stale > 1,
});

export function findTruth(db: ReadableDb, file: FileId): FileTruth | undefined {
  const row = db.get<Row>(sql`SELECT ${COLUMNS} FROM file_truth WHERE file = ${uuidToBlob(file)}`);
  return row === undefined ? undefined : rowToTruth(row);
}

/**
 * Takes a state in, unless a newer one is held: a snapshot and a feed may tell the same file twice. What is held of a former epoch gives way to
 * whatever the restored centre has. True when it was taken.
 */
export function putTruth(db: WritableDb, truth: Omit<FileTruth, "left" | "stale" | "lost">): boolean {
  const { changes } = db.run(sql`
    INSERT INTO file_truth (file, branch, version, hash, state)
    VALUES (${uuidToBlob(truth.file)}, ${uuidToBlob(truth.branch)}, ${truth.version}, ${truth.hash}, ${truth.state})
    ON CONFLICT (file) DO UPDATE SET branch = excluded.branch, version = excluded.version, hash = excluded.hash, state = excluded.state, left_at = NULL, stale = 0
    WHERE file_truth.stale > 0 OR excluded.version > file_truth.version OR (excluded.version = file_truth.version AND (excluded.branch <> file_truth.branch OR file_truth.left_at IS NOT NULL))`);
  return changes > 0;
}

/** Takes a state in whatever is held: what is held was found not to be the centre's. */
export function mendTruth(db: WritableDb, truth: Omit<FileTruth, "left" | "stale" | "lost">): true {
  db.run(sql`
    INSERT INTO file_truth (file, branch, version, hash, state)
    VALUES (${uuidToBlob(truth.file)}, ${uuidToBlob(truth.branch)}, ${truth.version}, ${truth.hash}, ${truth.state})
    ON CONFLICT (file) DO UPDATE SET branch = excluded.branch, version = excluded.version, hash = excluded.hash, state = excluded.state, left_at = NULL, stale = 0`);
  return true;
}

/** What the centre told of a branch in this epoch and has not taken back. */
export const listBranchTruth = (db: ReadableDb, branch: BranchId, afterId: number, limit: number): readonly (FileTruth & { readonly id: number })[] =>
  db.all<Row & { readonly id: number }>(sql`SELECT id, ${COLUMNS} FROM file_truth WHERE id > ${afterId} AND branch = ${uuidToBlob(branch)} AND left_at IS NULL AND stale = 0 ORDER BY id LIMIT ${limit}`)
    .map((row) => ({ id: row.id, ...rowToTruth(row) }));

/** The file is no longer this branch's. It goes once its pending work is settled ({@link dropLeft}). True when it was this branch's. */
export function markLeft(db: WritableDb, file: FileId, branch: BranchId, at: number): boolean {
  return db.run(sql`UPDATE file_truth SET left_at = ${at} WHERE file = ${uuidToBlob(file)} AND branch = ${uuidToBlob(branch)} AND left_at IS NULL`).changes > 0;
}

export const listLeft = (db: ReadableDb): readonly FileId[] =>
  db.all<{ file: Uint8Array }>(sql`SELECT file FROM file_truth WHERE left_at IS NOT NULL`).map((row) => blobToUuid<FileId>(row.file));

/** Files whose state lists documents. Reads every state: for when many files came at once. */
export const listFilesWithDocuments = (db: ReadableDb): readonly FileId[] =>
  db.all<{ file: Uint8Array }>(sql`SELECT file FROM file_truth WHERE instr(state, '"documents":[{') > 0`).map((row) => blobToUuid<FileId>(row.file));

export function dropTruth(db: WritableDb, file: FileId): void {
  db.run(sql`DELETE FROM file_truth WHERE file = ${uuidToBlob(file)}`);
}

export function listTruth(db: ReadableDb, afterId: number, limit: number): readonly (FileTruth & { readonly id: number })[] {
  return db.all<Row & { readonly id: number }>(sql`SELECT id, ${COLUMNS} FROM file_truth WHERE id > ${afterId} ORDER BY id LIMIT ${limit}`)
    .map((row) => ({ id: row.id, ...rowToTruth(row) }));
}

/** All files of a branch that this person no longer sees. */
export function markBranchLeft(db: WritableDb, branch: BranchId, at: number): void {
  db.run(sql`UPDATE file_truth SET left_at = ${at} WHERE branch = ${uuidToBlob(branch)} AND left_at IS NULL`);
}
