import { Worker } from "node:worker_threads";
import type { Finding } from "./finding.ts";
import { emptyTally, type Order, type Tally } from "./fuzz-parser.ts";
import { createShared, whatIsFed } from "./watched.ts";
import type { Told } from "./worker.ts";

/** What came of one order: all that was seen, and the finding that ended the thread before its time. */
export type ThreadRun = { readonly tally: Tally; readonly ended: Finding | undefined };
export type FuzzThread = { readonly run: (order: Order, onProgress: (inputs: number) => void) => Promise<ThreadRun>; readonly stop: () => Promise<void> };

/** One input that takes longer hangs: hundreds of times what the slowest needs, on a slow machine that does other things too. */
export const HANGS_AFTER_MS = 10_000;
const MOST_HEAP_MB = 1_024;

/** A thread that is started when it is needed, and again after a fall. Orders one at a time; rejects where a parser cannot even be opened. */
export function createFuzzThread(): FuzzThread {
  let current: { readonly worker: Worker; readonly shared: ReturnType<typeof createShared> } | undefined;
  const start = () => {
    const shared = createShared();
    return { shared, worker: new Worker(new URL("worker.ts", import.meta.url), { workerData: shared, resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } }) };
  };
  return {
    run: (order, onProgress) => {
      current ??= start();
      const { worker, shared } = current;
      let last = emptyTally();
      let end: Finding | undefined;
      const finding = (what: string, message: string): Finding => ({ kind: order.kind, what, message, input: whatIsFed(shared)?.input ?? new Uint8Array() });
      const unwatch = watchForHang(shared, () => {
        end = finding("hangs", `no answer after ${HANGS_AFTER_MS / 1_000} s`);
        void worker.terminate();
      });
      return new Promise<ThreadRun>((resolve, reject) => {
        const settled = (): void => {
          unwatch();
          worker.off("message", hear).off("error", fall).off("exit", leave);
        };
        const hear = (told: Told): void => {
          if (told.kind === "failed") {
            settled();
            return reject(new Error(`${order.name}: ${told.message}`));
          }
          last = told.tally;
          onProgress(last.inputs);
          if (told.kind !== "done") return undefined;
          settled();
          return resolve({ tally: last, ended: undefined });
        };
        // What nobody awaited, and memory past its limit, arrive here.
        const fall = (error: unknown): void => {
          end ??= error instanceof Error ? finding(`falls: ${"code" in error ? String(error.code) : error.name}`, error.stack ?? error.message) : finding("falls", String(error));
        };
        const leave = (): void => {
          current = undefined;
          settled();
          resolve({ tally: last, ended: end ?? finding("falls", "the thread ended") });
        };
        worker.on("message", hear).on("error", fall).on("exit", leave);
        worker.postMessage(order);
      });
    },
    stop: async () => {
      await current?.worker.terminate();
    },
  };
}

/** Answers the way to stop watching. */
function watchForHang(shared: ReturnType<typeof createShared>, onHang: () => void): () => void {
  let held: { readonly count: number; readonly since: number } | undefined;
  const watching = setInterval(() => {
    const fed = whatIsFed(shared);
    if (fed === undefined || fed.count !== held?.count) held = fed === undefined ? undefined : { count: fed.count, since: Date.now() };
    else if (Date.now() - held.since > HANGS_AFTER_MS) onHang();
  }, 200);
  return () => clearInterval(watching);
}
