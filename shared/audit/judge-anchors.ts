import type { Powers } from "../evidence/powers.ts";
import { anchorName, isSignedAnchor, readAnchor, type AnchorPlace, type CentreKey } from "./anchor.ts";

/** An anchor as a store of anchors holds it. A bucket keeps every version: `file` is the first that was written under the name. */
export type FoundAnchor = { readonly name: string; readonly file: string; /** Something was written over it, or it was hidden by a mark: the lock keeps what was first. */ readonly disturbed?: "overwritten" | "hidden" };
export type AnchorFault = {
  readonly name: string; readonly n?: number;
  /** `unreadable`, `signature`: it is none of the centre's. `before`: the anchor that it follows is not there. `hash`: the link it names is another now. `end`: the chain ends before it. `epoch`: of an epoch still to come. */
  readonly why: "unreadable" | "centre" | "signature" | "before" | "overwritten" | "hidden" | "hash" | "end" | "epoch" | "missing";
};
type Kept = AnchorPlace & { readonly name: string; readonly hash: string; readonly at: number };
export type AnchorReport = {
  readonly read: number;
  /** Of those that agree with the chain. */
  readonly first: Kept | undefined; readonly last: Kept | undefined;
  /** Of an epoch that ended by a restore, beyond what came back: what they held is not in the store any more, and that is no fault. */
  readonly beforeRestore: { readonly anchors: number; readonly upTo: number };
  readonly faults: readonly AnchorFault[];
};
export type AnchorJudge = {
  /** In the order of their names. */
  readonly take: (found: FoundAnchor) => void;
  /** Each link of the chain, in order. `epoch`: the epoch that begins with it. */
  readonly link: (link: { readonly n: number; readonly hash: string }, epoch?: number) => void;
  /** Once all of them were given. `epochs`: every one that the centre knows. `put`: the last that the store says was put: it has to be there. */
  readonly judge: (tip: number, epochs: readonly number[], put?: AnchorPlace) => AnchorReport;
};

/** Whether anchors and chain tell the same: first all anchors are taken, then all links are given, then it is judged. Pure. */
export function createAnchorJudge({ centre, keys, powers, since }: {
  readonly centre: string; readonly keys: readonly CentreKey[]; readonly powers: Powers;
  /** Of a part of the chain: anchors may follow one of a link before this, which is not given. */
  readonly since?: number;
}): AnchorJudge {
  const faults: AnchorFault[] = [];
  const byLink = new Map<number, Kept[]>();
  const names = new Set<string>();
  const texts = new Map<string, string>();
  const agreed = new Set<Kept>();
  const begins: AnchorPlace[] = [];
  let read = 0;

  function take({ name, file, disturbed }: FoundAnchor): void {
    read += 1;
    names.add(name);
    if (disturbed !== undefined) faults.push({ name, why: disturbed });
    const found = readAnchor(file);
    if (found === undefined || anchorName({ epoch: found.anchor.epoch.n, n: found.anchor.n }) !== name) return void faults.push({ name, why: "unreadable" });
    const { anchor } = found;
    const { n, hash, at, before, epoch } = anchor;
    if (anchor.centre !== centre) return void faults.push({ name, n, why: "centre" });
    if (!isSignedAnchor(found, keys, powers)) return void faults.push({ name, n, why: "signature" });
    // The first that is given may follow one whose time in the store is over.
    const isOutside = before !== null && since !== undefined ? before.n < since : texts.size === 0;
    if (!isOutside && (before === null || texts.get(anchorName(before)) !== before.hash)) faults.push({ name, n, why: "before" });
    texts.set(name, powers.sha256(powers.encode(found.text)));
    byLink.set(n, [...(byLink.get(n) ?? []), { epoch: epoch.n, n, name, hash, at }]);
  }

  function judge(tip: number, epochs: readonly number[], put?: AnchorPlace): AnchorReport {
    if (put !== undefined && !names.has(anchorName(put))) faults.push({ name: anchorName(put), n: put.n, why: "missing" });
    const all = [...byLink.values()].flat().toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const present = Math.max(...epochs, 0);
    const isOfBefore = ({ epoch, n }: Kept): boolean => epoch < present && (!epochs.includes(epoch) || begins.some((begun) => begun.epoch > epoch && begun.n <= n));
    let [lost, upTo] = [0, 0];
    for (const one of all) {
      const { name, n, epoch } = one;
      if (epoch > present) faults.push({ name, n, why: "epoch" });
      else if (agreed.has(one)) continue;
      else if (isOfBefore(one)) [lost, upTo] = [lost + 1, Math.max(upTo, n)];
      else faults.push({ name, n, why: n > tip ? "end" : "hash" });
    }
    const held = all.filter((one) => agreed.has(one)).toSorted((a, b) => a.n - b.n);
    return { read, first: held[0], last: held.at(-1), beforeRestore: { anchors: lost, upTo }, faults: faults.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)) };
  }

  return {
    take,
    link: ({ n, hash }, epoch) => {
      if (epoch !== undefined) begins.push({ epoch, n });
      for (const one of byLink.get(n) ?? []) if (one.hash === hash) agreed.add(one);
    },
    judge,
  };
}

/** The epoch that a link of the chain begins, by its body; undefined of any other link. */
export function epochBegunBy({ kind, body }: { readonly kind: string; readonly body: string | null }): number | undefined {
  if (kind !== "centre.epoch" || body === null) return undefined;
  const told = /"after"\s*:\s*\{\s*"epoch_n"\s*:\s*(\d+)/.exec(body)?.[1];
  const was = /"before"\s*:\s*\{\s*"epoch_n"\s*:\s*(\d+)/.exec(body)?.[1];
  return told === undefined || told === was ? undefined : Number(told);
}
