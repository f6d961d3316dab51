import fc from "fast-check";
import { expect, test } from "vitest";
import { advance, DAY_MS, graceView, type Span } from "./grace-span.ts";

const moves = fc.array(fc.record({ clock: fc.integer({ min: -400 * DAY_MS, max: 400 * DAY_MS }), ranMs: fc.integer({ min: 0, max: DAY_MS }) }), { maxLength: 30 });

test("[GR2] however the computer's clock is set, the time spent never falls, and is never less than what really ran", () => {
  fc.assert(fc.property(moves, (steps) => {
    let span: Span = { spentMs: 0, wall: 0 };
    let ran = 0;
    for (const { clock, ranMs } of steps) {
      const next = advance(span, span.wall + clock, ranMs);
      ran += ranMs;
      expect(next.spentMs).toBeGreaterThanOrEqual(span.spentMs);
      expect(next.spentMs).toBeGreaterThanOrEqual(ran);
      span = next;
    }
  }));
});

test("[GR2] a clock that is right counts what passes, closed or open; one set back takes nothing away and goes on from there", () => {
  const day = advance({ spentMs: 0, wall: 1_000 }, 1_000 + DAY_MS, 60_000);
  expect(day.spentMs).toBe(DAY_MS);
  const back = advance(day, 1_000 - 30 * DAY_MS, 5_000);
  expect(back.spentMs).toBe(DAY_MS + 5_000);
  expect(advance(back, back.wall + DAY_MS, 0).spentMs).toBe(2 * DAY_MS + 5_000);
});

test("[GR3] told from four fifths on, and at three days and one day; over when none is left", () => {
  const told = (spent: number, days: number): unknown => graceView(spent * DAY_MS, days);
  expect([told(0, 30), told(23.9, 30)]).toEqual([undefined, undefined]);
  expect(told(24, 30)).toEqual({ over: false, days: 30, daysLeft: 6 });
  expect(told(27.5, 30)).toEqual({ over: false, days: 30, daysLeft: 3 });
  expect(told(29.1, 30)).toEqual({ over: false, days: 30, daysLeft: 1 });
  expect(told(30, 30)).toEqual({ over: true, days: 30, daysLeft: 0 });
  // Four fifths of a week come after three days are left.
  expect([told(3.9, 7), told(4, 7)]).toEqual([undefined, { over: false, days: 7, daysLeft: 3 }]);
  // A single day is not told from its beginning.
  expect([told(0.5, 1), told(0.8, 1), told(1, 1)]).toEqual([undefined, { over: false, days: 1, daysLeft: 1 }, { over: true, days: 1, daysLeft: 0 }]);
});
