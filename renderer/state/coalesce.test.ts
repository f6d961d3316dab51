import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { coalesce } from "./coalesce.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a burst is answered at once, then once more when it ends", () => {
  const work = vi.fn();
  const news = coalesce(work, 300);
  for (let i = 0; i < 50; i += 1) news();
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(300);
  expect(work).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(900);
  expect(work).toHaveBeenCalledTimes(2);
  news();
  expect(work).toHaveBeenCalledTimes(3);
});
