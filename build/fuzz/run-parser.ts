import { Worker } from "node:worker_threads";
import { emptyTally, type Kind, type Order, type Tally } from "./fuzz-parser.ts";
import type { Finding } from "./finding.ts";
import type { Parser } from "./parser.ts";
import { createShared, whatIsFed } from "./watched.ts";
import type { WorkerData } from "./worker.ts";

export type RunOptions = { readonly runs: number; readonly seed: number; /** For both kinds together. */ readonly ms: number; readonly stop?: AbortSignal; readonly onProgress?: (inputs: number) => void };
export type ParserResult = { readonly name: string; readonly source: string; readonly kinds: { readonly [K in Kind]: Tally } };

/** One input that takes longer hangs: hundreds of times what the slowest needs, on a slow machine that does other things too. */
export const HANGS_AFTER_MS = 10_000;
const MOST_BYTES = 64 * 1024;
const MOST_HEAP_MB = 768;
/** A parser that hangs that often is not started again. */
const MOST_STARTS = 3;

/** Both kinds of inputs, one after the other, each in a thread of its own. */
export async function runParser(parser: Parser, { runs, seed, ms, stop, onProgress }: RunOptions): Promise<ParserResult> {
  const half = async (kind: Kind, before: number): Promise<Tally> => {
    const untilMs = Date.now() + ms / 2;
    const total = emptyTally();
    for (let start = 0; start < MOST_STARTS && total.inputs < runs && Date.now() < untilMs && stop?.aborted !== true; start += 1) {
      const order = { kind, seed: seed + start * 1_000_003, runs: runs - total.inputs, mostBytes: parser.mostBytes ?? MOST_BYTES, untilMs };
      const fallen = await runThread(parser.name, order, total, (inputs) => onProgress?.(before + inputs), stop);
      if (fallen === undefined) break;
      total.findings.push(fallen);
    }
    return total;
  };
  const structure = await half("structure", 0);
  return { name: parser.name, source: parser.source, kinds: { structure, bytes: await half("bytes", structure.inputs) } };
}

type Told = { readonly kind: "begun" } | { readonly kind: "so-far" | "done"; readonly tally: Tally };

/** Adds to `total`; answers the finding that ended the thread before its time. */
function runThread(name: string, order: Order, total: Tally, onProgress: (inputs: number) => void, stop: AbortSignal | undefined): Promise<Finding | undefined> {
  const shared = createShared();
  const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: { name, order, shared } satisfies WorkerData, resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } });
  let last = emptyTally();
  let end: Finding | undefined;
  let held: { readonly count: number; readonly since: number } | undefined;
  const finding = (what: string, message: string): Finding => ({ kind: order.kind, what, message, input: whatIsFed(shared)?.input ?? new Uint8Array() });
  const watching = setInterval(() => {
    const fed = whatIsFed(shared);
    if (fed === undefined || fed.count !== held?.count) held = fed === undefined ? undefined : { count: fed.count, since: Date.now() };
    else if (Date.now() - held.since > HANGS_AFTER_MS) {
      end = finding("hangs", `no answer after ${HANGS_AFTER_MS / 1_000} s`);
      void worker.terminate();
    }
  }, 100);
  const leave = (): void => void worker.terminate();
  stop?.addEventListener("abort", leave, { once: true });
  return new Promise((resolve, reject) => {
    let isDone = false;
    worker.on("message", (told: Told) => {
      if (told.kind === "begun") return;
      last = told.tally;
      isDone ||= told.kind === "done";
      onProgress(total.inputs + last.inputs);
    });
    // What nobody awaited, and memory past its limit, arrive here.
    worker.on("error", (error: unknown) => {
      const [what, message] = error instanceof Error ? [`falls: ${"code" in error ? String(error.code) : error.name}`, `${error.message}\n${error.stack ?? ""}`] : ["falls", String(error)];
      if (whatIsFed(shared) === undefined && last.inputs === 0) reject(error instanceof Error ? error : new Error(message));
      end ??= finding(what, message);
    });
    worker.on("exit", () => {
      clearInterval(watching);
      stop?.removeEventListener("abort", leave);
      add(total, last);
      resolve(isDone || stop?.aborted === true ? undefined : (end ?? finding("falls", "the thread ended")));
    });
  });
}

function add(total: Tally, one: Tally): void {
  total.inputs += one.inputs;
  total.accepted += one.accepted;
  total.refused += one.refused;
  total.slowestMs = Math.max(total.slowestMs, one.slowestMs);
  total.peakBytes = Math.max(total.peakBytes, one.peakBytes);
  total.grownBytes = Math.max(total.grownBytes, one.grownBytes);
  for (const outcome of one.outcomes) total.outcomes.add(outcome);
  for (const found of one.findings) if (!total.findings.some(({ what }) => what === found.what)) total.findings.push(found);
}
