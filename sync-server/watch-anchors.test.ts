import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchAnchors } from "./watch-anchors.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("an audit that waits longer than five minutes for its anchor is said once a minute, in the words that the alarm looks for", () => {
  const said: unknown[] = [];
  let openSince: number | undefined = 1_000;
  let at = 1_000;
  const watch = watchAnchors(() => ({ lastPutAt: 0, openSince }), { info: () => undefined, warn: () => undefined, error: (facts, event) => void said.push([facts, event]) }, () => at, 60_000);
  for (const minutes of [4, 5]) {
    at = 1_000 + minutes * 60_000;
    vi.advanceTimersByTime(60_000);
  }
  expect(said).toEqual([]);
  at = 1_000 + 6 * 60_000;
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([[{ seconds: 360 }, "audit not anchored"]]);
  openSince = undefined;
  vi.advanceTimersByTime(120_000);
  expect(said).toHaveLength(1);
  watch.close();
});
