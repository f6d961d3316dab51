import type { RowStatus } from "../../../shared/bridge/file-views.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** A line of the list beside what the centre told of its file. `isHere`: something of it is on this computer only; `isHeard`: or in the branch's folder only. */
export type OverviewRow = { readonly id: number; readonly file: FileId; readonly status: RowStatus; readonly updatedAt: number; readonly isHere: boolean; readonly isHeard: boolean; readonly truth: { readonly branch: string; readonly state: string } | undefined };
type Row = { readonly id: number; readonly file: Uint8Array; readonly status: RowStatus; readonly updated_at: number; readonly here_since: number | null; readonly heard_since: number | null; readonly branch: Uint8Array | null; readonly state: string | null };

const SELECTED = sql`SELECT r.id, r.file, r.status, r.updated_at, r.here_since, r.heard_since, t.branch, t.state FROM file_row r LEFT JOIN file_truth t ON t.file = r.file`;
const read = (row: Row): OverviewRow => ({
  id: row.id, file: blobToUuid(row.file), status: row.status, updatedAt: row.updated_at, isHere: row.here_since !== null, isHeard: row.heard_since !== null,
  truth: row.branch === null || row.state === null ? undefined : { branch: blobToUuid(row.branch), state: row.state },
});

export const listOverviewRows = (db: ReadableDb, afterId: number, limit: number): readonly OverviewRow[] => db.all<Row>(sql`${SELECTED} WHERE r.id > ${afterId} ORDER BY r.id LIMIT ${limit}`).map(read);

export function findOverviewRow(db: ReadableDb, file: FileId): OverviewRow | undefined {
  const row = db.get<Row>(sql`${SELECTED} WHERE r.file = ${uuidToBlob(file)}`);
  return row === undefined ? undefined : read(row);
}

/** Files that a newer centre wrote: told, and in no list of this version. */
export const countUnlisted = (db: ReadableDb): number => db.get<{ n: number }>(sql`SELECT count(*) AS n FROM file_truth t WHERE t.left_at IS NULL AND NOT EXISTS (SELECT 1 FROM file_row r WHERE r.file = t.file)`)?.n ?? 0;
