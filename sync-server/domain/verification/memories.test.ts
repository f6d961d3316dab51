import { expect, test } from "vitest";
import { GUESSES, guardNumbers } from "./guard-numbers.ts";
import { REMEMBERED_MS, rememberMatches } from "./remember-matches.ts";

const match = (at: number) => ({ state: "registered" as const, at });

test("[VE3] of too many matches the one not asked for longest is forgotten", () => {
  const memory = rememberMatches(() => 0, 2);
  memory.keep("a", match(0));
  memory.keep("b", match(0));
  expect(memory.find("a")).toEqual(match(0));
  memory.keep("c", match(0));
  expect([memory.find("a"), memory.find("b"), memory.find("c")]).toEqual([match(0), undefined, match(0)]);
});

test("[VE3] being asked for does not make a match live longer", () => {
  let now = 0;
  const memory = rememberMatches(() => now);
  memory.keep("a", match(0));
  now = REMEMBERED_MS - 1;
  expect(memory.find("a")).toEqual(match(0));
  now = REMEMBERED_MS;
  expect(memory.find("a")).toBeUndefined();
});

test("[VE4] of too many numbers the first one missed is forgotten, and the memory stays bounded", () => {
  const guard = guardNumbers(() => 0, 2);
  for (let guess = 0; guess < GUESSES; guess += 1) guard.missed("a", `a${guess}`);
  expect(guard.waitS("a")).toBe(86_400);
  guard.missed("b", "b");
  guard.missed("c", "c");
  expect([guard.waitS("a"), guard.waitS("b")]).toEqual([undefined, undefined]);
});
