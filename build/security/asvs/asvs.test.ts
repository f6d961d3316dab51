import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { filesNaming } from "../named-tests.ts";
import { chapters } from "./chapters.ts";
import { idsOf } from "./ids.ts";
import { HOLDERS, STATES } from "./row.ts";
import { standingOf } from "./standing.ts";

/** Of levels 1 and 2, as the standard's own list counts them. */
const COUNTS = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];
const words = (text: string): number => text.split(/\s+/).length;

describe.each(chapters.map((chapter) => [chapter.name, chapter] as const))("ASVS: %s", (_name, { number, rows }) => {
  test("has each requirement once, and no other", () => {
    const known = [...idsOf(1, number), ...idsOf(2, number)];
    expect(rows.map(({ id }) => id).toSorted()).toEqual(known.toSorted());
    expect(rows.length).toBe(COUNTS[number - 1]);
  });

  test("names files that exist, and tests that exist unless it says how it stands without them", () => {
    expect(rows.flatMap(({ id, in: files = [] }) => files.filter((file) => !existsSync(new URL(`../../../${file}`, import.meta.url))).map((file) => `${id}: ${file}`))).toEqual([]);
    expect(rows.flatMap(({ id, tests = [], until }) => tests.filter((title) => until === undefined && filesNaming(title).length === 0).map((title) => `${id}: ${title}`))).toEqual([]);
    expect(rows.filter(({ tests = [], until }) => until !== undefined && tests.length === 0).map(({ id }) => id)).toEqual([]);
  });

  test("is met by a test, or says what else holds it; what is not met says why", () => {
    expect(rows.filter(({ state, tests = [], held }) => state === "met" && tests.length === 0 && held === undefined).map(({ id }) => id)).toEqual([]);
    expect(rows.filter(({ state, why = "" }) => state !== "met" && words(why) < 2).map(({ id }) => id)).toEqual([]);
    expect(rows.filter(({ state, in: files = [] }) => state !== "does not apply" && files.length === 0).map(({ id }) => id)).toEqual([]);
    expect(rows.filter(({ what }) => words(what) > 12).map(({ id }) => id)).toEqual([]);
    expect(rows.filter(({ state, held }) => !STATES.includes(state) || (held !== undefined && !HOLDERS.includes(held)))).toEqual([]);
  });
});

test("all chapters are there, in their order", () => {
  expect(chapters.map(({ number }) => number)).toEqual(COUNTS.map((_count, at) => at + 1));
});

test("a row without one of its tests stands as it says it does then, and names what it waits for", () => {
  const row = { id: "1.1.1", what: "a", state: "met", tests: ["all chapters are there, in their order"] } as const;
  const until = { state: "not met", why: "nobody wrote it" } as const;
  expect(standingOf({ ...row, until })).toEqual({ state: "met", why: undefined, missing: [] });
  expect(standingOf({ ...row, tests: [...row.tests, "a test that nobody wrote yet"], until })).toEqual({ ...until, missing: ["a test that nobody wrote yet"] });
});
