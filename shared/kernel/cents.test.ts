import fc from "fast-check";
import { expect, test } from "vitest";
import { addCents, cents, centsToEuros, eurosToCents, MAX_CENTS, maxCents, minCents, mulDiv, parseCents, subCents } from "./cents.ts";

test("[KE1] products are exact and rounded half-up once", () => {
  expect([mulDiv(cents(810_000), 90 * 25, 1_000_000), mulDiv(cents(1), 1, 2), mulDiv(cents(1), 1, 3), mulDiv(cents(2), 1, 3)]).toEqual([1_823, 1, 0, 1]);
  expect([mulDiv(cents(1), 1, 2, "down"), mulDiv(cents(-1), 1, 2), mulDiv(cents(-1), 1, 2, "down")]).toEqual([0, 0, -1]);
  expect(mulDiv(cents(MAX_CENTS), 999_999, 1_000_000)).toBe(899_999_100_000_000);
});

test("[KE1] a product past what a number holds is a bug, told as one", () => {
  expect(() => mulDiv(cents(MAX_CENTS), 1_000, 1)).toThrow(RangeError);
  expect(() => cents(0.5)).toThrow(RangeError);
});

test("[KE1] half-up never moves by more than half a cent", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 10_000 }), (amount, n, d) => {
      expect(Math.abs(mulDiv(cents(amount), n, d) - (amount * n) / d)).toBeLessThanOrEqual(0.500_001);
      const down = BigInt(amount) * BigInt(n) / BigInt(d);
      expect(BigInt(mulDiv(cents(amount), n, d, "down"))).toBe(down);
      expect(BigInt(mulDiv(cents(amount), n, d))).toBe((BigInt(amount) * BigInt(n) * 2n + BigInt(d)) / (2n * BigInt(d)));
    }),
  );
});

test("[KE1] the gate takes integers within bounds only", () => {
  expect([0, -5, MAX_CENTS].map((value) => parseCents(value).ok)).toEqual([true, true, true]);
  expect([MAX_CENTS + 1, 1.5, Number.NaN, Infinity, "5", null, undefined].map((value) => parseCents(value).ok)).toEqual(Array(7).fill(false));
});

test("[KE1] euros of the cases to cents and back", () => {
  expect([eurosToCents(18.23), eurosToCents(12_500_000.25), eurosToCents(1.005), eurosToCents(0.1 + 0.2)]).toEqual([1_823, 1_250_000_025, 101, 30]);
  fc.assert(fc.property(fc.integer({ min: 0, max: MAX_CENTS / 100 }), (amount) => { expect(eurosToCents(centsToEuros(cents(amount)))).toBe(amount); }));
});

test("[KE1] sums, differences, greatest and least", () => {
  expect([addCents(), addCents(cents(1), cents(2)), subCents(cents(1), cents(2)), maxCents(cents(1), cents(3), cents(2)), minCents(cents(2), cents(1))]).toEqual([0, 3, -1, 3, 1]);
});
