import type { BranchId, EpochId, FileId } from "../../../shared/kernel/ids.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import type { FeedEntry, FileEntry, PullAnswer, SnapshotAnswer } from "../../../shared/sync/protocol.ts";
import type { WritableDb } from "../db/connection.ts";
import { eraseHere, sweepSearch } from "../db/erased-files.ts";
import { addMended, wantBranchCheck } from "../db/branch-checks.ts";
import { listCursors, putCursor } from "../db/cursors.ts";
import { markLeft, mendTruth, putTruth } from "../db/file-truth.ts";
import { hasOwnWork } from "../db/own-work.ts";
import { coded } from "../files/coded.ts";
import { markLost } from "../db/epoch.ts";
import type { Desk } from "../files/desk.ts";
import { keepRow, owedRows, refreshRow, rowOfState, type RowContext } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";
import { dropSettledLeft } from "./leave-files.ts";

/** What came and was taken: files whose view may differ now. */
export type TakenIn = { readonly files: readonly FileId[] };
export type TakeInContext = { readonly desk: Desk; readonly epoch: EpochId; /** What is not found yet may still come back. */ readonly recovering: boolean };

/**
 * One answer of a pull, all its branches and their new cursors, in one transaction: killed at any moment, the next pull asks from where the
 * data really is. Errors: G5005 when a state is not what its hash or its place says, G4011 when a feed is behind the cursor: nothing is
 * taken then.
 */
export function takeInFeeds(context: TakeInContext, answer: PullAnswer): Result<TakenIn, CodedError> {
  const { desk, epoch } = context;
  const known = new Map<string, number>(listCursors(desk.db.read).map(({ branch, n }) => [branch, n]));
  const feeds: { readonly branch: BranchId; readonly n: number; readonly at: string | undefined; readonly entries: readonly Judged[] }[] = [];
  for (const { branch, n, at, entries } of answer.feeds) {
    const from = known.get(branch);
    if (from !== undefined && n < from) return err({ code: "G4011", params: { n, known: from } });
    const judged = judgeAll(context, entries);
    if (!judged.ok) return judged;
    feeds.push({ branch: idOf<BranchId>(branch), n, at, entries: judged.value });
  }
  return coded(() => desk.db.transaction((db) => {
    const rows = rowContext(desk);
    const files = feeds.flatMap(({ branch, n, at, entries }) => {
      const taken = entries.filter((entry) => takeEntry(db, desk, rows, branch, entry)).map(({ file }) => file);
      putCursor(db, epoch, { branch, n, snapshot: undefined, at });
      return taken;
    });
    if (feeds.some(({ entries }) => entries.some(({ entry }) => entry.kind === "left" && entry.erased !== undefined))) sweepSearch(db);
    dropSettledLeft(db, desk.now());
    return { files: [...new Set(files)] };
  }));
}

/** [ER17] Files of a former epoch that the centre says were erased. */
export function takeOutErased(desk: Desk, erased: readonly { readonly file: string; readonly on: string; readonly rule: string }[]): Result<TakenIn, CodedError> {
  return coded(() => desk.db.transaction((db) => {
    for (const { file, ...gone } of erased) eraseHere(db, idOf<FileId>(file), gone, desk.now());
    if (erased.length > 0) sweepSearch(db);
    return { files: erased.map(({ file }) => idOf<FileId>(file)) };
  }));
}

/** One page of a branch's first copy, with how far it goes. */
export function takeInSnapshot(context: TakeInContext, branch: BranchId, answer: SnapshotAnswer): Result<TakenIn, CodedError> {
  const { desk, epoch } = context;
  const judged = judgeAll(context, answer.files);
  if (!judged.ok) return judged;
  return coded(() => desk.db.transaction((db) => {
    const rows = rowContext(desk);
    const files = judged.value.filter((entry) => takeEntry(db, desk, rows, branch, entry)).map(({ file }) => file);
    putCursor(db, epoch, { branch, n: answer.n, snapshot: answer.next === undefined ? undefined : { after: idOf<FileId>(answer.next) } });
    if (answer.next === undefined && !context.recovering) markLost(db);
    if (answer.next === undefined) wantBranchCheck(db, branch);
    return { files };
  }));
}

/** [SY62] Files that were not the centre's, as the centre has them now. The cursor stays: what the feed tells of them again does no harm. */
export function takeInMended(context: TakeInContext, branch: BranchId, files: readonly FileEntry[]): Result<TakenIn, CodedError> {
  const { desk } = context;
  const judged = judgeAll(context, files);
  if (!judged.ok) return judged;
  return coded(() => desk.db.transaction((db) => {
    const rows = rowContext(desk);
    for (const one of judged.value) takeEntry(db, desk, rows, branch, one, mendTruth);
    addMended(db, branch, judged.value.length);
    return { files: judged.value.map(({ file }) => file) };
  }));
}

/** [SY62] Files held of a branch that the centre does not have in it, at place `n` of its feed: they leave as any other, and pending work keeps what it needs. */
export function takeOutExtra(desk: Desk, branch: BranchId, n: number, extra: readonly FileId[]): Result<TakenIn, CodedError> {
  if (extra.length === 0) return ok({ files: [] });
  return coded(() => desk.db.transaction((db) => {
    if (listCursors(db).find((cursor) => cursor.branch === branch)?.n !== n) return { files: [] };
    const files = extra.filter((file) => markLeft(db, file, branch, desk.now()));
    addMended(db, branch, files.length);
    dropSettledLeft(db, desk.now());
    return { files };
  }));
}

/** An entry that may be taken; `state` is undefined when it left, or when a newer centre wrote a state that this version cannot read. */
type Judged = { readonly file: FileId; readonly entry: FeedEntry; readonly state: FileState | undefined };

/** Every state is looked at before anything is written. */
function judgeAll(context: TakeInContext, entries: readonly FeedEntry[]): Result<readonly Judged[], CodedError> {
  const judged: Judged[] = [];
  for (const entry of entries) {
    const one = judge(context, entry);
    if (!one.ok) return err({ code: "G5005", params: { what: one.error } });
    judged.push(one.value);
  }
  return ok(judged);
}

function judge({ desk }: TakeInContext, entry: FeedEntry): Result<Judged, string> {
  const file = idOf<FileId>(entry.file);
  if (entry.kind === "left") return ok({ file, entry, state: undefined });
  if (desk.sealer.sha256(entry.state) !== entry.hash) return err("state-hash");
  const state = parseFileState(entry.state);
  if (!state.ok) return state.error.type === "UnknownStatus" ? ok({ file, entry, state: undefined }) : err(`state.${state.error.path}`);
  if (state.value.file !== entry.file || state.value.version !== entry.version) return err("state-place");
  return ok({ file, entry, state: state.value });
}

/** True when something changed here. */
function takeEntry(db: WritableDb, desk: Desk, rows: RowContext, branch: BranchId, { file, entry, state }: Judged, put = putTruth): boolean {
  if (entry.kind === "left" && entry.erased !== undefined) return eraseHere(db, file, entry.erased, desk.now());
  if (entry.kind === "left") return markLeft(db, file, branch, desk.now());
  if (!put(db, { file, branch, version: entry.version, hash: entry.hash, state: entry.state })) return false;
  if (state !== undefined && !hasOwnWork(db, file)) keepRow(db, { row: rowOfState(state, rows), owed: owedRows(state, rows) });
  else refreshRow(db, file, rows);
  return true;
}

/** The gate: protocol.ts has checked that these are lower-case uuids. */
const idOf = <Id extends BranchId | FileId>(text: string): Id => text as unknown as Id;
