import { expect, test } from "vitest";
import { filesNaming } from "../named-tests.ts";
import { ACTORS } from "./actors.ts";
import { STRIDE } from "./threat.ts";
import { walls } from "./threat-page.ts";

const threats = walls.flatMap((wall) => wall.threats);

test("every threat names tests that exist, or says who lives with it", () => {
  expect(threats.flatMap(({ id, tests }) => tests.filter((title) => filesNaming(title).length === 0).map((title) => `${id}: ${title}`))).toEqual([]);
  expect(threats.filter(({ tests, left }) => tests.length === 0 && left === undefined).map(({ id }) => id)).toEqual([]);
});

test("each wall has its letter, its threats in order, and none is there twice", () => {
  for (const { letter, threats: own } of walls) expect(own.map(({ id }) => id)).toEqual(own.map((_, i) => `${letter}${i + 1}`));
  expect(new Set(walls.map(({ letter }) => letter)).size).toBe(walls.length);
});

test("over all walls every word of STRIDE is answered, and each actor meets threats that are there", () => {
  expect([...new Set(threats.map(({ kind }) => kind))].toSorted()).toEqual(Object.keys(STRIDE).toSorted());
  const known = new Set(threats.map(({ id }) => id));
  for (const [actor, , , meets] of ACTORS) {
    const named = meets.match(/\b[A-J]\d\b/g) ?? [];
    expect([actor, named.length > 0, named.filter((id) => !known.has(id))]).toEqual([actor, true, []]);
  }
});

test("what is left says who lives with it and why, in words", () => {
  for (const { id, left } of threats) if (left !== undefined) expect([id, left.what.length > 10, left.by.length > 3, left.why.length > 15]).toEqual([id, true, true, true]);
});
