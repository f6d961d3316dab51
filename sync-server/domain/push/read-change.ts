import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { isStorableText } from "../../../shared/kernel/wire-text.ts";
import { bodyHashOf, CHANGE_KINDS, changeHashOf, KIND_VERSIONS, type Head, type Sealed } from "../../../shared/sync/change.ts";
import { MAX_CHANGE_BYTES } from "../../../shared/sync/limits.ts";
import type { PushRequest } from "../../../shared/sync/protocol.ts";
import { readHead, type KnownHead } from "../../../shared/sync/read-head.ts";
import { createBreath } from "../breathe.ts";
import { sha256 } from "../sha256.ts";

/** A change as the centre read it alone, before anything of the store was looked at. */
export type ReadChange = {
  readonly seq: number;
  readonly sealed: Sealed;
  readonly hash: string;
  /** What could be read of the head, also when the change is refused. */
  readonly head: Head | undefined;
  readonly content: { readonly kind: "good"; readonly head: KnownHead; readonly body: unknown } | { readonly kind: "bad"; readonly error: CodedError };
  /** False where the texts cannot or may not be stored: of such a change the centre keeps the hash. */
  readonly kept: boolean;
};

/** Whose line the change must belong to. */
export type LineOwner = { readonly bank: string; readonly replica: string; readonly author: string };

/** All changes of a push, in their places. */
export async function readChanges({ first, changes }: Pick<PushRequest, "first" | "changes">, owner: LineOwner): Promise<readonly ReadChange[]> {
  const read: ReadChange[] = [];
  const breath = createBreath();
  for (const [index, sealed] of changes.entries()) {
    await breath();
    read.push(readChange(sealed, first + index, owner));
  }
  return read;
}

/** [SY8] Everything that is wrong with one change alone. It costs the change its effect, never its place. */
export function readChange(sealed: Sealed, seq: number, owner: LineOwner): ReadChange {
  const hash = changeHashOf(sha256, sealed.head);
  if (Buffer.byteLength(sealed.head) + Buffer.byteLength(sealed.body) > MAX_CHANGE_BYTES) return bad({ code: "G2013", params: { limit: MAX_CHANGE_BYTES } }, undefined, false);
  if (!isStorableText(sealed.head) || !isStorableText(sealed.body)) return bad({ code: "G2011" }, undefined, false);
  const json = parseJson(sealed.head);
  const head = json.ok ? readHead(json.value) : undefined;
  if (head === undefined) return malformed("head", undefined);
  if (head.seq !== seq) return malformed("head.seq", head);
  if (head.replica !== owner.replica) return malformed("head.replica", head);
  if (head.bank !== owner.bank) return malformed("head.bank", head);
  if (head.author !== owner.author) return malformed("head.author", head);
  if (!isKnown(head)) return bad({ code: "G2012", params: { kind: head.kind, version: head.kindVersion } }, head, true);
  if (bodyHashOf(sha256, sealed.salt, sealed.body) !== head.bodyHash) return malformed("head.bodyHash", head);
  const body = parseJson(sealed.body);
  if (!body.ok) return malformed("body", head);
  // Only an escape can hide what the raw text does not show.
  if ((sealed.body.includes("\\u") && !holdsStorable(body.value)) || (sealed.head.includes("\\u") && !holdsStorable(head))) return bad({ code: "G2011" }, head, true);
  return { seq, sealed, hash, head, content: { kind: "good", head, body: body.value }, kept: true };

  function bad(error: CodedError, readable: Head | undefined, kept: boolean): ReadChange {
    return { seq, sealed, hash, head: readable, content: { kind: "bad", error }, kept };
  }
  function malformed(path: string, readable: Head | undefined): ReadChange {
    return bad({ code: "G2014", fields: [{ field: path, reason: "malformed" }] }, readable, true);
  }
}

const isKnown = (head: Head): head is KnownHead => CHANGE_KINDS.some((kind) => kind === head.kind && head.kindVersion <= KIND_VERSIONS[kind]);

function parseJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

/** Every text inside, names included. A body is at most 64 KiB, and JSON.parse has already lived through its depth. */
function holdsStorable(value: unknown): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one === "string" && !isStorableText(one)) return false;
    if (typeof one === "object" && one !== null) {
      for (const [name, inner] of Object.entries(one)) waiting.push(name, inner);
    }
  }
  return true;
}
