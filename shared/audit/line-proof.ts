import type { Powers } from "../evidence/powers.ts";
import { isObject, parseJson } from "../kernel/json.ts";
import { anchorFile, isSignedAnchor, readAnchor, type CentreKey } from "./anchor.ts";
import { eventHashOf, linkHashOf } from "./audit-link.ts";

/** What the centre's audit says of one push of the workstation that asks: when, and the body as it was noted. */
export type OwnEvent = { readonly at: number; readonly body: string };
/** A run of the chain from a push of one's own to the next link that an anchor holds: events of others by their hash alone. `anchor`: undefined where the answer was cut, and the next one goes on. */
export type ProofRun = {
  readonly from: number; /** Hash of the link before. */ readonly prev: string; readonly links: readonly (string | OwnEvent)[];
  readonly anchor?: { readonly text: string; readonly kid: string; readonly signature: string } | undefined;
};
export type ProvenPush = { readonly n: number; readonly first: number; readonly last: number; readonly hash: string };
/** `gap`: the run does not go on where the one before was cut. `event`: it is no event of this replica's. `anchor`: none that the centre signed. `hash`: the chain does not lead to what the anchor holds. */
export type ProofFault = { readonly n: number; readonly why: "gap" | "event" | "anchor" | "hash" };
export type Anchored = { readonly epoch: number; readonly n: number; readonly hash: string; readonly at: number };
export type LineProof = {
  /** Each run in order. Nothing of it is proven until an anchor holds its end. */
  readonly take: (run: ProofRun) => ProofFault | undefined;
  readonly proven: () => readonly ProvenPush[];
  /** The last anchor that held. */
  readonly anchored: () => Anchored | undefined;
};

/** Whether the centre's chain, as far as its signed anchors hold it, has the pushes of one replica. Pure; whoever asks compares them with her own line. */
export function createLineProof({ bank, replica, centre, keys, powers }: { readonly bank: string; readonly replica: string; readonly centre: string; readonly keys: readonly CentreKey[]; readonly powers: Powers }): LineProof {
  const sha256 = (text: string): string => powers.sha256(powers.encode(text));
  const proven: ProvenPush[] = [];
  let anchored: Anchored | undefined;
  let open: { readonly n: number; readonly hash: string; readonly pushes: readonly ProvenPush[] } | undefined;

  return {
    proven: () => proven,
    anchored: () => anchored,
    take: ({ from, prev, links, anchor }) => {
      if (open !== undefined && (from !== open.n + 1 || prev !== open.hash)) return { n: from, why: "gap" };
      let [n, hash] = [from - 1, prev];
      const pushes = [...(open?.pushes ?? [])];
      for (const link of links) {
        n += 1;
        const push = typeof link === "string" ? undefined : readPush(n, link, replica);
        if (typeof link !== "string" && push === undefined) return { n, why: "event" };
        if (push !== undefined) pushes.push(push);
        const event = typeof link === "string" ? link : eventHashOf({ bank, kind: "changes.taken", at: link.at, bodyHash: sha256(link.body) }, sha256);
        hash = linkHashOf({ n, prev: hash, event }, sha256);
      }
      open = { n, hash, pushes };
      if (anchor === undefined) return undefined;
      const read = readAnchor(anchorFile(anchor.text, anchor.kid, anchor.signature));
      if (read === undefined || read.anchor.centre !== centre || !isSignedAnchor(read, keys, powers)) return { n, why: "anchor" };
      if (read.anchor.n !== n || read.anchor.hash !== hash) return { n, why: "hash" };
      proven.push(...pushes);
      anchored = { epoch: read.anchor.epoch.n, n, hash, at: read.anchor.at };
      open = undefined;
      return undefined;
    },
  };
}

function readPush(n: number, { body }: OwnEvent, replica: string): ProvenPush | undefined {
  const told = parseJson(body);
  if (!isObject(told) || told["replica_id"] !== replica) return undefined;
  const { first_seq: first, last_seq: last, last_hash: hash } = told;
  return typeof first === "number" && typeof last === "number" && typeof hash === "string" && first >= 1 && last >= first ? { n, first, last, hash } : undefined;
}
