import fc from "fast-check";
import { expect, test } from "vitest";
import { isLong } from "./model-suite.ts";
import { PLANTED_BUGS, type PlantedBug } from "./planted-bugs.ts";
import { newTally, worldProperty, type Seed } from "./property.ts";

/** What the model says of one run with the bug in it, if it says anything. */
async function heard({ seams }: PlantedBug, { seed, path }: Required<Seed>): Promise<string> {
  const result = await fc.check(worldProperty(newTally(), () => seams), { seed, path, numRuns: 1, endOnFailure: true });
  return result.errorInstance instanceof Error ? result.errorInstance.message : "";
}

/** The run that is known to meet it; where the events changed since, or in a long round, any of the first ones. */
async function isCaught(bug: PlantedBug): Promise<boolean> {
  if (!isLong && bug.by.test(await heard(bug, bug.known))) return true;
  const seed = isLong ? Date.now() % 0x7fffffff : bug.known.seed;
  for (let run = 0; run < bug.within; run += 1) if (bug.by.test(await heard(bug, { seed, path: String(run) }))) return true;
  return false;
}

for (const bug of PLANTED_BUGS) {
  test(`a planted bug is caught: ${bug.name}`, { timeout: 20 * 60_000 }, async () => {
    expect(await isCaught(bug), `not caught in ${bug.within} runs`).toBe(true);
  });
}
