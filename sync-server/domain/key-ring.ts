import { setTimeout as pause } from "node:timers/promises";
import type { Instant } from "../../shared/kernel/instant.ts";
import type { KeptKey, Store } from "../store/store.ts";
import type { Centre } from "./centre.ts";
import { createReceiptSigner, type ReceiptSigner } from "./receipt.ts";
import { openSealingKeys } from "./sealed/sealing-key.ts";

/** A new key is told at once and signs only this much later: by then every server of the centre has read it, and tells it too. */
export const SETTLE_MS = 600_000;
/** Read again so often, whatever was heard. */
const RHYTHM_MS = 60_000;
/** Whoever names keys that there are not waits for one reading with all others who do, no oftener than this. */
const LEAST_MS = 1_000;

/** The centre's keys as this process knows them. Commands make new ones while servers are at work; none is ever taken away. */
export type KeyRing = {
  /** What signs now. Taken once for what has to be of one key. */
  readonly signer: () => ReceiptSigner;
  /** Newest first. */
  readonly sealingKeys: () => readonly KeptKey[];
  /** Reads what was made since. */
  readonly refresh: () => Promise<void>;
  /** The same, for a key that somebody named and that is not known here. */
  readonly learn: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Parts = { readonly store: Pick<Store, "sealingKeys" | "ensureSealingKey">; readonly centre: Pick<Centre, "keys" | "refresh">; readonly now: () => Instant; readonly onError: (error: unknown) => void };

export async function openKeyRing({ store, centre, now, onError }: Parts): Promise<KeyRing> {
  let sealing = await openSealingKeys(store, now());
  let readAt = performance.now();
  let learning: Promise<void> | undefined;
  const signers = new Map<string, ReceiptSigner>();
  const refresh = async (): Promise<void> => {
    readAt = performance.now();
    const [read] = await Promise.all([store.sealingKeys(), centre.refresh()]);
    sealing = read;
  };
  const timer = setInterval(() => void refresh().catch(onError), RHYTHM_MS);
  timer.unref();
  return {
    signer: () => {
      const key = signingKey(centre.keys, now());
      const known = signers.get(key.kid) ?? createReceiptSigner(key);
      signers.set(key.kid, known);
      return known;
    },
    sealingKeys: () => sealing,
    refresh,
    learn: () => (learning ??= pause(Math.max(0, readAt + LEAST_MS - performance.now())).then(refresh).finally(() => { learning = undefined; })),
    close: async () => {
      clearInterval(timer);
      await Promise.all([...signers.values()].map((signer) => signer.close()));
    },
  };
}

/** The newest that had its time; of a centre that has only new ones, the oldest. */
export const signingKey = (keys: Centre["keys"], at: Instant): KeptKey => keys.find(({ madeAt }) => at - madeAt >= SETTLE_MS) ?? keys.at(-1) ?? keys[0];
