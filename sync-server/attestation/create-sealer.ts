import { Worker } from "node:worker_threads";
import type { AttestationFacts } from "./attestation-facts.ts";
import type { AttestationDone, AttestationOrder } from "./attestation-thread.ts";
import type { SealIdentity } from "./seal-identity.ts";
import type { SealedPdf } from "./seal-pdf.ts";

export type Sealer = {
  /** "busy" when as many as may wait do so already. Rejects when the thread fell: the next call starts another. */
  readonly seal: (facts: AttestationFacts) => Promise<SealedPdf | "busy">;
  readonly close: () => Promise<void>;
};

/** Setting a page takes a tenth of a second: those who come after this many wait longer than anybody would. */
const MOST_WAITING = 32;

type Waiting = { readonly resolve: (sealed: SealedPdf) => void; readonly reject: (error: Error) => void };

/** Makes and seals attestations in a thread of its own, started when first needed: the main one answers everybody meanwhile. */
export function createSealer(identity: SealIdentity): Sealer {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let last = 0;

  function take(done: AttestationDone): void {
    const one = waiting.get(done.id);
    waiting.delete(done.id);
    if (waiting.size === 0) thread?.unref();
    if ("fault" in done) one?.reject(new Error(`the attestation was not made: ${done.fault}`));
    else one?.resolve({ bytes: done.bytes, pages: done.pages });
  }

  function start(): Worker {
    const started = new Worker(new URL("./attestation-thread.ts", import.meta.url), { name: "guichet-attestations", workerData: identity });
    started.unref();
    started.on("message", take);
    const fall = (why: Error): void => {
      if (thread === started) thread = undefined;
      for (const one of waiting.values()) one.reject(why);
      waiting.clear();
    };
    started.once("error", fall).once("exit", () => fall(new Error("the thread that seals attestations ended")));
    return started;
  }

  return {
    seal: async (facts) => {
      if (waiting.size >= MOST_WAITING) return "busy";
      const to = (thread ??= start());
      last += 1;
      const id = last;
      return await new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        // What is promised keeps the process; a thread that has nothing to do does not.
        to.ref();
        to.postMessage({ id, facts } satisfies AttestationOrder);
      });
    },
    close: async () => void (await thread?.terminate()),
  };
}
