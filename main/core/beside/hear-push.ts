import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { PushRequest } from "../../../shared/sync/protocol.ts";
import type { SignPush } from "../carry/sign-push.ts";
import { putHeard } from "../db/heard.ts";
import { getLine, type Replica } from "../db/replica.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { refreshRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";
import { readSignedPush } from "../folder/read-signed-push.ts";

/** One of two desks that are open beside each other on this computer. */
export type Side = { readonly desk: Desk; readonly replica: Replica; readonly signPush: SignPush };

/** What one desk's replica signed is heard at the other, as from the branch's shared folder: apart from truth and own work ([OB13]). Answers the files that look different. G4009, G1005. */
export function hearPush(to: Desk, { replica }: Side, push: PushRequest): Result<readonly FileId[], CodedError> {
  const content = { bank: replica.bank, push };
  const changes = readSignedPush(content, { bank: to.sealer.bank, author: { user: replica.owner, publicKey: replica.key.publicKey }, sha256: to.sealer.sha256 });
  if (!changes.ok) return err({ code: "G8017", params: { reason: changes.error } });
  const heard = {
    replica: push.replica, first: push.first, last: push.first + changes.value.length - 1, content: JSON.stringify(content),
    changes: changes.value.map(({ head, sealed, hash }) => ({ seq: head.seq, hash, file: head.file, kind: head.kind, head: sealed.head, body: sealed.body })),
  };
  const kept = coded(() => to.db.transaction((db) => {
    const files = putHeard(db, heard, to.now(), getLine(db).head.seq);
    if (files !== "fork") for (const file of files) refreshRow(db, file, rowContext(to));
    return { files };
  }));
  if (!kept.ok) return kept;
  return kept.value.files === "fork" ? err({ code: "G4009" }) : ok(kept.value.files);
}
