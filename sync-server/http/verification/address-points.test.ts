import { expect, test } from "vitest";
import { createAddressPoints } from "./address-points.ts";

test("an address spends its points and no other's, and has them anew after a minute", () => {
  let now = 0;
  const points = createAddressPoints(20, () => now);
  expect([points.take("192.0.2.1", 10), points.take("192.0.2.1", 10), points.take("192.0.2.1", 1)]).toEqual([undefined, undefined, 60]);
  expect(points.take("192.0.2.2", 20)).toBeUndefined();
  now = 59_500;
  expect(points.take("192.0.2.1", 1)).toBe(1);
  now = 60_000;
  expect(points.take("192.0.2.1", 20)).toBeUndefined();
});

test("what is refused is not taken, and what is given back may be spent again, never more than all", () => {
  const points = createAddressPoints(20, () => 0);
  points.take("a", 15);
  expect(points.take("a", 10)).toBe(60);
  expect(points.take("a", 5)).toBeUndefined();
  points.giveBack("a", 1_000);
  expect([points.take("a", 20), points.take("a", 1)]).toEqual([undefined, 60]);
});

test.each([
  ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true],
  ["2001:DB8:0001:2::1", "2001:db8:1:2:0:0:0:9", true],
  ["2001:db8:1:2::1", "2001:db8:1:3::1", false],
  ["::1", "::2", true],
  ["fe80::1%eth0", "fe80::2%eth1", true],
  ["::ffff:192.0.2.1", "192.0.2.1", true],
  ["::ffff:192.0.2.1", "::ffff:192.0.2.2", false],
  ["192.0.2.1", "192.0.2.2", false],
])("%s and %s are of one holder: %s", (one, other, isOne) => {
  const points = createAddressPoints(1, () => 0);
  points.take(one, 1);
  expect(points.take(other, 1) !== undefined).toBe(isOne);
});

test("of too many addresses the first is forgotten, and the memory stays bounded", () => {
  const points = createAddressPoints(1, () => 0, 2);
  for (const address of ["a", "b", "c"]) points.take(address, 1);
  expect([points.take("c", 1), points.take("a", 1)]).toEqual([60, undefined]);
});
