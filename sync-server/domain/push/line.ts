import { createPublicKey, verify, type KeyObject } from "node:crypto";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { pushSigningText } from "../../../shared/sync/change.ts";
import type { PushRequest } from "../../../shared/sync/protocol.ts";
import type { LineRow } from "../../store/store.ts";
import type { ReplicaRow } from "../../store/store.ts";
import type { ReadChange } from "./read-change.ts";

/** [SY1] [SY3] [SY6]: what can be said before the line's kept part is read. `released`: out of quarantine, whose replica was sent away ([QU3]). */
export function refuseLine(user: string, replica: ReplicaRow | undefined, request: PushRequest, changes: readonly ReadChange[], released = false): CodedError | undefined {
  if (replica === undefined || replica.person !== user || (replica.revoked && !released)) return { code: "G3003" };
  if (!isSigned(replica.publicKey, request, changes)) return { code: "G4012" };
  if (request.first > replica.have + 1) return { code: "G4008", params: { have: replica.have } };
  return undefined;
}

/** [SY4] [SY7]: the first place where these changes are not the line that the centre has. `kept` holds the centre's rows from `first` on. */
export function findFork(replica: ReplicaRow, changes: readonly ReadChange[], kept: readonly LineRow[]): number | undefined {
  const hashes = new Map(kept.map((row) => [row.seq, row.hash]));
  let before: string | undefined;
  for (const { seq, hash, head } of changes) {
    const known = hashes.get(seq);
    if (known !== undefined && known !== hash) return seq;
    const expected = before ?? (seq === replica.have + 1 ? replica.lastHash : undefined);
    if (known === undefined && head !== undefined && expected !== undefined && head.prev !== expected) return seq;
    before = hash;
  }
  return undefined;
}

export function isSigned(publicKey: string, request: PushRequest, changes: readonly ReadChange[]): boolean {
  const last = changes.at(-1);
  if (last === undefined) return false;
  const text = pushSigningText({ centre: request.centre, epoch: request.epoch, replica: request.replica, first: request.first, last: last.seq, lastHash: last.hash });
  const key = keyOf(publicKey);
  return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(request.signature, "base64url"));
}

const keys = new Map<string, KeyObject>();
const MAX_KEYS = 5_000;

/** Undefined when the text is not an Ed25519 public key. */
export function keyOf(x: string): KeyObject | undefined {
  const known = keys.get(x);
  if (known !== undefined) return known;
  try {
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    if (keys.size >= MAX_KEYS) keys.clear();
    keys.set(x, key);
    return key;
  } catch {
    return undefined;
  }
}
