import fc from "fast-check";
import { expect, test } from "vitest";
import { drawCountry } from "./country.ts";
import { arrivalAt, clockText, CLOSES, LAST, OPENS } from "./hours.ts";
import { planDay, planFiles } from "./plan.ts";
import { SHARES, STORIES } from "./stories.ts";
import { CUT_REGION, NOON, TIMELINE } from "./timeline.ts";

const seeds = fc.integer({ min: 1, max: 2 ** 31 });

test("[DY1] the same seed makes the same day, another one another", () => {
  const day = (seed: number): string => JSON.stringify(planDay(drawCountry(seed, 100), 300, seed));
  expect(day(7)).toBe(day(7));
  expect(day(8)).not.toBe(day(7));
  // Two regions more would be two banks' worth of branches elsewhere: the ids themselves are drawn from the seed.
  expect(drawCountry(7, 3).branches.map(({ id }) => id)).toEqual(drawCountry(7, 100).branches.slice(0, 3).map(({ id }) => id));
});

test("[DY1] whatever the seed: steps in order of the clock and none after the last minute, companies once but for twins, who ask at two banks", () => {
  fc.assert(fc.property(seeds, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 8, max: 120 }), (seed, files, branches) => {
    const country = drawCountry(seed, branches);
    const planned = planFiles(country, files, seed);
    expect(planned).toHaveLength(files);
    const asked = new Map<number, typeof planned[number][]>();
    for (const file of planned) {
      asked.set(file.company, [...(asked.get(file.company) ?? []), file]);
      expect(file.branch).toBeLessThan(branches);
      for (const [i, { at }] of file.steps.entries()) {
        expect(at).toBeGreaterThanOrEqual(file.steps[i - 1]?.at ?? OPENS);
        expect(at).toBeLessThanOrEqual(LAST);
      }
    }
    for (const [, both] of asked) {
      expect(both.map(({ story }) => story === "twin")).toEqual(both.length === 1 ? [false] : [true, true]);
      if (both.length === 2) expect(new Set(both.map(({ branch }) => country.branches[branch]?.bank)).size).toBe(2);
    }
    const times = planDay(country, files, seed).map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }), { numRuns: 60 });
});

test("[DY1] the new scheme is asked for early before noon, by branches whose line works, and after noon by who may", () => {
  const country = drawCountry(5, 400);
  const planned = planFiles(country, 6_000, 5);
  const of = (story: string) => planned.filter((file) => file.story === story);
  expect(of("early-scheme").length).toBeGreaterThan(20);
  expect(of("scheme").length).toBeGreaterThan(50);
  for (const { steps, branch } of of("early-scheme")) {
    expect(steps.at(-1)?.at).toBeLessThan(NOON);
    expect(country.regions[country.branches[branch]?.region ?? -1]?.code).not.toBe(CUT_REGION);
  }
  for (const { steps } of of("scheme")) expect(steps[0]?.at).toBeGreaterThan(NOON);
  expect(STORIES.filter((story) => of(story).length === 0)).toEqual([]);
  expect(Object.values(SHARES).reduce((sum, share) => sum + share, 0)).toBe(1_000);
});

test("the morning's peak is the busiest half hour, and lunch the quietest part of the day between", () => {
  const counts = Array.from({ length: 18 }, () => 0);
  for (let i = 0; i < 10_000; i += 1) {
    const at = arrivalAt(i / 10_000);
    expect(at >= OPENS && at < CLOSES).toBe(true);
    counts[Math.floor((at - OPENS) / 30)] = (counts[Math.floor((at - OPENS) / 30)] ?? 0) + 1;
  }
  expect(Math.max(...counts)).toBe(counts[1]);
  expect(Math.min(...counts.slice(1, 14))).toBe(Math.min(...counts.slice(7, 11)));
  expect([clockText(OPENS), clockText(NOON), clockText(9 * 60 + 5.9)]).toEqual(["08:30", "12:00", "09:05"]);
  expect(TIMELINE.map(({ at }) => at)).toEqual(TIMELINE.map(({ at }) => at).toSorted((a, b) => a - b));
});
