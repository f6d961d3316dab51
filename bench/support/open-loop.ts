import { build, type Histogram } from "hdr-histogram-js";

export type OpenLoop = { readonly latenciesMs: Histogram; readonly lost: number; readonly sent: number };

/**
 * Starts `count` requests at a fixed rate whatever the answers do, and measures each from the moment it was meant to start, so that a
 * stall is counted on every request that it held back. The first `unmeasured` ones are sent at the same rate and not measured: a server
 * just started has compiled nothing yet. Those that fail are counted all the same.
 */
export async function openLoop(ratePerSecond: number, count: number, unmeasured: number, send: (i: number) => Promise<void>): Promise<OpenLoop> {
  const latenciesMs = build({ numberOfSignificantValueDigits: 3, highestTrackableValue: 120_000_000 });
  let lost = 0;
  const running: Promise<void>[] = [];
  const start = performance.now();
  let next = 0;
  await new Promise<void>((resolve) => {
    const tick = (): void => {
      const due = Math.min(count, Math.floor(((performance.now() - start) / 1000) * ratePerSecond) + 1);
      for (; next < due; next += 1) {
        const intended = start + (next / ratePerSecond) * 1000;
        const isMeasured = next >= unmeasured;
        const record = (): void => {
          if (isMeasured) latenciesMs.recordValue(Math.max(1, Math.round((performance.now() - intended) * 1000)));
        };
        running.push(send(next).then(record, () => { lost += 1; }));
      }
      if (next < count) setTimeout(tick, 1);
      else resolve();
    };
    tick();
  });
  await Promise.all(running);
  return { latenciesMs, lost, sent: count };
}

/** Milliseconds at a percentile (0 to 100) of a histogram kept in microseconds. */
export const atPercentile = ({ latenciesMs }: OpenLoop, percent: number): number => latenciesMs.getValueAtPercentile(percent) / 1000;
