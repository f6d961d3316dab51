import { expect, test } from "vitest";
import { unknownVersions } from "./replay.ts";

const made = (...versions: readonly number[]) => versions.map((version, seq) => ({ replica: "r", seq, hash: "h", verdict: JSON.stringify({ kind: "accepted", version }) }));

test("[EV21] versions that no known change made are named; a refusal that made one counts", () => {
  expect(unknownVersions(made(1, 2, 4), 5)).toEqual([3, 5]);
  expect(unknownVersions([...made(1), { replica: "r", seq: 9, hash: "h", verdict: '{"kind":"refused","version":2}' }], 2)).toEqual([]);
  expect(unknownVersions([{ replica: "r", seq: 1, hash: "h", verdict: "no JSON" }], 1)).toEqual([1]);
});

test("[EV21] versions of a restored centre begin anew above those before: what was never made is not missed", () => {
  expect(unknownVersions(made(1, 2, 1_000_001, 1_000_002), 1_000_002)).toEqual([]);
  expect(unknownVersions(made(1, 3, 1_000_001), 1_000_002)).toEqual([2, 1_000_002]);
});
