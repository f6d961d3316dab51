import { copyTables, type MemoryTables } from "../../sync-server/testing/memory/memory-tables.ts";
import { createMemoryCentre, type MemoryCentre } from "../../sync-server/testing/memory/memory-store.ts";
import { calm } from "./calm.ts";
import { centreTroubles } from "./centre-oracles.ts";
import type { Coverage } from "./coverage.ts";
import { bucketTroubles, damageTruth } from "./damaged-truth.ts";
import { deskTroubles, feedTroubles } from "./desk-oracles.ts";
import { happen, type ModelEvent } from "./events.ts";
import { copyProfile, dropFolder } from "./folder.ts";
import { createRandom } from "./random.ts";
import { bringWorkOfSentAway, type SentAway } from "./sent-away.ts";
import { prepare, type Prepared } from "./template.ts";
import { World, type CentreUnderTest, type Seams } from "./world.ts";

export type Run = { readonly troubles: readonly string[]; readonly coverage: Coverage; readonly events: number; readonly calmSteps: number; /** [QU1] Changes of workstations that were sent away. */ readonly sentAway: SentAway };

type Template = { readonly tables: MemoryTables; readonly prepared: readonly Prepared[]; readonly files: World["files"] };
let template: Promise<Template> | undefined;

/** How an ordinary morning begins: everybody is enrolled and holds what her branches have, made once for all runs. */
async function makeTemplate(): Promise<Template> {
  const centre = createMemoryCentre();
  const fresh = await prepare(centre.connect());
  const world = await World.open(underTest(centre), fresh, 1, {});
  for (const [a, b] of [[0, 0], [1, 1], [2, 2], [3, 0], [3, 1]] as const) await happen(world, ["created", a, b, 0]);
  await calm(world);
  const prepared: Prepared[] = [];
  for (const desk of world.desks) {
    await desk.stop();
    prepared.push({ person: desk.parts.person, profile: desk.profile, key: desk.key, dataDir: copyProfile(desk.dataDir, desk.profile) });
    dropFolder(desk.dataDir);
  }
  for (const { dataDir } of fresh) dropFolder(dataDir);
  return { tables: centre.tables(), prepared, files: world.files };
}

const underTest = (centre: MemoryCentre): CentreUnderTest => ({
  connect: centre.connect, tables: async () => centre.tables(), deadlocks: centre.deadlocks, backup: () => copyTables(centre.tables()), restore: centre.restore,
});

/** One run over the store in memory. */
export async function runInMemory(seed: number, events: readonly ModelEvent[], seams: Seams = {}): Promise<Run> {
  template ??= makeTemplate();
  const { tables, prepared, files } = await template;
  const random = createRandom(seed ^ 0x5eed);
  const centre = createMemoryCentre({
    tables: copyTables(tables),
    // When other transactions go on between two statements of one.
    pause: async () => {
      for (let turns = random.below(4); turns > 0; turns -= 1) await Promise.resolve();
    },
  });
  return await runOver(underTest(centre), prepared, seed, events, seams, files);
}

/** The events in their order, looked at after each; then calm, and everything is compared. */
export async function runOver(centre: CentreUnderTest, prepared: readonly Prepared[], seed: number, events: readonly ModelEvent[], seams: Seams, files: World["files"] = []): Promise<Run> {
  const world = await World.open(centre, prepared, seed, seams, files);
  try {
    for (const event of events) {
      await happen(world, event);
      if (world.troubles.length > 0) break;
    }
    const calmSteps = world.troubles.length > 0 ? 0 : await calm(world);
    if (world.troubles.length === 0) world.troubles.push(...(await feedTroubles(world)));
    const sentAway = world.troubles.length === 0 ? await bringWorkOfSentAway(world, seed) : { brought: 0, accepted: 0, turnedDown: 0 };
    if (world.troubles.length === 0) await damageTruth(world, seed);
    if (world.troubles.length === 0) world.troubles.push(...(await centreTroubles(world)), ...(await deskTroubles(world)), ...(await bucketTroubles(world)));
    return { troubles: world.troubles, coverage: world.coverage, events: world.steps, calmSteps, sentAway };
  } finally {
    await world.close();
  }
}
