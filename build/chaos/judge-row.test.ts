import { expect, test } from "vitest";
import { atShare, isLate, judgeRow, partOf, STEADY_MS, windowOf, type Batch } from "./judge-row.ts";

/** Ten a second for a minute, each answered after 20 ms but for what `took` says; undefined: never. */
const minute = (took: (dueMs: number) => number | undefined = () => 20, accepted = true): readonly Batch[] =>
  Array.from({ length: 600 }, (_, i) => {
    const ms = took(i * 100);
    return { desk: i % 4, dueMs: i * 100, sentMs: i * 100, answeredMs: ms === undefined ? undefined : i * 100 + ms, accepted: ms === undefined ? undefined : accepted };
  });
const TIMES = { faultMs: 20_000, liftedMs: 25_000, endMs: 60_000 };
/** A stall: what was sealed in it is answered at its end. */
const stall = (from: number, to: number) => (due: number): number => (due >= from && due < to ? to - due + 20 : 20);

test("[CH1] a row in which nothing was late holds the level, and took no time to be back", () => {
  const judged = judgeRow(minute(), TIMES);
  expect(judged).toMatchObject({ rtoMs: 0, rtoLiftedMs: 0, lateSeconds: 0, whole: { sent: 600, answered: 600, accepted: 600, refused: 0, share: 1, p50Ms: 20, p99Ms: 20, slowestMs: 20 } });
  expect([judged.before.sent, judged.during.sent, judged.after.sent]).toEqual([200, 50, 350]);
  expect(windowOf(judged.lateSeconds)).toEqual({ holdsOverSeconds: 0, timesAMonth: undefined });
});

test("[CH1] a stall counts on every batch that it held back for more than a second, and is over where they are answered in time again", () => {
  const judged = judgeRow(minute(stall(20_000, 28_000)), TIMES);
  // Those of the last second were answered within one: 70 batches of 600 were late.
  expect(judged.whole.share).toBeCloseTo(1 - 71 / 600, 5);
  expect(judged.rtoMs).toBe(7_100);
  expect(judged.rtoLiftedMs).toBe(2_100);
  expect(judged.lateSeconds).toBeCloseTo(7.1, 1);
  expect([judged.before.share, judged.after.share]).toEqual([1, 1]);
  expect(judged.during.share).toBe(0);
});

test("[CH1] a calm shorter than the steady time does not end it; a late one long after does not begin it anew", () => {
  const twice = (due: number): number => Math.max(stall(20_000, 23_000)(due), stall(26_000, 29_000)(due));
  expect(judgeRow(minute(twice), TIMES).rtoMs).toBe(8_100);
  const later = (due: number): number => (due === 50_000 ? 3_000 : stall(20_000, 23_000)(due));
  const judged = judgeRow(minute(later), TIMES);
  expect(judged.rtoMs).toBe(2_100);
  expect(judged.after.share).toBeLessThan(1);
});

test("[CH1] a fault that is felt only after a while counts from when it came", () => {
  expect(judgeRow(minute(stall(28_000, 31_000)), TIMES).rtoMs).toBe(10_100);
});

test("[CH1] what nobody answers is late, and a row that ends before it is steady has no time to be back", () => {
  const judged = judgeRow(minute((due) => (due >= 58_000 ? undefined : 20)), { ...TIMES, faultMs: 57_000, liftedMs: 57_500 });
  expect(judged.rtoMs).toBeUndefined();
  expect([judged.whole.answered, judged.whole.sent, judged.whole.slowestMs]).toEqual([580, 600, Number.POSITIVE_INFINITY]);
  expect(STEADY_MS).toBeGreaterThan(2_000);
});

test("a refused batch is no part of the level, however late", () => {
  expect(isLate({ desk: 0, dueMs: 0, sentMs: 0, answeredMs: 9_000, accepted: false })).toBe(false);
  expect(partOf(minute(() => 9_000, false))).toMatchObject({ refused: 600, accepted: 0, share: 1 });
});

test("[CH2] late seconds as a window: ten of them need five hours and a half, and may come 129 times a month", () => {
  expect(windowOf(10)).toEqual({ holdsOverSeconds: expect.closeTo(20_000, 3), timesAMonth: 129 });
});

test("nearest rank", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
  expect([atShare(hundred, 0.5), atShare(hundred, 0.99), atShare(hundred, 1), atShare([], 0.5)]).toEqual([50, 99, 100, 0]);
});
