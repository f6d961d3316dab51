import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import { putTruth } from "../db/file-truth.ts";
import { listHeardPushesOfFile } from "../db/heard.ts";
import { coded } from "../files/coded.ts";
import type { FileKnown } from "../files/file-known.ts";
import { refreshRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";
import { keepHeard } from "../folder/keep-heard.ts";
import { hearPush, type Side } from "./hear-push.ts";

/**
 * A colleague's desk is given what this one knows of a file: the state that the centre told here, where it is newer than hers, and what waits here of it. Her cursors stay:
 * the centre tells her all of it again, which does no harm. Everything is checked as if it had come from elsewhere.
 */
export function lendFile(from: Side, to: Side, { file, truth, line }: FileKnown): Result<undefined, CodedError> {
  const taken = coded(() => to.desk.db.transaction((db) => {
    if (truth === undefined || truth.stored.stale || truth.stored.left) return;
    const { branch, version, hash, state } = truth.stored;
    if (to.desk.sealer.sha256(state) !== hash) return;
    if (putTruth(db, { file, branch, version, hash, state })) refreshRow(db, file, rowContext(to.desk));
  }));
  if (!taken.ok) return taken;
  for (const { seq, verdict } of line) {
    const push = verdict === undefined ? from.signPush(seq, 1) : undefined;
    const heard = push === undefined ? ok([]) : hearPush(to.desk, from, push);
    if (!heard.ok) return heard;
  }
  return lendHeard(from, to, file);
}

/** What was heard here of a third person, as it was checked when it was heard. What the colleague made herself she has; of a line that forked, each desk keeps what it heard first. */
function lendHeard(from: Side, to: Side, file: FileId): Result<undefined, CodedError> {
  for (const push of listHeardPushesOfFile(from.desk.db.read, file)) {
    const kept = push.replica === to.replica.replica ? ok([]) : keepHeard(to.desk, push);
    if (!kept.ok) return kept;
  }
  return ok(undefined);
}
