import { expect, test } from "vitest";
import { filesNaming, namedTest, testsOf } from "./named-tests.ts";

const titles = (source: string): readonly string[] => testsOf("x.test.ts", source).map(({ title }) => title);

test("titles are found in every form in which tests are written, groups too", () => {
  expect(titles(`
    test("one", () => {});
    describe('a group', { timeout: 1 }, () => { test("in it", async () => {}); it.only(\`three\`, () => {}); });
    test.each([[1, ")"], ["(", /"/]])("%s of a table", (a) => {});
    test.each\`a | b\${1} | \${2}\`("of a drawn table", () => {});
    describe.each(doors)("the %s door", (door) => { test(\`of \${door}\`, () => {}); });
    test.describe.serial("a row", () => {});
    test.concurrent.each(rows)("beside", () => {});
  `)).toEqual(["one", "a group", "in it", "three", "%s of a table", "of a drawn table", "the %s door", "of ${door}", "a row", "beside"]);
});

test("what does not run is no test: skipped, to be done, commented out, or another's function", () => {
  expect(titles(`
    test.skip("asleep", () => {});
    test.todo("to be done");
    describe.skip("a sleeping group", () => { test("in a sleeping group", () => {}); });
    // test("commented out", () => {});
    const text = 'test("in a text", () => {})';
    expect("a title", () => {}); shape.test("a pattern", () => {});
    test.skip(isRoot, "why"); test.describe.configure({ mode: "serial" });
  `)).toEqual([]);
});

test("a test is found by its title wherever it stands, and one that is gone is said", () => {
  expect(filesNaming("a test is found by its title wherever it stands, and one that is gone is said")).toEqual(["build/security/named-tests.test.ts"]);
  expect(namedTest("every file imports only what its room may")).toBe("`build/walls/walls.test.ts`: every file imports only what its room may");
  expect(() => namedTest("a test that nobody wrote")).toThrow('no test is called "a test that nobody wrote"');
});
