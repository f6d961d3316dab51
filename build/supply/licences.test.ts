import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { EXIT } from "./exit-codes.ts";
import { licenceRules, readByHand } from "./licence-rules.ts";
import { judgeLicences, lockedPackages, type Licensed } from "./licences.ts";
import { shippedPaths } from "./shipped.ts";
import { canMeet } from "./spdx.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const packages = lockedPackages(root);
const shipped = shippedPaths(root);

test("every package of the lock file, for every platform, has a licence that is accepted where it is used", () => {
  const { code, lines } = judgeLicences(packages, shipped);
  expect([code, lines.filter((line) => line.startsWith("refused"))]).toEqual([EXIT.clean, []]);
  expect(packages.length).toBeGreaterThan(600);
});

test("what is shipped is known: the libraries and the fonts, and no tool", () => {
  for (const name of ["zod", "fastify", "better-sqlite3", "react", "electron", "@fontsource-variable/inter"]) expect([name, shipped.has(`node_modules/${name}`)]).toEqual([name, true]);
  for (const name of ["vitest", "axe-core", "lightningcss", "typescript", "aws-cdk-lib"]) expect([name, shipped.has(`node_modules/${name}`)]).toEqual([name, false]);
});

describe("the judgement", () => {
  const one = (licence: string | undefined, over: Partial<Licensed> = {}): Licensed => ({ path: "node_modules/x", name: "x", version: "1.0.0", licence, ...over });
  const judge = (licensed: Licensed, isShipped = false) => judgeLicences([licensed], new Set(isShipped ? [licensed.path] : [])).lines.filter((line) => line.startsWith("refused"));

  test("refuses what no rule accepts, what is not named, and what can't be read", () => {
    expect(judge(one("GPL-3.0-only"))).toEqual(["refused: node_modules/x 1.0.0: GPL-3.0-only is not accepted"]);
    expect(judge(one("MIT AND AGPL-3.0-only"))).toHaveLength(1);
    expect(judge(one("(MIT OR GPL-3.0-or-later)"))).toEqual([]);
    expect(judge(one(undefined))).toEqual(["refused: node_modules/x 1.0.0: names no licence, and nobody read it"]);
    for (const licence of ["SEE LICENSE IN LICENSE.md", "UNLICENSED", "", "(MIT", "MIT OR", "MIT Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"]) expect([licence, judge(one(licence)).length]).toEqual([licence, 1]);
  });

  test("a licence of tools is refused in what is shipped", () => {
    expect(judge(one("MPL-2.0"))).toEqual([]);
    expect(judge(one("MPL-2.0"), true)).toEqual(["refused: node_modules/x 1.0.0: MPL-2.0 is not accepted in what is shipped"]);
    expect(judge(one("MIT or MPL-2.0"), true)).toEqual([]);
  });

  test("what a person read holds for that version only", () => {
    expect(judge(one(undefined, { name: "png-js", version: "2.0.0" }))).toEqual([]);
    expect(judge(one(undefined, { name: "png-js", version: "2.0.1" }))).toHaveLength(1);
  });
});

test("an expression is met as SPDX says: AND binds closer than OR", () => {
  const accepts = (id: string): boolean => id === "A" || id === "B";
  expect(["A", "C OR A", "A AND B", "A AND C", "C AND A OR B", "C OR (A AND B)", "C AND (A OR B)", "(A OR C) AND (B OR C)", "A OR B AND C"].map((text) => canMeet(text, accepts))).toEqual([true, true, true, false, true, true, false, true, true]);
  expect(["", "OR", "A OR", "(A", "A)", "A B", "A WITH", "/"].map((text) => canMeet(text, accepts))).toEqual(Array.from({ length: 8 }, () => undefined));
});

test("each rule has a reason, is needed by a package, and stands once; so does each that was read by hand", () => {
  const uses = (id: string): boolean => packages.some(({ licence }) => licence !== undefined && new RegExp(`(^|[ (])${id}([ )]|$)`).test(licence));
  expect(licenceRules.filter(({ id, why }) => !uses(id) || why.length < 10).map(({ id }) => id)).toEqual([]);
  expect(new Set(licenceRules.map(({ id }) => id)).size).toBe(licenceRules.length);
  expect(readByHand.filter(({ name, version }) => !packages.some((each) => each.name === name && each.version === version && each.licence === undefined))).toEqual([]);
});
