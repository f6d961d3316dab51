import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeBridge, openSession } from "../testing/fake-bridge.ts";
import { followActivity } from "./activity.ts";
import { createDesk, type Desk } from "./desk.ts";
import { listenToCore } from "./listen.ts";

let bridge: ReturnType<typeof createFakeBridge>;
let desk: Desk;
let target: EventTarget;
let stop: () => void;
const told = (): number => bridge.calls.filter(([name]) => name === "session.active").length;
const moveTo = (screenX: number): boolean => target.dispatchEvent(Object.assign(new Event("pointermove"), { screenX, screenY: 0 }));

beforeEach(() => {
  vi.useFakeTimers();
  bridge = createFakeBridge();
  desk = createDesk(bridge, { session: openSession });
  target = new EventTarget();
  stop = followActivity(desk, target);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test.each(["keydown", "pointerdown", "wheel", "click"])("%s is told at once, and then not more often than every ten seconds", (sign) => {
  for (let i = 0; i < 5; i += 1) target.dispatchEvent(new Event(sign));
  expect(told()).toBe(1);
  vi.advanceTimersByTime(10_000);
  target.dispatchEvent(new Event(sign));
  expect(told()).toBe(2);
});

test("a pointer that did not move is nobody: a browser makes such moves by itself", () => {
  for (const x of [100, 100, 101, 102]) moveTo(x);
  expect(told()).toBe(0);
  moveTo(140);
  expect(told()).toBe(1);
});

test("where the lock was announced the first sign takes it back, however recent the last one", () => {
  const silence = listenToCore(desk);
  target.dispatchEvent(new Event("keydown"));
  bridge.tell("session.locking", { seconds: 60 });
  expect(desk.get().locking).toBe(60);
  target.dispatchEvent(new Event("keydown"));
  expect([told(), desk.get().locking]).toEqual([2, undefined]);
  silence();
});

test("at the door nothing is told", () => {
  desk.set({ session: { kind: "closed", profiles: [] } });
  target.dispatchEvent(new Event("keydown"));
  expect(told()).toBe(0);
});

test("a desk that the core locks leaves nothing in the window: neither the file, nor the list, nor what was typed", async () => {
  const silence = listenToCore(desk);
  await vi.advanceTimersByTimeAsync(1_000);
  desk.set({ panel: "sync", locking: 12, desk: { ...desk.get().desk, typed: { legalName: "Sur l’écran" } } });
  bridge.tell("session.changed", { kind: "closed", profiles: [] });
  expect(desk.get()).toMatchObject({ panel: undefined, locking: undefined, route: { kind: "today" }, desk: { file: undefined, typed: {} } });
  expect(desk.get().list.total).toBeUndefined();
  silence();
});
