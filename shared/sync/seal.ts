import type { CodedError } from "../kernel/error-codes.ts";
import type { BankId, BranchId, ChangeId, FileId, ReplicaId, UserId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { isStorableText, utf8Length } from "../kernel/wire-text.ts";
import { bodyHashOf, changeHashOf, HEAD_VERSION, KIND_VERSIONS, ZERO_HASH, type Body, type ChangeKind, type Head, type Sealed, type Sha256 } from "./change.ts";
import { MAX_CHANGE_BYTES } from "./limits.ts";

/** The end of a replica's line: the last number given and the hash that the next change must name. */
export type LineHead = { readonly seq: number; readonly hash: string };
export const EMPTY_LINE: LineHead = { seq: 0, hash: ZERO_HASH };

/** What a person meant, before it has a place in the line. */
export type Intention<K extends ChangeKind = ChangeKind> = {
  readonly kind: K;
  readonly body: Body<K>;
  readonly change: ChangeId;
  readonly file: FileId;
  readonly branch: BranchId;
  readonly base: number;
  readonly madeAt: Instant;
  /** The refused change of this file that this one comes to mend ([SY20]). */
  readonly mends?: ChangeId;
};

/** What every change of one workstation shares. */
export type Sealer = {
  readonly bank: BankId;
  readonly replica: ReplicaId;
  readonly author: UserId;
  readonly rules: string;
  readonly reference: string;
  readonly sha256: Sha256;
  /** 16 random bytes, hex: never used twice. */
  readonly newSalt: () => string;
};

export type SealedChange = { readonly sealed: Sealed; readonly head: Head; readonly line: LineHead };

/**
 * Gives an intention its place after `line`. The texts made here are what is hashed, stored and sent: they are never written again.
 * Errors: G2011 when a text holds what cannot be stored, G2013 when head and body together pass 64 KiB.
 */
export function sealChange(sealer: Sealer, line: LineHead, intention: Intention): Result<SealedChange, CodedError> {
  const body = JSON.stringify(intention.body);
  if (!isStorableText(body) || holdsUnstorable(intention.body)) return err({ code: "G2011" });
  const salt = sealer.newSalt();
  const head: Head = {
    v: HEAD_VERSION,
    bank: sealer.bank,
    branch: intention.branch,
    file: intention.file,
    change: intention.change,
    replica: sealer.replica,
    seq: line.seq + 1,
    prev: line.hash,
    kind: intention.kind,
    kindVersion: KIND_VERSIONS[intention.kind],
    base: intention.base,
    author: sealer.author,
    madeAt: intention.madeAt,
    rules: sealer.rules,
    reference: sealer.reference,
    bodyHash: bodyHashOf(sealer.sha256, salt, body),
    ...(intention.mends === undefined ? {} : { mends: intention.mends }),
  };
  const text = JSON.stringify(head);
  if (utf8Length(text) + utf8Length(body) > MAX_CHANGE_BYTES) return err({ code: "G2013" });
  return ok({ sealed: { head: text, body, salt }, head, line: { seq: head.seq, hash: changeHashOf(sealer.sha256, text) } });
}

/** JSON writes U+0000 and lone surrogates as escapes, which read harmless as text: so the values are looked at too. */
function holdsUnstorable(value: unknown): boolean {
  if (typeof value === "string") return !isStorableText(value);
  if (Array.isArray(value)) return value.some(holdsUnstorable);
  if (typeof value === "object" && value !== null) return Object.entries(value).some(([key, inner]) => !isStorableText(key) || holdsUnstorable(inner));
  return false;
}
