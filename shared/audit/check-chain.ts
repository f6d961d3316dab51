import type { Sha256 } from "../sync/change-form.ts";
import { parseJson } from "../kernel/json.ts";
import { eventHashOf, linkHashOf, type AuditTip } from "./audit-link.ts";
import { linkLine, type ExportLink, type ExportManifest } from "./export-format.ts";
import { epochBegunBy, type AnchorJudge } from "./judge-anchors.ts";
import { isLink } from "./read-export.ts";

/** `unreadable`: the line is none that Guichet writes. `missing`: a number is left out. `body`, `hash`: it is not what its hash says. `end`: the manifest tells another end, or another count. */
export type BrokenLine = { readonly n: number; readonly why: "unreadable" | "missing" | "body" | "hash" | "end" };
export type ChainCheck = {
  /** Undefined: bytes that are no text. */
  readonly line: (text: string | undefined) => void;
  readonly end: () => { readonly broken: BrokenLine | undefined; readonly tip: number; readonly kinds: ReadonlyMap<string, number>; readonly first: number | undefined; readonly last: number | undefined };
};

/** The lines of an export's chain, each with the one before; hidden events by their hash. Goes on after what is broken by what is stated, so that anchors are judged to the end. */
export function createChainCheck({ begin, end, links, shown }: ExportManifest, judge: Pick<AnchorJudge, "link">, sha256: Sha256): ChainCheck {
  let tip: AuditTip = begin;
  let broken: BrokenLine | undefined;
  let [count, seen]: [number, number] = [0, 0];
  let [first, last]: (number | undefined)[] = [];
  const kinds = new Map<string, number>();
  const breaks = (n: number, why: BrokenLine["why"]): void => { broken ??= { n, why }; };
  // An anchor may hold the very link that an export begins after.
  judge.link(begin);

  function take(link: ExportLink): void {
    const { n, hash } = link;
    if (n !== tip.n + 1) breaks(tip.n + 1, "missing");
    let event: string;
    if ("event" in link) event = link.event;
    else {
      event = eventHashOf(link, sha256);
      if (link.body !== null && sha256(link.body) !== link.bodyHash) breaks(n, "body");
      seen += 1;
      kinds.set(link.kind, (kinds.get(link.kind) ?? 0) + 1);
      first ??= link.at;
      last = link.at;
    }
    if (linkHashOf({ n, prev: tip.hash, event }, sha256) !== hash) breaks(n, "hash");
    judge.link(link, "event" in link ? undefined : epochBegunBy(link));
    tip = { n, hash };
  }

  return {
    line: (text) => {
      count += 1;
      const link = text === undefined ? undefined : parseJson(text);
      if (isLink(link) && linkLine(link) === text) take(link);
      else breaks(tip.n + 1, "unreadable");
    },
    end: () => {
      if (tip.n !== end.n || tip.hash !== end.hash || count !== links || seen !== shown) breaks(Math.min(tip.n, end.n) + 1, "end");
      return { broken, tip: tip.n, kinds, first, last };
    },
  };
}
