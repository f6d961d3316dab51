import { parseId, type BranchId, type ChangeId, type EpochId, type FileId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** How far a branch was followed; `snapshot` is set while its first copy is being taken. */
export type BranchCursor = {
  readonly branch: BranchId;
  readonly n: number;
  readonly snapshot: { readonly after: FileId | undefined } | undefined;
  /** The change of entry `n`, where the centre told it: by it a restored centre is known that has gone on past `n` with other work ([SY47]). */
  readonly at?: string | undefined;
};
type Row = { readonly branch: Uint8Array; readonly n: number; readonly snapshot_after: Uint8Array | null; readonly at: Uint8Array | null };
const BEFORE_FIRST_PAGE = new Uint8Array(0);

export function listCursors(db: ReadableDb): readonly BranchCursor[] {
  return db.all<Row>(sql`SELECT branch, n, snapshot_after, at FROM cursor ORDER BY branch`).map((row) => ({
    branch: blobToUuid(row.branch),
    n: row.n,
    at: row.at === null ? undefined : blobToUuid<ChangeId>(row.at),
    snapshot: row.snapshot_after === null ? undefined : { after: row.snapshot_after.length === 0 ? undefined : blobToUuid<FileId>(row.snapshot_after) },
  }));
}

/** A place reached, in the transaction that took in what leads to it. */
export function putCursor(db: WritableDb, epoch: EpochId, { branch, n, snapshot, at }: BranchCursor): void {
  const after = snapshot === undefined ? null : snapshot.after === undefined ? BEFORE_FIRST_PAGE : uuidToBlob(snapshot.after);
  db.run(sql`
    INSERT INTO cursor (branch, epoch, n, snapshot_after, at) VALUES (${uuidToBlob(branch)}, ${uuidToBlob(epoch)}, ${n}, ${after}, ${at === undefined ? null : uuidToBlob(at)})
    ON CONFLICT (branch) DO UPDATE SET epoch = excluded.epoch, n = excluded.n, snapshot_after = excluded.snapshot_after, at = excluded.at`);
}

export function dropCursor(db: WritableDb, branch: BranchId): void {
  db.run(sql`DELETE FROM cursor WHERE branch = ${uuidToBlob(branch)}`);
}

/** Branches among `wanted` whose first copy is not complete. */
export function listUncopied(db: ReadableDb, wanted: readonly string[]): readonly string[] {
  const complete = new Set<string>(listCursors(db).filter((cursor) => cursor.snapshot === undefined).map((cursor) => cursor.branch));
  return wanted.filter((branch) => parseId<BranchId>(branch).ok && !complete.has(branch));
}
