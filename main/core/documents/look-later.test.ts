import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { id, type FileId } from "../../../shared/kernel/ids.ts";
import { createLookLater } from "./look-later.ts";

const file = (n: number): FileId => id<FileId>(`00000000-0000-7000-8000-${String(n).padStart(12, "0")}`);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("files are looked at once after a pause, a few at a time, and not after the end", () => {
  const looked: number[] = [];
  const later = createLookLater((files) => looked.push(files.length), () => Array.from({ length: 120 }, (_, n) => file(n)));
  later.at([file(1), file(2)]);
  later.at([file(2)]);
  expect(looked).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(looked).toEqual([2]);
  later.everywhere();
  vi.advanceTimersByTime(1_000);
  expect(looked).toEqual([2, 50, 50, 20]);
  later.at([file(3)]);
  later.stop();
  vi.advanceTimersByTime(1_000);
  expect(looked).toHaveLength(4);
});
