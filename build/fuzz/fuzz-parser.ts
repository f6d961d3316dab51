import { performance } from "node:perf_hooks";
import { setImmediate as breathe } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { createRandom } from "../../shared/testing/random.ts";
import { mutate, wordsOf } from "./mutate.ts";
import type { OpenParser, Outcome } from "./parser.ts";
import { isKnown } from "./known.ts";
import { findingOf, type Finding } from "./finding.ts";

export const KINDS = ["structure", "bytes"] as const;
export type Kind = (typeof KINDS)[number];
export type Order = { readonly name: string; readonly kind: Kind; readonly seed: number; readonly runs: number; readonly mostBytes: number; /** No longer than that once the parser is open, but for the first {@link BATCH}. */ readonly ms: number };
export type Tally = {
  inputs: number;
  accepted: number;
  refused: number;
  slowestMs: number;
  /** Heap and buffers of this thread at their most, beyond what it held before the first input. */
  peakBytes: number;
  /** What is held after all inputs that was not after the first tenth, once the collector ran. */
  grownBytes: number;
  readonly outcomes: Set<string>;
  readonly findings: Finding[];
};
/** Told before an input is fed and after, so that whoever watches knows what hangs. */
export type Watch = { readonly begins: (input: Uint8Array) => void; readonly ended: () => void };

/** Of one run; past them a parser is not worth more time before it is mended. */
const MOST_FINDINGS = 8;
/** fast-check shrinks a failure of so many inputs. */
const BATCH = 250;
/** Inputs that met a new outcome, kept to be changed further. */
const MOST_KEPT = 400;
/** More than this left behind by inputs that are gone is a leak. */
export const MOST_GROWN_BYTES = 64 * 1024 * 1024;

export const emptyTally = (): Tally => ({ inputs: 0, accepted: 0, refused: 0, slowestMs: 0, peakBytes: 0, grownBytes: 0, outcomes: new Set(), findings: [] });

/** Feeds a parser so many inputs of one kind. Resolves with all it saw; a hang or a fall of the thread is for whoever started it to see. */
export async function fuzzParser(parser: OpenParser, order: Order, watch: Watch, tally: Tally): Promise<void> {
  const gauge = createGauge(tally, order.runs);
  // A fault that is known is noted, and hides no other behind it.
  const fed = async (input: Uint8Array): Promise<Outcome> => {
    try {
      return await parser.feed(input);
    } catch (error) {
      const finding = findingOf(order.kind, error, input);
      if (!isKnown(order.name, finding.message)) throw error;
      keep(tally, finding);
      return "refused known";
    }
  };
  const feed = async (input: Uint8Array): Promise<Outcome> => {
    watch.begins(input);
    const at = performance.now();
    const outcome = await fed(input);
    tally.slowestMs = Math.max(tally.slowestMs, performance.now() - at);
    watch.ended();
    return outcome;
  };
  const count = (outcome: Outcome): boolean => {
    tally.inputs += 1;
    tally[outcome.startsWith("accepted") ? "accepted" : "refused"] += 1;
    gauge.look();
    const isNew = !tally.outcomes.has(outcome);
    if (isNew && tally.outcomes.size < MOST_KEPT) tally.outcomes.add(outcome);
    return isNew;
  };
  await (order.kind === "structure" ? byStructure : byBytes)(parser, { ...order, untilMs: Date.now() + order.ms }, feed, count, tally);
  await gauge.end();
  if (tally.grownBytes > MOST_GROWN_BYTES) tally.findings.push({ kind: order.kind, what: "memory grows", message: `${Math.round(tally.grownBytes / 1_048_576)} MiB more are held after the last input than after the first tenth`, input: new Uint8Array() });
}

type Timed = Order & { readonly untilMs: number };
type Feed = (input: Uint8Array) => Promise<Outcome>;
const isOver = ({ runs, untilMs }: Timed, tally: Tally): boolean => tally.inputs >= runs || (tally.inputs >= BATCH && Date.now() >= untilMs) || tally.findings.length >= MOST_FINDINGS;

