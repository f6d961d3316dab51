import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { bodyHashOf, changeHashOf, pushSigningText, type Sealed, type Sha256 } from "../../../shared/sync/change.ts";
import type { PushRequest, SealedContent } from "../../../shared/sync/protocol.ts";
import { readKnownHead, type KnownHead } from "../../../shared/sync/read-head.ts";
import { verifyEd25519 } from "../keys/verify-ed25519.ts";

/** A change of a colleague, as heard from her own workstation. */
export type HeardChange = { readonly head: KnownHead; readonly sealed: Sealed; readonly hash: string };
export type SignedPushContext = {
  readonly bank: string;
  readonly author: { readonly user: string; readonly publicKey: string };
  readonly sha256: Sha256;
  /** Where all of it must belong; absent: anywhere. */
  readonly branch?: string;
};

/** [OB12] What a colleague's replica signed: its changes in order, or why nothing of it is believed. */
export function readSignedPush({ push }: SealedContent, { bank, author, branch, sha256 }: SignedPushContext): Result<readonly HeardChange[], "damaged" | "forged"> {
  const changes: HeardChange[] = [];
  for (const [index, sealed] of push.changes.entries()) {
    // A kind of a newer Guichet cannot be shown here; the centre will judge it, and until then the file is as it was.
    const head = readKnownHead(sealed.head);
    const before = changes.at(-1);
    if (head === undefined || head.seq !== push.first + index || (before !== undefined && head.prev !== before.hash)) return err("damaged");
    if (head.replica !== push.replica || head.author !== author.user || head.bank !== bank || (branch !== undefined && head.branch !== branch)) return err("forged");
    if (bodyHashOf(sha256, sealed.salt, sealed.body) !== head.bodyHash) return err("damaged");
    changes.push({ head, sealed, hash: changeHashOf(sha256, sealed.head) });
  }
  return isSigned(author.publicKey, push, changes) ? ok(changes) : err("forged");
}

function isSigned(publicKey: string, { centre, epoch, replica, first, signature }: PushRequest, changes: readonly HeardChange[]): boolean {
  const last = changes.at(-1);
  if (last === undefined) return false;
  const text = pushSigningText({ centre, epoch, replica, first, last: last.head.seq, lastHash: last.hash });
  return verifyEd25519(publicKey, Buffer.from(text), Buffer.from(signature, "base64url"));
}
