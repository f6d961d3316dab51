import { anchorFile, anchorName, anchorSigningText, anchorText, type Anchor } from "../../../shared/audit/anchor.ts";
import { ZERO_HASH } from "../../../shared/sync/change-form.ts";
import type { AnchorStore } from "../../objects/anchor-store.ts";
import type { AnchorRows, AnchorStanding } from "../../store/store.ts";
import type { ReceiptSigner } from "../receipt.ts";
import { sha256 } from "../sha256.ts";

/** At most so often, whatever is done meanwhile and by however many servers; and so long after an object store that was away is asked again. */
export const ANCHOR_EVERY_MS = 30_000;

export type AnchorAge = { readonly lastPutAt: number | undefined; /** When the first link was made that no anchor holds yet; undefined: every link is anchored. */ readonly openSince: number | undefined };
export type Anchorer = {
  /** What was seen at the last look. */
  readonly age: () => AnchorAge;
  /** Anchors the end of the chain if that is due. Its faults are told once until it works again; it never throws. */
  readonly run: (isLast?: boolean) => Promise<void>;
};
type Parts = {
  readonly store: AnchorRows; readonly anchors: AnchorStore; readonly now: () => number;
  readonly signer: () => Pick<ReceiptSigner, "kid" | "signText">; readonly onError: (error: unknown) => void;
};

/**
 * Puts the end of the audit's chain into the object store, each anchor naming the one before. An anchor is kept in the store first and put after: whoever comes next, this process or another one, puts
 * the same bytes under the same name. While the object store is away one waits, and the next holds all that came meanwhile.
 */
export function createAnchorer({ store, anchors, now, signer, onError }: Parts): Anchorer {
  let age: AnchorAge = { lastPutAt: undefined, openSince: undefined };
  let [isAway, notBefore] = [false, 0];

  async function anchor(isLast: boolean): Promise<void> {
    let standing = await look();
    if (standing.last !== undefined && standing.last.putAt === null) standing = await put(standing.last);
    const { tip, last, epoch, centre } = standing;
    if (tip === undefined || (last !== undefined && last.epoch === epoch.n && (tip.n <= last.n || (!isLast && isSoonAfter(last.at))))) return;
    const made: Anchor = {
      v: 1, centre, epoch, n: tip.n, hash: tip.hash, at: now(),
      before: last === undefined ? null : { epoch: last.epoch, n: last.n, hash: sha256(last.text) },
    };
    const text = anchorText(made);
    const { kid, signText } = signer();
    const row = { epoch: epoch.n, n: tip.n, hash: tip.hash, at: made.at, text, kid, signature: await signText(anchorSigningText(text)), beforeHash: made.before?.hash ?? ZERO_HASH };
    if (await store.keepAnchor(row)) await put(row);
  }

  /** A clock that was set back does not make it wait. */
  function isSoonAfter(at: number): boolean {
    const since = now() - at;
    return since >= 0 && since < ANCHOR_EVERY_MS;
  }

  async function put({ epoch, n, text, kid: by, signature }: { readonly epoch: number; readonly n: number; readonly text: string; readonly kid: string; readonly signature: string }): Promise<AnchorStanding> {
    const name = anchorName({ epoch, n });
    const answer = await anchors.put(name, anchorFile(text, by, signature));
    if (answer === "differs") onError(new Error(`another anchor is at ${name}: this store was taken back without a new epoch, or two centres share one place`));
    await store.noteAnchorPut({ epoch, n }, now());
    return await look();
  }

  async function look(): Promise<AnchorStanding> {
    const standing = await store.anchorStanding();
    age = { lastPutAt: standing.lastPutAt ?? undefined, openSince: standing.unanchoredSince ?? undefined };
    return standing;
  }

  return {
    age: () => age,
    run: async (isLast = false) => {
      if (now() < notBefore && !isLast) return;
      try {
        await anchor(isLast);
        [isAway, notBefore] = [false, 0];
      } catch (error) {
        if (!isAway) onError(error);
        [isAway, notBefore] = [true, now() + ANCHOR_EVERY_MS];
      }
    },
  };
}
