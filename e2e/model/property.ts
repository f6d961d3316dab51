import fc from "fast-check";
import { createCoverage, type Coverage } from "./coverage.ts";
import { EVENT_NAMES, EVENTS, type ModelEvent } from "./events.ts";
import { runInMemory, type Run } from "./run-world.ts";
import type { Seams } from "./world.ts";

/** Evenly spread: small numbers are no more likely to go wrong than large ones. */
const pick = fc.noBias(fc.nat(999));
const event: fc.Arbitrary<ModelEvent> = fc.oneof(...EVENT_NAMES.map((name) => ({
  weight: Math.round(EVENTS[name].weight * 20), arbitrary: fc.tuple(fc.constant(name), pick, pick, pick),
})));

export const EVENTS_A_RUN = 220;

/** A seed of fast-check and, where it was made smaller, its path. */
export type Seed = { readonly seed: number; readonly path?: string };
export type Tally = { runs: number; events: number; calmSteps: number; readonly coverage: Coverage; /** [QU3] Changes of workstations that were sent away, accepted or turned down afterwards. */ sentAway: { accepted: number; turnedDown: number } };
export const newTally = (): Tally => ({ runs: 0, events: 0, calmSteps: 0, coverage: createCoverage(), sentAway: { accepted: 0, turnedDown: 0 } });

export class Broken extends Error {}

/** Every run keeps every promise. `tally` counts what was met. */
export function worldProperty(tally: Tally, seams: () => Seams = () => ({}), run: (seed: number, events: readonly ModelEvent[], seams: Seams) => Promise<Run> = runInMemory, least = EVENTS_A_RUN) {
  return fc.asyncProperty(fc.noBias(fc.nat(0xffff)), fc.noBias(fc.array(event, { minLength: least, maxLength: Math.round(EVENTS_A_RUN * 1.2), size: "max" })), async (seed, events) => {
    const { troubles, coverage, events: happened, calmSteps, sentAway } = await run(seed, events, seams());
    tally.runs += 1;
    tally.events += happened;
    tally.calmSteps = Math.max(tally.calmSteps, calmSteps);
    tally.sentAway.accepted += sentAway.accepted;
    tally.sentAway.turnedDown += sentAway.turnedDown;
    tally.coverage.add(coverage);
    if (troubles.length > 0) throw new Broken(troubles.slice(0, 5).join("\n"));
  });
}
