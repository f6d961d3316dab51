import type { Sha256 } from "../sync/change-form.ts";
import { ZERO_HASH } from "../sync/change-form.ts";

/** One event of the centre's audit, in its place in the chain. `body`: JSON as it was noted, null where it was erased. */
export type AuditLink = {
  readonly n: number;
  /** Of the bank it concerns; null: the centre's own. */
  readonly bank: string | null;
  readonly kind: string;
  /** Milliseconds, by the centre's clock, when it was done. */
  readonly at: number;
  readonly body: string | null;
  readonly bodyHash: string;
  /** Hash of the link before; of the first, zeros. */
  readonly prev: string;
  readonly hash: string;
};
export type AuditTip = Pick<AuditLink, "n" | "hash">;
export const NO_LINK: AuditTip = { n: 0, hash: ZERO_HASH };

export type AuditEvent = Pick<AuditLink, "bank" | "kind" | "at" | "bodyHash">;

/** What stands for an event in the chain: whoever may not see the event follows the chain through it all the same. */
export const eventHashOf = ({ bank, kind, at, bodyHash }: AuditEvent, sha256: Sha256): string => sha256(["guichet-audit-event-1", bank ?? "-", kind, at, bodyHash].join("\n"));
/** The hash of a link, by SHA-256 as everywhere. */
export const linkHashOf = ({ n, prev, event }: { readonly n: number; readonly prev: string; readonly event: string }, sha256: Sha256): string => sha256(["guichet-audit-1", n, prev, event].join("\n"));

export function linkAfter(tip: AuditTip, event: Pick<AuditLink, "bank" | "kind" | "at"> & { readonly body: string }, sha256: Sha256): AuditLink {
  const made = { n: tip.n + 1, bank: event.bank, kind: event.kind, at: event.at, bodyHash: sha256(event.body), prev: tip.hash };
  return { ...made, body: event.body, hash: linkHashOf({ ...made, event: eventHashOf(made, sha256) }, sha256) };
}

export type BrokenLink = { readonly n: number; readonly why: "missing" | "prev" | "body" | "hash" };

/** The first link that is not what it was when it was linked; undefined: all of them hold. */
export function firstBroken(tip: AuditTip, links: readonly AuditLink[], sha256: Sha256): BrokenLink | undefined {
  let before = tip;
  for (const link of links) {
    if (link.n !== before.n + 1) return { n: before.n + 1, why: "missing" };
    if (link.prev !== before.hash) return { n: link.n, why: "prev" };
    if (link.body !== null && sha256(link.body) !== link.bodyHash) return { n: link.n, why: "body" };
    if (linkHashOf({ ...link, event: eventHashOf(link, sha256) }, sha256) !== link.hash) return { n: link.n, why: "hash" };
    before = link;
  }
  return undefined;
}
