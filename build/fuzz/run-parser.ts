import { emptyTally, KINDS, type Kind, type Tally } from "./fuzz-parser.ts";
import type { FuzzThread } from "./fuzz-thread.ts";
import type { Parser } from "./parser.ts";

export type RunOptions = { readonly thread: FuzzThread; readonly runs: number; readonly seed: number; /** For all kinds together, or for the one. */ readonly ms: number; readonly stop?: AbortSignal; readonly onProgress?: (inputs: number) => void };
export type ParserResult = { readonly name: string; readonly source: string; readonly kinds: { readonly [K in Kind]: Tally } };

const MOST_BYTES = 64 * 1024;
/** A parser that hangs that often is not started again. */
const MOST_STARTS = 3;

/** So many inputs of each kind, one kind after the other. */
export async function runParser(parser: Parser, options: RunOptions): Promise<ParserResult> {
  const told: { [K in Kind]?: Tally } = {};
  const startedAt = Date.now();
  // The bytes are made in no time: what they leave of theirs is for the other kind.
  for (const [place, kind] of (["bytes", "structure"] as const).entries()) {
    const ms = Math.max(1, options.ms - (Date.now() - startedAt)) / (KINDS.length - place);
    told[kind] = await runKind(parser, kind, { ...options, ms, onProgress: (inputs) => options.onProgress?.(inputs + (told.bytes?.inputs ?? 0)) });
  }
  return { name: parser.name, source: parser.source, kinds: { structure: told.structure ?? emptyTally(), bytes: told.bytes ?? emptyTally() } };
}

async function runKind(parser: Parser, kind: Kind, { thread, runs, seed, ms, stop, onProgress }: RunOptions): Promise<Tally> {
  const total = emptyTally();
  for (let start = 0; start < MOST_STARTS && total.inputs < runs && !isStopped(stop); start += 1) {
    const order = { name: parser.name, kind, seed: seed + start * 1_000_003, runs: runs - total.inputs, mostBytes: parser.mostBytes ?? MOST_BYTES, ms };
    const before = total.inputs;
    const { tally, ended } = await thread.run(order, (inputs) => onProgress?.(before + inputs));
    add(total, tally);
    if (ended === undefined) break;
    if (!isStopped(stop)) total.findings.push(ended);
  }
  return total;
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

const isStopped = (stop: AbortSignal | undefined): boolean => stop?.aborted === true;
