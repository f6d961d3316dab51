import { expect, test } from "vitest";
import { BRANCHES_SHOWN, findBranches } from "./find-branches.ts";

const many = Array.from({ length: 2_000 }, (_, n) => ({ id: `b${n}`, name: `Agence ${n}`, region: n === 1_500 ? "Île-de-France" : "Bretagne" }));

test("of two thousand branches a screenful is shown, and how many more there are", () => {
  const { shown, more } = findBranches(many, "");
  expect([shown.length, more]).toEqual([BRANCHES_SHOWN, 2_000 - BRANCHES_SHOWN]);
});

test("each word is looked for in name and region, whatever accents and capitals", () => {
  expect(findBranches(many, "ile agence").shown.map(({ id }) => id)).toEqual(["b1500"]);
  expect(findBranches(many, "nowhere")).toEqual({ shown: [], more: 0 });
});

test("what is chosen stays in sight whatever is searched, and counts for none of the others", () => {
  const { shown, more } = findBranches(many, "1999", ["b7", "b3"]);
  expect([shown.map(({ id }) => id), more]).toEqual([["b3", "b7", "b1999"], 0]);
  expect(findBranches(many, "", ["b1"]).shown).toHaveLength(BRANCHES_SHOWN + 1);
});
