import { expect, test } from "vitest";
import { createRandom } from "../../../shared/testing/random.ts";
import { PACE } from "./pace.ts";
import { createPollRhythm } from "./poll-rhythm.ts";
import { createStreamWatch } from "./stream-watch.ts";

const MINUTE = 60_000;

function watched() {
  let now = 0;
  const watch = createStreamWatch(PACE.again, () => 0.5, () => now);
  return { ...watch, after: (ms: number) => { now += ms; } };
}

test("[SY71] a first word that does not come tells at once, if the centre answered otherwise", () => {
  const watch = watched();
  expect(watch.ended("no-greeting", false)).toBe(false);
  expect([watch.isHeldBack(), watch.mayOpen()]).toEqual([false, true]);
  expect(watch.ended("no-greeting", true)).toBe(true);
  expect([watch.isHeldBack(), watch.mayOpen()]).toEqual([true, false]);
});

test("[SY71] one heap or silence may be a computer that slept, two in a row are the way's doing", () => {
  const watch = watched();
  expect(watch.ended("kept", true)).toBe(false);
  watch.proved();
  expect(watch.ended("kept", true)).toBe(false);
  expect(watch.ended("ended", true)).toBe(false);
  expect(watch.ended("kept", true)).toBe(true);
  expect(watch.isHeldBack()).toBe(true);
});

test("[SY71] it is tried again now and then, ever more seldom, an hour at most; a word that comes through ends it", () => {
  const watch = watched();
  watch.ended("no-greeting", true);
  for (const minutes of [10, 20, 40, 60, 60]) {
    watch.after(minutes * MINUTE - 1);
    expect([minutes, watch.mayOpen()]).toEqual([minutes, false]);
    watch.after(1);
    expect(watch.mayOpen()).toBe(true);
    watch.ended("kept", true);
  }
  watch.after(60 * MINUTE);
  watch.proved();
  expect([watch.isHeldBack(), watch.mayOpen()]).toEqual([false, true]);
  watch.ended("no-greeting", true);
  watch.after(10 * MINUTE);
  expect(watch.mayOpen()).toBe(true);
});

test("[SY71] a stream that was tried again and cut is not asked for at every turn", () => {
  const watch = watched();
  watch.ended("no-greeting", true);
  watch.after(10 * MINUTE);
  expect(watch.ended("ended", true)).toBe(false);
  expect([watch.isHeldBack(), watch.mayOpen()]).toEqual([true, false]);
});

/** Requests of an idle hour. */
const askedInAnHour = (isHeldBack: boolean, seed: number): number => {
  const rhythm = createPollRhythm(PACE, createRandom(seed).next);
  let asked = 0;
  for (let now = rhythm.nextMs(isHeldBack); now < 60 * MINUTE; now += rhythm.nextMs(isHeldBack)) {
    asked += 1;
    rhythm.answered(false);
  }
  return asked;
};

test("[SY71] where streams are held back, an idle hour costs at most 75 questions, and no wait is longer than 72 seconds", () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    expect(askedInAnHour(true, seed)).toBeLessThanOrEqual(75);
    expect(askedInAnHour(true, seed)).toBeGreaterThan(50);
  }
  const rhythm = createPollRhythm(PACE, () => 0.999);
  for (let turn = 0; turn < 20; turn += 1) {
    expect(rhythm.nextMs(true)).toBeLessThanOrEqual(72_000);
    rhythm.answered(false);
  }
});

test("[SY71] after something new it asks soon again; those that began together do not ask together", () => {
  const rhythm = createPollRhythm(PACE, () => 0.5);
  for (let turn = 0; turn < 20; turn += 1) rhythm.answered(false);
  expect(rhythm.nextMs(true)).toBe(60_000);
  rhythm.answered(true);
  expect([rhythm.nextMs(true), rhythm.nextMs(false)]).toEqual([10_000, 20_000]);
  const waits = Array.from({ length: 100 }, (_, seed) => createPollRhythm(PACE, createRandom(seed).next).nextMs(true));
  expect(new Set(waits).size).toBeGreaterThan(80);
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(3_000);
});
