import { describe, expect, test } from "vitest";
import { createRateCurve } from "./rate-curve.ts";
import { runCurve, type Clock } from "./run-curve.ts";

/** Time passes only while somebody sleeps; who sleeps less, wakes first. */
function createFakeClock(): Clock {
  let now = 1_000;
  let isMoving = false;
  const asleep: { readonly until: number; readonly wake: () => void }[] = [];
  const move = (): void => {
    isMoving = true;
    // After all that is ready to run has run.
    setImmediate(() => {
      const [next] = asleep.toSorted((a, b) => a.until - b.until);
      isMoving = false;
      if (next === undefined) return;
      asleep.splice(asleep.indexOf(next), 1);
      now = Math.max(now, next.until);
      next.wake();
      if (asleep.length > 0) move();
    });
  };
  return {
    now: () => now,
    sleep: (ms) => new Promise((wake) => {
      asleep.push({ until: now + ms, wake });
      if (!isMoving) move();
    }),
  };
}

describe("a curve of rates", () => {
  const curve = createRateCurve([{ seconds: 2, perSecond: 2 }, { seconds: 1, perSecond: 4 }]);
  test("each arrival has its instant and its phase", () => {
    expect(curve.total).toBe(8);
    expect(Array.from({ length: 8 }, (_, i) => curve.arrival(i))).toEqual([
      { phase: 0, ms: 0 }, { phase: 0, ms: 500 }, { phase: 0, ms: 1_000 }, { phase: 0, ms: 1_500 },
      { phase: 1, ms: 2_000 }, { phase: 1, ms: 2_250 }, { phase: 1, ms: 2_500 }, { phase: 1, ms: 2_750 },
    ]);
  });
  test("there is none after the last", () => {
    expect(() => curve.arrival(8)).toThrow(RangeError);
  });
  test("a rate below one in its time still has one arrival", () => {
    expect(createRateCurve([{ seconds: 1, perSecond: 0.1 }]).total).toBe(1);
  });
});

describe("the open loop", () => {
  test("arrivals start at their instants although nobody has been answered", async () => {
    const clock = createFakeClock();
    const start = clock.now();
    const started: number[] = [];
    const [result] = await runCurve([{ seconds: 1, perSecond: 10 }], clock, async () => {
      started.push(clock.now() - start);
      await clock.sleep(5_000);
      return { waits: 0 };
    });
    expect(started).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
    expect(result?.latency.totalCount).toBe(10);
    expect(result?.latency.getValueAtPercentile(50)).toBeGreaterThan(4_990_000);
    expect(result?.done).toBeCloseTo(10 / 5.9, 3);
  });

  test("a stall counts on every arrival that it held back, from the instant it was meant to start", async () => {
    const clock = createFakeClock();
    let server = Promise.resolve();
    const [result] = await runCurve([{ seconds: 1, perSecond: 10 }], clock, async (i) => {
      server = server.then(() => clock.sleep(i === 0 ? 1_000 : 1));
      await server;
      return { waits: 0 };
    });
    // The first took 1,000 ms; the second was meant for 100 and ended at 1,001; the last for 900, at 1,009.
    expect(result?.latency.maxValue).toBeGreaterThanOrEqual(1_000_000);
    expect(result?.latency.getValueAtPercentile(50)).toBeGreaterThan(500_000);
    expect(result?.latency.minNonZeroValue).toBeGreaterThan(100_000);
  });

  test("losses and waits are counted in the phase of their arrival, with the first reason", async () => {
    const phases: number[] = [];
    const results = await runCurve([{ seconds: 1, perSecond: 2 }, { seconds: 1, perSecond: 3 }], createFakeClock(), async (i) => {
      if (i === 3) throw new Error("the first reason");
      if (i === 4) throw new Error("another");
      return { waits: i === 1 ? 2 : 0 };
    }, (phase) => { phases.push(phase); });
    expect(results.map(({ lost, waits, fault, arrivals }) => ({ lost, waits, fault, arrivals }))).toEqual([
      { lost: 0, waits: 2, fault: undefined, arrivals: 2 },
      { lost: 2, waits: 0, fault: "the first reason", arrivals: 3 },
    ]);
    expect(results.map(({ latency }) => latency.totalCount)).toEqual([2, 1]);
    expect(phases).toEqual([0, 1]);
  });
});
