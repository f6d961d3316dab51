import { expect, test } from "vitest";
import { legalDate } from "../../kernel/legal-date.ts";
import { pgeFrance } from "./pge-france.ts";
import { BUILT_IN, createPacks, packName, type PublishedPack } from "./packs.ts";

const published = (version: string, from: string, withdrawn = false): PublishedPack => ({ pack: { ...pgeFrance, version }, from: legalDate(from), withdrawn });
const inForce = (packs: readonly PublishedPack[], ...days: readonly string[]) => days.map((day) => createPacks(packs).inForce(legalDate(day)).version);

test("[SP4] in force: of those whose day has come, the one of the latest day, and of the same day the last published", () => {
  expect(inForce([], "1999-01-01", "2020-04-15", "2031-01-01")).toEqual(["1.0.0", "1.0.0", "1.0.0"]);
  const two = [published("1.1.0", "2020-04-15"), published("1.2.0", "2020-06-01")];
  expect(inForce(two, "2020-04-14", "2020-04-15", "2020-05-31", "2020-06-01")).toEqual(["1.0.0", "1.1.0", "1.1.0", "1.2.0"]);
  expect(inForce([...two, published("1.1.1", "2020-04-15")], "2020-04-15", "2020-06-01")).toEqual(["1.1.1", "1.2.0"]);
});

test("[SP4] a version withdrawn judges nothing more: the one before is back, and it is still found by its name", () => {
  const packs = createPacks([published("1.1.0", "2020-04-15", true)]);
  expect(packs.inForce(legalDate("2020-04-15"))).toBe(pgeFrance);
  expect(packs.find("pge-france@1.1.0")?.version).toBe("1.1.0");
  expect(packs.ofLoan("pge-france@1.1.0", legalDate("2021-01-01")).version).toBe("1.1.0");
  expect(packs.ofLoan("pge-france@9.0.0", legalDate("2021-01-01"))).toBe(pgeFrance);
});

test("[PK1] a version is found by the name that a verdict carries, and no name is two packs", () => {
  expect(BUILT_IN.find(packName(pgeFrance))).toBe(pgeFrance);
  expect(BUILT_IN.find("pge-france@0.9.0")).toBeUndefined();
  expect(new Set(BUILT_IN.known.map(packName)).size).toBe(BUILT_IN.known.length);
});
