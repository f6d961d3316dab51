import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { SealedContent } from "../../../shared/sync/protocol.ts";
import { putHeard, type NewHeard } from "../db/heard.ts";
import { getLine } from "../db/replica.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { refreshRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";
import type { HeardChange } from "./read-signed-push.ts";

/** What a colleague's replica signed, as it is kept. */
export const heardOf = (content: SealedContent, changes: readonly HeardChange[]): NewHeard => ({
  replica: content.push.replica, first: content.push.first, last: content.push.first + changes.length - 1, content: JSON.stringify(content),
  changes: changes.map(({ head, sealed, hash }) => ({ seq: head.seq, hash, file: head.file, kind: head.kind, head: sealed.head, body: sealed.body })),
});

/** [OB13] Kept apart from truth and from own work, with what shows it, in one transaction. Answers the files that look different, or "fork" where another change was heard at one of its places. */
export const keepHeard = (desk: Desk, heard: NewHeard): Result<readonly FileId[] | "fork", CodedError> =>
  coded(() => desk.db.transaction((db) => {
    const files = putHeard(db, heard, desk.now(), getLine(db).head.seq);
    if (files !== "fork") for (const file of files) refreshRow(db, file, rowContext(desk));
    return files;
  }));
