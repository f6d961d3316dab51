import { expect, test } from "vitest";
import { nightBefore } from "./night-before.ts";

const at = (text: string): number => Date.parse(text);
const told = (text: string, hour = 2): string => new Date(nightBefore(at(text), hour)).toISOString();

test("the last time it was two in Paris, in winter and in summer", () => {
  expect(told("2026-11-29T12:00:00Z")).toBe("2026-11-29T01:00:00.000Z");
  expect(told("2026-11-29T00:59:59Z")).toBe("2026-11-28T01:00:00.000Z");
  expect(told("2026-07-14T12:00:00Z")).toBe("2026-07-14T00:00:00.000Z");
  expect(told("2026-11-29T01:00:00Z")).toBe("2026-11-29T01:00:00.000Z");
});

test("where clocks jump over the hour it is the day before's, and where it comes twice the first", () => {
  expect(told("2026-03-29T12:00:00Z")).toBe("2026-03-28T01:00:00.000Z");
  expect(told("2026-10-25T12:00:00Z")).toBe("2026-10-25T00:00:00.000Z");
  expect(told("2026-10-25T01:30:00Z")).toBe("2026-10-25T00:00:00.000Z");
});
