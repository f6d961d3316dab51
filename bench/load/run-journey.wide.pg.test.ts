import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, inject, test } from "vitest";
import { compilePage } from "../../build/verification/compile-page.ts";
import type { Journey } from "./journey.ts";
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

const journeyNamed = (name: string): Journey => readJourneys().find((journey) => journey.name === name) ?? expect.fail(`no ${name}`);
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "guichet-load-"));
  folders.push(folder);
  return folder;
}

test("verifications at a low rate: numbers registered before, each question judged, the mix and what was remembered told, the centre recounted", async () => {
  const journey = journeyNamed("verify");
  const load = await openLoad({ ...journey, directory: { banks: 2, branches: 1, persons: 1 }, workstations: 3, asks: { first: 20, again: 70, wrong: 10 } }, newFolder(), { postgresUrl: inject("pgUrl") });
  try {
    const { phases } = await load.run([{ seconds: 2, perSecond: 50 }], 0);
    expect(phases.map(({ lost, fault, arrivals }) => ({ lost, fault, arrivals }))).toEqual([{ lost: 0, fault: undefined, arrivals: 100 }]);
    const told = await load.recount();
    const [, verified, matched, mismatched, remembered] = /; (\d+) verified: (\d+) matched, (\d+) did not and were not to, (\d+) from memory/.exec(told) ?? [];
    expect([Number(verified), Number(matched) + Number(mismatched)]).toEqual([100, 100]);
    expect(Number(mismatched)).toBeGreaterThan(5);
    // The first ones have nobody before them; nearly all that are asked again come from memory.
    expect(Number(remembered)).toBeGreaterThan(40);
  } finally {
    await load.close();
  }
});

test("the page at a low rate: whole, then by its mark", async () => {
  const folder = newFolder();
  const page = join(folder, "page");
  await compilePage({ out: page });
  const load = await openLoad({ ...journeyNamed("downloads"), workstations: 2 }, folder, { postgresUrl: inject("pgUrl"), page });
  try {
    const { phases, steps } = await load.run([{ seconds: 1, perSecond: 20 }], 0);
    expect(phases.map(({ lost, fault, arrivals }) => ({ lost, fault, arrivals }))).toEqual([{ lost: 0, fault: undefined, arrivals: 20 }]);
    expect([...steps].map(([name, { totalCount }]) => ({ name, totalCount }))).toEqual([{ name: "page", totalCount: 20 }, { name: "again", totalCount: 20 }]);
  } finally {
    await load.close();
  }
});

test("Monday at a low rate, through two servers: all answers as said, none lost, and the centre recounts the same", async () => {
  const journey = journeyNamed("monday");
  const folder = newFolder();
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
