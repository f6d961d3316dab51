import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import { readHead } from "../../../shared/sync/read-head.ts";
import { listToSend } from "../db/outbox.ts";
import { getLine } from "../db/replica.ts";
import { hearPush, type Side } from "./hear-push.ts";

/**
 * What the colleague has not sent yet is heard at the desk that she helped, which brings it to the centre with its own work. Only of branches that this desk may see: what she
 * made elsewhere stays with her, and what comes after it in her line waits at the centre's door until she has brought it herself. Answers the files that look different.
 */
export function bringBack(from: Side, to: Side): Result<readonly FileId[], CodedError> {
  const { head, answered } = getLine(from.desk.db.read);
  const seen = new Set<string>(to.desk.me().branches.map((branch) => branch.id));
  const files: FileId[] = [];
  for (const { seq, head: text } of listToSend(from.desk.db.read, answered + 1, head.seq - answered)) {
    const branch = readHead(JSON.parse(text))?.branch;
    const push = branch === undefined || !seen.has(branch) ? undefined : from.signPush(seq, 1);
    if (push === undefined) continue;
    const heard = hearPush(to.desk, from, push);
    if (!heard.ok) return heard;
    files.push(...heard.value);
  }
  return ok([...new Set(files)]);
}
