import { createPublicKey, verify } from "node:crypto";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { bodyHashOf, CHANGE_KINDS, changeHashOf, pushSigningText, type ChangeKind, type Head, type Sealed, type Sha256 } from "../../../shared/sync/change.ts";
import type { BranchKeys, PushRequest, SealedContent } from "../../../shared/sync/protocol.ts";
import { readHead } from "../../../shared/sync/read-head.ts";
import { segmentSchema } from "../../../shared/sync/segment.ts";
import { openSegment } from "./segment-box.ts";

/** A change of a colleague, as heard from her own workstation. */
export type HeardChange = { readonly head: Head & { readonly kind: ChangeKind }; readonly sealed: Sealed; readonly hash: string };
export type HeardSegment = { readonly content: SealedContent; readonly changes: readonly HeardChange[] };
/** Why a file of the folder is left alone. */
export type Ignored = "foreign" | "too-large" | "no-key" | "stranger" | "damaged" | "forged" | "other-centre";

export type SegmentContext = {
  readonly keys: BranchKeys;
  readonly bank: string;
  readonly centre: string;
  readonly epoch: string;
  readonly sha256: Sha256;
};

/** [OB12] What a file of the folder holds, or why it is left alone. Nothing in it is believed that its author's replica did not sign. */
export function readSegment(text: string, { keys, bank, centre, epoch, sha256 }: SegmentContext): Result<HeardSegment, Ignored> {
  const segment = parse(text);
  if (segment === undefined) return err("foreign");
  const key = keys.keys.find(({ id, branch }) => id === segment.key && branch === segment.branch);
  if (key === undefined) return err("no-key");
  const content = openSegment(key, segment);
  if (content === undefined) return err("damaged");
  const { push } = content;
  if (push.centre !== centre || push.epoch !== epoch || content.bank !== bank) return err("other-centre");
  const author = keys.colleagues.find(({ replica }) => replica === push.replica);
  if (author === undefined) return err("stranger");
  const changes: HeardChange[] = [];
  for (const [index, sealed] of push.changes.entries()) {
    const head = headOf(sealed);
    const before = changes.at(-1);
    if (head === undefined || head.seq !== push.first + index || (before !== undefined && head.prev !== before.hash)) return err("damaged");
    if (head.replica !== push.replica || head.author !== author.user || head.bank !== bank || head.branch !== segment.branch) return err("forged");
    if (bodyHashOf(sha256, sealed.salt, sealed.body) !== head.bodyHash) return err("damaged");
    changes.push({ head, sealed, hash: changeHashOf(sha256, sealed.head) });
  }
  return isSigned(author.publicKey, push, changes) ? ok({ content, changes }) : err("forged");
}

function parse(text: string): ReturnType<typeof segmentSchema.parse> | undefined {
  try {
    const parsed = segmentSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** A kind of a newer Guichet cannot be shown here; the centre will judge it, and until then the file is as it was. */
function headOf(sealed: Sealed): HeardChange["head"] | undefined {
  try {
    const head = readHead(JSON.parse(sealed.head));
    const kind = CHANGE_KINDS.find((known) => known === head?.kind);
    return head === undefined || kind === undefined ? undefined : { ...head, kind };
  } catch {
    return undefined;
  }
}

function isSigned(publicKey: string, { centre, epoch, replica, first, signature }: PushRequest, changes: readonly HeardChange[]): boolean {
  const last = changes.at(-1);
  if (last === undefined) return false;
  const text = pushSigningText({ centre, epoch, replica, first, last: last.head.seq, lastHash: last.hash });
  try {
    return verify(null, Buffer.from(text), createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" }), Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}
