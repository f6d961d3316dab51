import { sign, type KeyObject } from "node:crypto";
import { Worker } from "node:worker_threads";

export type TextsToSign = { readonly id: number; readonly texts: readonly string[] };
export type SignedTexts = { readonly id: number; readonly signatures: readonly string[] };

export type TextSigner = {
  /** One Ed25519 signature for each text, in order, base64url. */
  readonly sign: (texts: readonly string[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** Up to this many are signed on the spot: handing them to another thread and hearing of it costs as much. */
const FEW = 4;

type Waiting = { readonly resolve: (signatures: readonly string[]) => void; readonly reject: (error: Error) => void };

/**
 * Signs many texts at a time in a thread of their own, started when first needed: a signature costs as much as all the rest of a change.
 * One message for all of them, where a job of the pool for each would cost this thread half as much as signing. A thread that fell fails
 * what it had in hand, and the next call starts another.
 */
export function createTextSigner(key: KeyObject): TextSigner {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let last = 0;

  function start(): Worker {
    const started = new Worker(new URL("./signing-thread.ts", import.meta.url), { name: "guichet-receipts", workerData: key });
    started.unref();
    started.on("message", ({ id, signatures }: SignedTexts) => {
      waiting.get(id)?.resolve(signatures);
      waiting.delete(id);
    });
    const fall = (why: Error): void => {
      if (thread === started) thread = undefined;
      for (const one of waiting.values()) one.reject(why);
      waiting.clear();
    };
    started.once("error", fall).once("exit", () => fall(new Error("the thread that signs receipts ended")));
    return started;
  }

  return {
    sign: async (texts) => {
      if (texts.length <= FEW) return texts.map((text) => sign(null, Buffer.from(text), key).toString("base64url"));
      const to = (thread ??= start());
      last += 1;
      const id = last;
      return await new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        to.postMessage({ id, texts } satisfies TextsToSign);
      });
    },
    close: async () => void (await thread?.terminate()),
  };
}
