import type { BranchId, EpochId, FileId } from "../../../shared/kernel/ids.ts";
import { isUuid } from "../../../shared/kernel/ids.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../../shared/kernel/result.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import type { FeedEntry, FileEntry, PullAnswer, SnapshotAnswer } from "../../../shared/sync/protocol.ts";
import type { WritableDb } from "../db/connection.ts";
import { listCursors, putCursor } from "../db/cursors.ts";
import { putRow } from "../db/file-rows.ts";
import { markLeft, putTruth } from "../db/file-truth.ts";
import { hasOwnWork } from "../db/own-work.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { refreshRow, rowOfState, type RowContext } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";
import { dropSettledLeft } from "./leave-files.ts";
import type { ReceiptCheck } from "./receipts.ts";

/** What came and was taken: files whose view may differ now. */
export type TakenIn = { readonly files: readonly FileId[] };
export type TakeInContext = { readonly desk: Desk; readonly epoch: EpochId; readonly receipts: ReceiptCheck };

/**
 * One answer of a pull, all its branches and their new cursors, in one transaction: killed at any moment, the next pull asks from where the
 * data really is. Errors: G5005 when a state is not what its hash or its receipt says, G4011 when a feed is behind the cursor: nothing is
 * taken then.
 */
export function takeInFeeds(context: TakeInContext, answer: PullAnswer): Result<TakenIn, CodedError> {
  const { desk, epoch } = context;
  const known = new Map<string, number>(listCursors(desk.db.read).map(({ branch, n }) => [branch, n]));
  for (const feed of answer.feeds) {
    const from = known.get(feed.branch);
    if (from !== undefined && feed.n < from) return err({ code: "G4011", params: { n: feed.n, known: from } });
  }
  const fault = firstFault(context, answer.feeds.flatMap((feed) => feed.entries));
  if (fault !== undefined) return err(fault);
  return coded(() => desk.db.transaction((db) => {
    const files = new Set<FileId>();
    const rows = rowContext(desk);
    for (const feed of answer.feeds) {
      const branch = idOf<BranchId>(feed.branch);
      for (const entry of feed.entries) if (takeEntry(db, desk, rows, branch, entry)) files.add(idOf<FileId>(entry.file));
      putCursor(db, epoch, { branch, n: feed.n, snapshot: undefined });
    }
    dropSettledLeft(db, desk.now());
    return { files: [...files] };
  }));
}

/** One page of a branch's first copy, with how far it goes. */
export function takeInSnapshot(context: TakeInContext, branch: BranchId, answer: SnapshotAnswer): Result<TakenIn, CodedError> {
  const { desk, epoch } = context;
  const fault = firstFault(context, answer.files);
  if (fault !== undefined) return err(fault);
  return coded(() => desk.db.transaction((db) => {
    const rows = rowContext(desk);
    const files = answer.files.filter((entry) => takeEntry(db, desk, rows, branch, entry)).map((entry) => idOf<FileId>(entry.file));
    putCursor(db, epoch, { branch, n: answer.n, snapshot: answer.next === undefined ? undefined : { after: idOf<FileId>(answer.next) } });
    return { files };
  }));
}

/** Every state is looked at before anything is written. */
function firstFault({ desk, receipts }: TakeInContext, entries: readonly FeedEntry[]): CodedError | undefined {
  for (const entry of entries) {
    if (!isUuid(entry.file)) return { code: "G5005", params: { what: "file" } };
    if (entry.kind === "left") continue;
    if (desk.sealer.sha256(entry.state) !== entry.hash) return { code: "G5005", params: { what: "state-hash" } };
    const state = parseFileState(entry.state);
    if (!state.ok) {
      if (state.error.type === "UnknownStatus") continue;
      return { code: "G5005", params: { what: `state.${state.error.path}` } };
    }
    if (state.value.file !== entry.file || state.value.version !== entry.version) return { code: "G5005", params: { what: "state-place" } };
    if (receipts(state.value) === "wrong") return { code: "G5005", params: { what: "receipt" } };
  }
  return undefined;
}

/** True when something changed here. */
function takeEntry(db: WritableDb, desk: Desk, rows: RowContext, branch: BranchId, entry: FeedEntry | FileEntry): boolean {
  const file = idOf<FileId>(entry.file);
  if (entry.kind === "left") return markLeft(db, file, branch, desk.now());
  if (!putTruth(db, { file, branch, version: entry.version, hash: entry.hash, state: entry.state })) return false;
  const state = parseFileState(entry.state);
  if (state.ok && !hasOwnWork(db, file)) putRow(db, rowOfState(state.value, rows));
  else refreshRow(db, file, rows);
  return true;
}

/** The gate: protocol.ts has checked that these are lower-case uuids. */
const idOf = <Id extends BranchId | FileId>(text: string): Id => text as unknown as Id;
