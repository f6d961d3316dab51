import fc from "fast-check";
import type { ModelEvent } from "./events.ts";
import { newTally, worldProperty } from "./property.ts";
import { runInMemory } from "./run-world.ts";

/**
 * `node e2e/model/shorten.ts SEED RUN [SECONDS]`: of a run that fails, the fewest events found that still fail in the same words. Whole
 * pieces are left out first, then single events: much sooner done than fast-check's own shrinking of two hundred events.
 */
const [seed = "0", path = "0", seconds = "300"] = process.argv.slice(2);
const WORDS = 24;

async function main(): Promise<string> {
  const found = await fc.check(worldProperty(newTally()), { seed: Number(seed), path, numRuns: 1, endOnFailure: true });
  if (!found.failed || found.counterexample === null) return "this run does not fail";
  const [world, all] = found.counterexample;
  const words = messageOf(found.errorInstance).slice(0, WORDS);
  const fails = async (events: readonly ModelEvent[]): Promise<boolean> => {
    const troubles = await runInMemory(world, events).then((run) => run.troubles, (error: unknown) => [messageOf(error)]);
    return troubles.some((one) => one.startsWith(words));
  };
  const fewest = await shorten(all, fails, Date.now() + Number(seconds) * 1_000);
  return `${words}…\nworld ${world}, ${fewest.length} events\n${JSON.stringify(fewest)}`;
}

async function shorten(all: readonly ModelEvent[], fails: (events: readonly ModelEvent[]) => Promise<boolean>, end: number): Promise<readonly ModelEvent[]> {
  let events = all;
  for (let size = Math.ceil(events.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < events.length && Date.now() < end; ) {
      const fewer = [...events.slice(0, at), ...events.slice(at + size)];
      if (fewer.length < events.length && (await fails(fewer))) events = fewer;
      else at += size;
    }
  }
  return events;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

// A run may wait for the thread that signs receipts, which keeps no process alive.
setInterval(() => undefined, 60_000);
console.log(await main());
process.exit(0); // a signing thread or a timer of a run must not keep it
