import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Vitals } from "../../store/store.ts";
import { watchVitals } from "./watch-vitals.ts";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const vitals: Vitals = { seen: [], unsentOldest: undefined, unsentBranches: [], connections: 1, connectionLimit: 100, lockWaits: 0 };

test("it is read at once and then every so often; what costs more is read more rarely", async () => {
  let [often, rarely] = [0, 0];
  const store = { vitals: async () => { often += 1; return vitals; }, undeclared: async () => { rarely += 1; return { loans: rarely, cents: 0, oldestDays: 0 }; } };
  const watch = watchVitals({ store, everyMs: 1_000, now: Date.now, onError: () => undefined });
  await vi.advanceTimersByTimeAsync(0);
  expect([often, rarely, watch.now()?.undeclared.loans]).toEqual([1, 1, 1]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect([often, rarely, watch.now()?.undeclared.loans]).toEqual([31, 2, 2]);
  await watch.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(often).toBe(31);
});

test("what cannot be read is told as a fault, and what was read before grows old", async () => {
  let broken = false;
  const faults: unknown[] = [];
  const store = { vitals: async () => { if (broken) throw new Error("away"); return vitals; }, undeclared: async () => ({ loans: 0, cents: 0, oldestDays: 0 }) };
  const watch = watchVitals({ store, everyMs: 1_000, now: Date.now, onError: (error) => void faults.push(error) });
  await vi.advanceTimersByTimeAsync(1_000);
  const readAt = watch.now()?.readAt;
  broken = true;
  await vi.advanceTimersByTimeAsync(3_000);
  expect([faults.length, watch.now()?.readAt]).toEqual([3, readAt]);
  await watch.stop();
});

test("a reading that takes long is not begun twice, and the end waits for it", async () => {
  const under: { at: number; finish: () => void } = { at: 0, finish: () => undefined };
  const store = { vitals: () => { under.at += 1; return new Promise<Vitals>((resolve) => { under.finish = () => resolve(vitals); }); }, undeclared: async () => ({ loans: 0, cents: 0, oldestDays: 0 }) };
  const watch = watchVitals({ store, everyMs: 1_000, now: Date.now, onError: () => undefined });
  await vi.advanceTimersByTimeAsync(5_000);
  let ended = false;
  const stopping = (async () => { await watch.stop(); ended = true; })();
  await vi.advanceTimersByTimeAsync(0);
  expect([under.at, ended]).toEqual([1, false]);
  under.finish();
  await stopping;
});
