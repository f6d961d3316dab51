import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BridgeEvents } from "../../../shared/bridge/contract.ts";
import { createNewsDesk } from "../news.ts";
import { guardDesk, type DeskGuard } from "./desk-guard.ts";
import type { Workspace } from "./workspace.ts";

const MINUTE = 60_000;
let clock: { wall: number; mono: number };
let cpu: number;
let guard: DeskGuard | undefined;
let isOpen: boolean;
let isBusy: boolean;
let locks: number;
let told: BridgeEvents["session.locking"][];

function start(lockAfterMinutes: number | undefined): DeskGuard {
  const news = createNewsDesk((error) => { throw error; });
  news.on("session.locking", (warning) => told.push(warning));
  const nobody = (): void => undefined;
  const session = {
    // Only whether there is one is asked.
    workspace: () => (isOpen ? ({} as Workspace) : undefined),
    lock: async () => { locks += 1; isOpen = false; return await Promise.resolve({ kind: "closed", profiles: [] } as const); },
  };
  guard = guardDesk({ now: () => clock.wall, monotonic: () => clock.mono, cpuMs: () => cpu, ...(lockAfterMinutes === undefined ? {} : { lockAfterMinutes }), log: { info: nobody, warn: nobody, error: nobody } }, session, news, () => isBusy);
  return guard;
}
/** Time goes by with the core awake. */
const wait = (ms: number): void => {
  for (let passed = 0; passed < ms; passed += 1_000) {
    clock = { wall: clock.wall + 1_000, mono: clock.mono + 1_000 };
    vi.advanceTimersByTime(1_000);
  }
};

beforeEach(() => {
  vi.useFakeTimers();
  clock = { wall: 1_600_000_000_000, mono: 5_000 };
  [isOpen, isBusy, locks, told, cpu] = [true, false, 0, [], 0];
});
afterEach(() => {
  guard?.stop();
  vi.useRealTimers();
});

test("[LK1] the desk locks after the minutes without anybody, and tells it a minute before", () => {
  start(15);
  wait(13.8 * MINUTE);
  expect([locks, told]).toEqual([0, []]);
  wait(0.4 * MINUTE);
  expect([locks, told]).toEqual([0, [{ seconds: 60 }]]);
  wait(MINUTE);
  expect(locks).toBe(1);
});

test("[LK1] whoever is there keeps it open, and takes the warning back", () => {
  const { active } = start(15);
  for (let i = 0; i < 10; i += 1) {
    wait(10 * MINUTE);
    active();
  }
  expect([locks, told]).toEqual([0, []]);
  wait(14.2 * MINUTE);
  active();
  expect(told).toEqual([{ seconds: 60 }, {}]);
  wait(14.9 * MINUTE);
  expect(locks).toBe(0);
});

test("[LK1] a short time is warned of at its half", () => {
  start(1);
  wait(35_000);
  expect([locks, told]).toEqual([0, [{ seconds: 30 }]]);
  wait(30_000);
  expect(locks).toBe(1);
});

test("[LK1] the time counts from when the desk was opened, however long it was locked", () => {
  isOpen = false;
  start(15);
  wait(60 * MINUTE);
  isOpen = true;
  wait(13 * MINUTE);
  expect([locks, told]).toEqual([0, []]);
  wait(3 * MINUTE);
  expect(locks).toBe(1);
});

test("[LK2] work under way puts it off until it is done, and a minute more", () => {
  start(15);
  isBusy = true;
  wait(25 * MINUTE);
  expect([locks, told]).toEqual([0, []]);
  isBusy = false;
  wait(0.5 * MINUTE);
  expect([locks, told]).toEqual([0, [{ seconds: expect.any(Number) }]]);
  wait(MINUTE);
  expect(locks).toBe(1);
});

test("[LK2] work that never ends puts it off for as long again, no longer", () => {
  start(15);
  isBusy = true;
  wait(29.5 * MINUTE);
  expect([locks, told]).toEqual([0, []]);
  wait(2 * MINUTE);
  expect([locks, told]).toEqual([1, [{ seconds: expect.any(Number) }, {}]]);
});

test.each([["the wall clock", { wall: 3_600_000, mono: 0 }], ["the clock that nobody sets", { wall: 0, mono: 3_600_000 }], ["both", { wall: 45_000, mono: 45_000 }]])("[LK3] a computer that has slept, as %s tells, finds its desk locked at once, work or not", (_, slept) => {
  start(0);
  wait(MINUTE);
  isBusy = true;
  clock = { wall: clock.wall + slept.wall, mono: clock.mono + slept.mono };
  wait(6_000);
  expect(locks).toBe(1);
});

test("[LK3] a thread that was held for some seconds is no sleep, nor is one that computed for minutes (a check of everything on a slow disk), nor a clock set back", () => {
  start(15);
  clock = { wall: clock.wall + 120_000, mono: clock.mono + 120_000 };
  cpu += 110_000;
  wait(6_000);
  clock = { wall: clock.wall + 20_000, mono: clock.mono + 20_000 };
  wait(6_000);
  clock = { ...clock, wall: clock.wall - 86_400_000 };
  wait(MINUTE);
  expect(locks).toBe(0);
});

test("[LK1] 0 never locks for idleness; a host without a person at it is not guarded at all", () => {
  start(0);
  wait(300 * MINUTE);
  expect([locks, told]).toEqual([0, []]);
  guard?.stop();
  start(undefined);
  clock = { wall: clock.wall + 3_600_000, mono: clock.mono + 3_600_000 };
  wait(20 * MINUTE);
  expect(locks).toBe(0);
});
