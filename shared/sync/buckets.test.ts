import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { BUCKETS, bucketOf, hashBuckets, listDiffering, sortIntoBuckets, type HeldFile } from "./buckets.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const file = (tail: string, version = 1, hash = "a".repeat(64)): HeldFile => ({ file: `018f0000-0000-7000-8000-0000000000${tail}`, version, hash });

test("[SY60] the bucket of a file is the last byte of its id", () => {
  expect([bucketOf(file("00").file), bucketOf(file("7f").file), bucketOf(file("ff").file)]).toEqual([0, 127, 255]);
});

test("[SY60] ids made in one millisecond spread over the buckets", () => {
  const random = (n: number): string => createHash("sha256").update(String(n)).digest("hex").slice(0, 16);
  const made = Array.from({ length: 25_600 }, (_, n): HeldFile => ({ file: `018f0000-0000-7000-${random(n).slice(0, 4)}-00${random(n).slice(0, 10)}`, version: 1, hash: "" }));
  const sizes = sortIntoBuckets(made).map(({ length }) => length);
  expect(Math.min(...sizes)).toBeGreaterThan(50);
  expect(Math.max(...sizes)).toBeLessThan(160);
});

test("[SY60] the recorded example: every version of Guichet, and every store, finds these hashes", () => {
  const held = [
    { file: "018f0000-0000-7000-8000-0000000001ff", version: 12, hash: "b".repeat(64) },
    { file: "018f0000-0000-7000-8000-0000000000ff", version: 3, hash: "a".repeat(64) },
    { file: "018f0000-0000-7000-8000-000000000000", version: 1_000_001, hash: "c".repeat(64) },
  ];
  const hashes = hashBuckets(held, sha256);
  expect(hashes).toHaveLength(BUCKETS);
  expect({ first: hashes[0], empty: hashes[1], last: hashes[255] }).toEqual({
    first: "f7b2249f5a7aef27c3318a2dcc65729d88a39dc46a9cf46e8cab7fd6b206c28f", empty: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", last: "eaaaa53f26707c72746f0d83e71b1731a57ee2ad62b804820f5caf5a26c3bd6a",
  });
  expect(hashBuckets(held.toReversed(), sha256)).toEqual(hashes);
});

test.each([
  ["a version", [file("01", 2), file("02")]],
  ["a state", [file("01", 1, "f".repeat(64)), file("02")]],
  ["a file more", [file("01"), file("02"), { ...file("01"), file: "018f0000-0000-7000-8000-000000000101" }]],
  ["a file less", [file("02")]],
] as const)("[SY60] another bucket hash, and only that one, for %s", (_what, other) => {
  const held = [file("01"), file("02")];
  expect(listDiffering(hashBuckets(held, sha256), hashBuckets(other, sha256))).toEqual([1]);
});

test("[SY60] two files that trade their states are noticed: nothing cancels out", () => {
  const one = { ...file("01"), hash: "1".repeat(64) };
  const two = { ...file("01"), file: "018f0000-0000-7000-8000-000000000101", hash: "2".repeat(64) };
  expect(listDiffering(hashBuckets([one, two], sha256), hashBuckets([{ ...one, hash: two.hash }, { ...two, hash: one.hash }], sha256))).toEqual([1]);
});
