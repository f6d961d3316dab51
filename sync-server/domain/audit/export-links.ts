import { eventHashOf, type AuditLink, type AuditTip } from "../../../shared/audit/audit-link.ts";
import { placeOfName, readAnchor } from "../../../shared/audit/anchor.ts";
import { SEEN_BY_ALL, type ExportLink } from "../../../shared/audit/export-format.ts";
import type { FoundAnchor } from "../../../shared/audit/judge-anchors.ts";
import { ZERO_HASH } from "../../../shared/sync/change-form.ts";
import type { AnchorStore } from "../../objects/anchor-store.ts";
import type { Store } from "../../store/store.ts";
import { sha256 } from "../sha256.ts";

const PAGE = 500;

/** Which links are exported: `first` to `last` may be seen, and then on to `end`, the first anchor that holds them all, by hashes only. */
export type ExportRange = { readonly begin: AuditTip; readonly first: number; readonly last: number; readonly end: number };
/** Of which bank; undefined: of all, and the centre's own. */
export type ExportOf = string | undefined;

/** The links of these days, once everything that waits is linked; undefined: nothing was done in them. */
export async function findRange(store: Pick<Store, "auditRange" | "auditLinks" | "linkAudit">, anchors: Pick<AnchorStore, "list"> | undefined, days: { readonly from: number; readonly to: number }, now: number): Promise<ExportRange | undefined> {
  while ((await store.linkAudit(PAGE, now)) > 0);
  const range = await store.auditRange(days.from, days.to);
  if (range === undefined) return undefined;
  const { first, last } = range;
  const [before] = first === 1 ? [] : await store.auditLinks(first - 2, 1);
  return { begin: { n: first - 1, hash: before?.hash ?? ZERO_HASH }, first, last, end: await endOf(store, anchors, last) };
}

async function endOf(store: Pick<Store, "auditLinks">, anchors: Pick<AnchorStore, "list"> | undefined, last: number): Promise<number> {
  const later: string[] = [];
  for await (const _none of anchors?.list((name) => { if (placeOfName(name).n >= last) later.push(name); return false; }) ?? []);
  for (const name of later.toSorted((a, b) => placeOfName(a).n - placeOfName(b).n)) {
    const { n } = placeOfName(name);
    const [link] = await store.auditLinks(n - 1, 1);
    // One of before a restore holds a link that is not here.
    for await (const { file } of anchors?.list((one) => one === name) ?? []) if (link?.n === n && readAnchor(file)?.anchor.hash === link.hash) return n;
  }
  return last;
}

/** Anchors of these links, of whatever epoch. */
export const anchorsOf = (anchors: Pick<AnchorStore, "list">, { begin, end }: ExportRange): AsyncIterable<FoundAnchor> =>
  anchors.list((name) => placeOfName(name).n >= Math.max(begin.n, 1) && placeOfName(name).n <= end);

export async function* exportLinks(store: Pick<Store, "auditLinks">, of: ExportOf, { begin, first, last, end }: ExportRange): AsyncIterable<ExportLink> {
  for (let after = begin.n; after < end;) {
    const links = await store.auditLinks(after, Math.min(PAGE, end - after));
    if (links.length === 0) return;
    for (const link of links) yield link.n >= first && link.n <= last && isSeen(link, of) ? shown(link) : { n: link.n, event: eventHashOf(link, sha256), hash: link.hash };
    after = links.at(-1)?.n ?? end;
  }
}

const isSeen = ({ bank, kind }: AuditLink, of: ExportOf): boolean => of === undefined || bank === of || (bank === null && SEEN_BY_ALL.includes(kind));
const shown = ({ n, bank, kind, at, bodyHash, body, hash }: AuditLink): ExportLink => ({ n, bank, kind, at, bodyHash, body, hash });
