import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, inject, test } from "vitest";
import { readJourneys } from "./read-journeys.ts";
import { openLoad } from "./run-journey.ts";
import { rowOf } from "./table.ts";

// As build/test/pg-global.ts provides it: two rooms that this one refers to hold that file, so its own words do not reach here.
declare module "vitest" {
  interface ProvidedContext {
    pgUrl: string;
  }
}

const folders: string[] = [];
afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true }); });

test("Monday at a low rate, through two servers: all answers as said, none lost, and the centre recounts the same", async () => {
  const journey = readJourneys().find(({ name }) => name === "monday") ?? expect.fail("no Monday");
  const folder = mkdtempSync(join(tmpdir(), "guichet-load-"));
  folders.push(folder);
  const load = await openLoad({ ...journey, directory: { banks: 2, branches: 1, persons: 1 }, workstations: 3 }, folder, { processes: 2, postgresUrl: inject("pgUrl") });
  try {
    const first = await load.run([{ seconds: 0.5, perSecond: 10 }, { seconds: 0.5, perSecond: 20 }], 0.2);
    // Odd numbers: the lines go on where the first run left them.
    const second = await load.run([{ seconds: 0.7, perSecond: 10 }], 0);
    const phases = [...first.phases, ...second.phases];
    expect(phases.map(({ fault }) => fault)).toEqual([undefined, undefined, undefined]);
    expect(phases.map(rowOf).map(({ lost, asked }) => ({ lost, asked }))).toEqual([{ lost: 0, asked: 10 }, { lost: 0, asked: 20 }, { lost: 0, asked: 10 }]);
    expect([...second.steps].map(([name, { totalCount }]) => ({ name, totalCount }))).toEqual(journey.steps.map(({ name }) => ({ name, totalCount: 7 })));
    await expect(load.recount()).resolves.toMatch(new RegExp(`^${(2 + 5 + 10 + 7) * 2} changes, `));
  } finally {
    await load.close();
  }
});
