import { build, type Histogram } from "hdr-histogram-js";
import { createRateCurve, type Rate } from "./rate-curve.ts";

/** Milliseconds, from any start. */
export type Clock = { readonly now: () => number; readonly sleep: (ms: number) => Promise<void> };
export const realClock: Clock = { now: () => performance.now(), sleep: (ms) => new Promise((resolve) => { setTimeout(resolve, ms); }) };

/** How an arrival ended: how often it was asked to wait (429, 503). One that fails, rejects. */
export type Arrived = { readonly waits: number };

export type PhaseResult = {
  readonly asked: number; readonly seconds: number; readonly arrivals: number; readonly lost: number; readonly waits: number;
  /** Arrivals ended a second, until the last of the phase had. */
  readonly done: number;
  /** From the intended start to the end, in microseconds. */
  readonly latency: Histogram;
  /** The first reason of a loss. */
  readonly fault: string | undefined;
};

export const createLatency = (): Histogram => build({ numberOfSignificantValueDigits: 3, highestTrackableValue: 600_000_000 });
export const recordMs = (latency: Histogram, ms: number): void => { latency.recordValue(Math.max(1, Math.round(ms * 1000))); };

/** Milliseconds at a percentile, 0 to 100. */
export const atPercentile = (latency: Histogram, percent: number): number => latency.getValueAtPercentile(percent) / 1000;

/**
 * Open loop: each arrival starts at its instant whatever became of those before it, and its latency counts from that instant, even where the
 * loop itself was late, so that a stall is counted on every arrival that it held back. Ends when all have.
 * `onPhase` is told as each phase begins.
 */
export async function runCurve(rates: readonly Rate[], clock: Clock, arrive: (i: number) => Promise<Arrived>, onPhase: (phase: number) => void = () => {}): Promise<readonly PhaseResult[]> {
  const curve = createRateCurve(rates);
  const tallies = curve.phases.map(() => ({ latency: createLatency(), ended: 0, lost: 0, waits: 0, lastMs: 0, fault: undefined as string | undefined }));
  const running: Promise<void>[] = [];
  const start = clock.now();
  let phase = -1;
  for (let i = 0; i < curve.total; i += 1) {
    const due = curve.arrival(i);
    // Timers are late by a millisecond or more: what is due within one half starts now, what is late starts at once.
    for (let left = start + due.ms - clock.now(); left > 0.5; left = start + due.ms - clock.now()) await clock.sleep(Math.max(1, left));
    for (; phase < due.phase; phase += 1) onPhase(phase + 1);
    const tally = tallies[due.phase];
    if (tally === undefined) throw new RangeError("an arrival has a phase");
    const end = (): number => {
      tally.lastMs = clock.now() - start;
      return tally.lastMs - due.ms;
    };
    const follow = async (): Promise<void> => {
      try {
        const { waits } = await arrive(i);
        recordMs(tally.latency, end());
        tally.ended += 1;
        tally.waits += waits;
      } catch (error) {
        end();
        tally.lost += 1;
        tally.fault ??= error instanceof Error ? error.message : String(error);
      }
    };
    running.push(follow());
  }
  await Promise.all(running);
  return curve.phases.map(({ seconds, perSecond, count, startMs }, p) => {
    const { latency, ended, lost, waits, lastMs, fault } = tallies[p] ?? { latency: createLatency(), ended: 0, lost: count, waits: 0, lastMs: 0, fault: undefined };
    return { asked: perSecond, seconds, arrivals: count, lost, waits, done: ended / Math.max(seconds, (lastMs - startMs) / 1000), latency, fault };
  });
}
