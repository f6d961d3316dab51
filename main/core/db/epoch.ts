import type { EpochId } from "../../../shared/kernel/ids.ts";
import type { Hello } from "../../../shared/sync/protocol.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { dropSetting, findSetting, putSetting } from "./settings.ts";
import { sql } from "./sql.ts";
import { blobToUuid } from "./uuid-blob.ts";

/**
 * [WS15] The centre was restored: its new epoch, with what follows for this database, in the caller's transaction. Nothing is forgotten: what is
 * known of files stays in sight until the centre tells it anew. Contents that were at the centre are offered again from every workstation that
 * holds them whole: it takes the parts that it lacks ([WS20]).
 */
export function enterEpoch(db: WritableDb, hello: Hello): void {
  putSetting(db, "epoch", hello.epoch.id satisfies string);
  putSetting(db, "hello", JSON.stringify(hello));
  putSetting(db, "reoffer", "1");
  db.run(sql`UPDATE replica SET enrolled_at = NULL WHERE id = 1`);
  db.run(sql`DELETE FROM cursor`);
  db.run(sql`UPDATE file_truth SET stale = 1`);
  db.run(sql`UPDATE document SET direction = 'up', part_bytes = 0 WHERE whole = 1 AND direction IS NULL`);
}

export const isReoffering = (db: ReadableDb): boolean => findSetting(db, "reoffer") !== undefined;
export const endReoffer = (db: WritableDb): void => dropSetting(db, "reoffer");

/** [WS16] With the first copy of the new epoch complete and the recovery over, what it did not hold is not found. */
export function markLost(db: WritableDb): void {
  db.run(sql`UPDATE file_truth SET stale = 2 WHERE stale = 1 AND branch IN (SELECT branch FROM cursor WHERE snapshot_after IS NULL)`);
}

export type LostFile = { readonly file: string; readonly branch: string; readonly version: number; readonly state: string };

/** Files not found again of which the centre was not told yet. */
export const listUntoldLost = (db: ReadableDb, limit: number): readonly LostFile[] =>
  db.all<{ file: Uint8Array; branch: Uint8Array; version: number; state: string }>(sql`SELECT file, branch, version, state FROM file_truth WHERE stale = 2 ORDER BY id LIMIT ${limit}`)
    .map(({ file, branch, version, state }) => ({ file: blobToUuid<EpochId>(file), branch: blobToUuid<EpochId>(branch), version, state }));

export function markToldLost(db: WritableDb, last: number): void {
  db.run(sql`UPDATE file_truth SET stale = 3 WHERE id IN (SELECT id FROM file_truth WHERE stale = 2 ORDER BY id LIMIT ${last})`);
}