async function byStructure({ near }: OpenParser, order: Timed, feed: Feed, count: (outcome: Outcome) => boolean, tally: Tally): Promise<void> {
  let failures = 0;
  for (let batch = 0; !isOver(order, tally) && failures < MOST_FINDINGS; batch += 1) {
    let hasFailed = false;
    // What no wall lets through is no input: the bytes' kind is cut there, this one is left out.
    const property = fc.asyncProperty(near.filter((input) => input.length <= order.mostBytes), async (input) => {
      try {
        const outcome = await feed(input);
        if (!hasFailed) count(outcome);
      } catch (error) {
        if (!hasFailed) tally.inputs += 1;
        hasFailed = true;
        throw error;
      }
    });
    const run = await fc.check(property, { seed: order.seed + batch, numRuns: Math.min(BATCH, order.runs - tally.inputs), ...(batch === 0 ? {} : { interruptAfterTimeLimit: Math.max(1, Math.min(60_000, order.untilMs - Date.now())) }) });
    const [input] = run.counterexample ?? [];
    if (run.failed) failures += 1;
    if (run.failed && input !== undefined) keep(tally, findingOf("structure", run.errorInstance, input));
    await breathe();
  }
}

async function byBytes({ samples, words }: OpenParser, order: Timed, feed: Feed, count: (outcome: Outcome) => boolean, tally: Tally): Promise<void> {
  const random = createRandom(order.seed);
  const pool = [...samples];
  const material = { pool, words: wordsOf(words), mostBytes: order.mostBytes };
  while (!isOver(order, tally)) {
    // A real input as it is now and then: what was accepted once has to be each time.
    const input = mutate(pool[random.between(0, pool.length - 1)] ?? new Uint8Array(), random, material);
    try {
      if (count(await feed(input)) && pool.length < samples.length + MOST_KEPT) pool.push(input);
    } catch (error) {
      tally.inputs += 1;
      keep(tally, findingOf("bytes", error, await shortened(input, error, feed)));
    }
    if (tally.inputs % 500 === 0) await breathe();
  }
}

function keep(tally: Tally, finding: Finding): void {
  if (!tally.findings.some(({ what }) => what === finding.what)) tally.findings.push(finding);
}

/** Pieces left out for as long as the same thing happens. */
async function shortened(input: Uint8Array, error: unknown, feed: Feed): Promise<Uint8Array> {
  const { what } = findingOf("bytes", error, input);
  let best = input;
  let left = 300;
  for (let size = Math.ceil(best.length / 2); size >= 1 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < best.length && left > 0; left -= 1) {
      const shorter = Buffer.concat([best.subarray(0, from), best.subarray(from + size)]);
      const isSame = await feed(shorter).then(() => false, (again: unknown) => findingOf("bytes", again, shorter).what === what);
      if (isSame) best = shorter;
      else from += size;
    }
  }
  return best;
}

function createGauge(tally: Tally, runs: number) {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const held = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  collect();
  const before = held();
  let early: number | undefined;
  const grown = (): number => Math.max(0, held() - (early ?? 0));
  return {
    look: (): void => {
      if (tally.inputs % 200 === 0) tally.peakBytes = Math.max(tally.peakBytes, held() - before);
      if (early === undefined && tally.inputs * 10 >= runs) {
        collect();
        early = held();
      }
    },
    // What native work held (a verified signature's bytes) is given back in later turns of the loop: only where much is held is that waited for.
    end: async (): Promise<void> => {
      tally.peakBytes = Math.max(tally.peakBytes, held() - before);
      collect();
      if (early === undefined) return;
      for (let turn = 0; turn < 5 && grown() > MOST_GROWN_BYTES / 2; turn += 1) {
        await new Promise((resolve) => { setTimeout(resolve, 20); });
        collect();
      }
      tally.grownBytes = grown();
    },
  };
}
