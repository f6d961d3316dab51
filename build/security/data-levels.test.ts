import { expect, test } from "vitest";
import { CLEAR_ON_PURPOSE, LEVEL_OF, LEVELS, PROTECTION } from "./data-levels.ts";
import { categories, FILES } from "./data-register.ts";

const aboveInternal = (place: string): boolean => (FILES[place]?.what ?? []).some((category) => LEVELS.indexOf(LEVEL_OF[category]) > LEVELS.indexOf("internal"));

test("every category has a level, every level says what protects it, and a place holds nothing above what its own protection is for", () => {
  expect(Object.keys(LEVEL_OF).toSorted()).toEqual(Object.keys(categories).toSorted());
  for (const level of LEVELS) expect([level, Object.values(PROTECTION[level]).filter((text) => text === "")]).toEqual([level, []]);
  const clear = Object.keys(FILES).filter((place) => !/encrypt/.test(FILES[place]?.how ?? "") && aboveInternal(place));
  expect(clear.toSorted()).toEqual(Object.keys(CLEAR_ON_PURPOSE).toSorted());
});

test("logs hold nothing above what is internal", () => {
  const logs = Object.keys(FILES).filter((place) => place.endsWith("logs"));
  expect(logs).toEqual(["workstation: logs", "centre: logs"]);
  expect(logs.filter(aboveInternal)).toEqual([]);
});
