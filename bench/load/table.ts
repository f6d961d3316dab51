import type { Histogram } from "hdr-histogram-js";
import type { Measured, MeasuredPhase } from "./run-journey.ts";

const COLUMNS = ["asked/s", "done/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "waits", "lost", "busy"] as const;

/** Milliseconds. */
export type Latencies = { readonly p50Ms: number; readonly p95Ms: number; readonly p99Ms: number; readonly maxMs: number };
export type Row = Latencies & { readonly asked: number; readonly done: number; readonly seconds: number; readonly waits: number; readonly lost: number; readonly busy: number };

const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

export function latenciesOf(histogram: Histogram): Latencies {
  const at = (percent: number): number => (histogram.totalCount === 0 ? 0 : rounded(histogram.getValueAtPercentile(percent) / 1000));
  return { p50Ms: at(50), p95Ms: at(95), p99Ms: at(99), maxMs: histogram.totalCount === 0 ? 0 : rounded(histogram.maxValue / 1000) };
}

export const rowOf = ({ asked, done, seconds, waits, lost, busy, latency }: MeasuredPhase): Row =>
  ({ asked, done: rounded(done), seconds, waits, lost, busy: rounded(busy, 2), ...latenciesOf(latency) });

export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [rounded(row.asked), row.done, row.p50Ms, row.p95Ms, row.p99Ms, row.maxMs, row.waits, row.lost, `${Math.round(row.busy * 100)} %`].map(String));
  return [COLUMNS, ...cells].map((line) => line.map((cell) => cell.padStart(9)).join("")).join("\n");
}

/** One line a step: its own time, from its sending to its answer. */
export const stepsOf = ({ steps }: Measured): Readonly<Record<string, Latencies>> => Object.fromEntries([...steps].map(([name, histogram]) => [name, latenciesOf(histogram)]));

export const stepTable = (steps: Readonly<Record<string, Latencies>>): string =>
  Object.entries(steps).map(([name, { p50Ms, p95Ms, p99Ms, maxMs }]) => `${name.padEnd(12)} p50 ${p50Ms}  p95 ${p95Ms}  p99 ${p99Ms}  max ${maxMs} ms`).join("\n");
