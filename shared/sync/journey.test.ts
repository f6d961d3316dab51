import fc from "fast-check";
import { expect, test } from "vitest";
import { newTraceParent, readJourney, writeJourney } from "./journey.ts";

test("what a workstation writes of the way, the centre reads", () => {
  const ms = fc.integer({ min: 0, max: 86_400_000 });
  fc.assert(fc.property(ms, ms, (a, b) => {
    const [sealedMs, typedMs] = [Math.min(a, b), Math.max(a, b)];
    expect(readJourney(writeJourney({ typedMs, sealedMs }))).toEqual({ typedMs, sealedMs });
    expect(readJourney(writeJourney({ typedMs: undefined, sealedMs }))).toEqual({ typedMs: undefined, sealedMs });
  }));
});

test("a clock that was set is no journey of years, and nothing sealed before it was typed", () => {
  expect(writeJourney({ typedMs: -5, sealedMs: 10.4 })).toBe("typed=10,sealed=10");
  expect(writeJourney({ typedMs: 9e12, sealedMs: Number.NEGATIVE_INFINITY })).toBe("typed=86400000,sealed=0");
  for (const text of [undefined, "", "sealed=", "sealed=-1", "sealed=999999999", "sealed=86400001", "typed=1,sealed=2", "typed=1", "sealed=1,typed=2", "sealed=1 ", "sealed=1\nx: y"]) expect([text, readJourney(text)]).toEqual([text, undefined]);
});

test("a trace parent has the form of W3C Trace Context", () => {
  expect(newTraceParent(Uint8Array.from({ length: 24 }, (_, at) => at))).toBe("00-000102030405060708090a0b0c0d0e0f-1011121314151617-01");
});
