import { expect, test } from "vitest";
import type { HeldFile } from "../../../shared/sync/buckets.ts";
import { judgePage } from "./compare-page.ts";

const id = (n: number): string => `018f0000-0000-7000-8000-00000000000${n}`;
const at = (n: number, version = 1, hash = "a"): HeldFile => ({ file: id(n), version, hash });
const all = { after: undefined, until: undefined };
const sound = (): boolean => true;
const damaged = (): boolean => false;

test("[SY62] what is the same is left alone; missing, older and damaged files are fetched, what the centre has not goes", () => {
  const held = [at(1), at(2, 1), at(3, 9, "b"), at(5)];
  const listed = [at(1), at(2, 2, "c"), at(3, 3, "d"), at(4)];
  expect(judgePage(held, listed, all, (file) => (file satisfies string) !== id(3))).toEqual({ kind: "mend", fetch: [id(2), id(3), id(4)], extra: [id(5)] });
});

test("[SY62] a page says nothing of the ids outside it", () => {
  const held = [at(1), at(2), at(3), at(4), at(5)];
  expect(judgePage(held, [at(2)], { after: id(1), until: id(3) }, sound)).toEqual({ kind: "mend", fetch: [], extra: [id(3)] });
  expect(judgePage(held, [at(4)], { after: id(3), until: undefined }, sound)).toEqual({ kind: "mend", fetch: [], extra: [id(5)] });
});

test.each([
  ["a later version", at(1, 4)],
  ["another state of the same version", at(1, 3, "b")],
])("[SY63] %s that the centre once told, whole: the centre is behind itself, and nothing is mended", (_what, held) => {
  expect(judgePage([held, at(2)], [at(1, 3)], all, sound)).toEqual({ kind: "lost", have: 3, known: held.version });
  expect(judgePage([held], [at(1, 3)], all, damaged)).toEqual({ kind: "mend", fetch: [id(1)], extra: [] });
});
