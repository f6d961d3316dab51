import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { PushRequest } from "../../../shared/sync/protocol.ts";
import type { SignPush } from "../carry/sign-push.ts";
import type { Replica } from "../db/replica.ts";
import type { Desk } from "../files/desk.ts";
import { heardOf, keepHeard } from "../folder/keep-heard.ts";
import { readSignedPush } from "../folder/read-signed-push.ts";

/** One of two desks that are open beside each other on this computer. */
export type Side = { readonly desk: Desk; readonly replica: Replica; readonly signPush: SignPush };

/** What one desk's replica signed is heard at the other, as from the branch's shared folder: apart from truth and own work ([OB13]). Answers the files that look different. G4009, G1005. */
export function hearPush(to: Desk, { replica }: Side, push: PushRequest): Result<readonly FileId[], CodedError> {
  const content = { bank: replica.bank, push };
  const changes = readSignedPush(content, { bank: to.sealer.bank, author: { user: replica.owner, publicKey: replica.key.publicKey }, sha256: to.sealer.sha256 });
  if (!changes.ok) return err({ code: "G8017", params: { reason: changes.error } });
  const kept = keepHeard(to, heardOf(content, changes.value));
  if (!kept.ok) return kept;
  return kept.value === "fork" ? err({ code: "G4009" }) : ok(kept.value);
}
