import fc from "fast-check";
import { expect, test } from "vitest";
import { matrixText, thinCells } from "./coverage.ts";
import { KNOWN_SEEDS } from "./known-seeds.ts";
import { EVENTS_A_RUN, newTally, worldProperty, type Tally } from "./property.ts";

export const isLong = process.env["GUICHET_LONG"] !== undefined;
/** What is left over when the faults stop is gone within so many steps of the network. */
export const MOST_CALM_STEPS = 250;
/** Each fault meets each kind of change at least so often in each of the two parts, or the runs prove less than they say. */
const LEAST_MET = 10;
const MINUTE = 60_000;

/** One part of the seeds; parts are files, so that they run beside each other. `SEED=… RUN=…` replays one run of any of them. */
export function modelSuite({ seed, runs }: { readonly seed: number; readonly runs: number }): void {
  const replayed = process.env["SEED"];
  test("[ST4] [SY10] [SY17] [SY20] [SY31] [SY40] [WS4] [WS9] [WS10] whatever is lost, repeated, late, killed, damaged, moved or taken away: nothing saved is lost, nothing has effect twice, everybody ends equal to the centre", { timeout: (isLong ? 120 : 20) * MINUTE }, async () => {
    const tally = newTally();
    if (replayed !== undefined) return await fc.assert(worldProperty(tally), { seed: Number(replayed), path: process.env["RUN"] ?? "0", numRuns: 1, endOnFailure: true });
    for (const { seed: known, path } of KNOWN_SEEDS) await fc.assert(worldProperty(newTally()), { seed: known, ...(path === undefined ? {} : { path }), numRuns: 1, endOnFailure: true });
    await fc.assert(worldProperty(tally), { seed: isLong ? Date.now() % 0x7fffffff : seed, numRuns: isLong ? runs * 10 : runs, endOnFailure: true });
    tell(tally);
    expect(tally.events).toBeGreaterThanOrEqual(runs * EVENTS_A_RUN * 0.9);
    expect(tally.calmSteps).toBeLessThanOrEqual(MOST_CALM_STEPS);
    expect(Math.min(tally.sentAway.accepted, tally.sentAway.turnedDown), "work of workstations that were sent away").toBeGreaterThan(runs / 30);
    expect(thinCells(tally.coverage, LEAST_MET), matrixText(tally.coverage)).toEqual([]);
  });
}

function tell({ runs, events, calmSteps, sentAway, coverage }: Tally): void {
  console.log(`${runs} runs, ${events} events, calm after ${calmSteps} steps at most; of workstations sent away ${sentAway.accepted} changes accepted, ${sentAway.turnedDown} turned down\n${matrixText(coverage)}`);
}
