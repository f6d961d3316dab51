import { expect, test } from "vitest";
import { startDayClock } from "./day-clock.ts";
import { OPENS } from "./hours.ts";

test("the clock of the day goes at its speed, says how late something is, and lets everybody go when the day is ended early", async () => {
  let now = 1_000;
  const early = new AbortController();
  const clock = startDayClock(2, early.signal, () => now);
  now += 30_000;
  expect(clock.minute()).toBe(OPENS + 60);
  expect(clock.lateMs(OPENS + 58)).toBe(1_000);
  await clock.until(OPENS + 60);
  const waiting = Promise.all([clock.until(OPENS + 500), clock.until(OPENS + 600)]);
  early.abort();
  await waiting;
  await clock.until(OPENS + 700);
});
