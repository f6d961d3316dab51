import type { InboxKind } from "../../../shared/bridge/inbox-views.ts";

/** What can lose work or money, in this order; everything else after it, by age. */
const FIRST: readonly InboxKind[] = ["line-stopped", "here-old", "refused"];
const rank = (kind: InboxKind): number => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);

type Ordered = { readonly kind: InboxKind; readonly since: number | undefined; readonly file: string | undefined; readonly other?: unknown };
/** Entries that are about no file have no other either. */
const otherOf = ({ other }: Ordered): string => (typeof other === "string" ? other : "");

/** The oldest first; what nobody knows the age of comes before it, for it may be older. The same order for the same entries, whatever they came in. */
export function compareEntries(a: Ordered, b: Ordered): number {
  return rank(a.kind) - rank(b.kind) || (a.since ?? 0) - (b.since ?? 0) || compare(a.kind, b.kind) || compare(a.file ?? "", b.file ?? "") || compare(otherOf(a), otherOf(b));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
