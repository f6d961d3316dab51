import { expect, test } from "vitest";
import type { TestResult } from "./results.ts";
import { countResults, stageLine, summary } from "./summary.ts";

const passed = (title: string): TestResult => ({ file: "a.test.ts", title, status: "passed", ms: 1 });
const failed: TestResult = { file: "b.test.ts", title: "[CE1] the ceiling", status: "failed", ms: 2, reason: "expected 1 to be 2" };
const skipped: TestResult = { file: "e2e/window.electron.e2e.ts", title: "opens", status: "skipped", ms: 0, reason: "Electron's binary is absent" };
const stages = [
  { name: "types", ms: 2_345, results: [{ ...passed("types"), file: "" }] },
  { name: "fast", ms: 60_000, results: [passed("one"), passed("two"), failed] },
  { name: "e2e", ms: 1, results: [skipped] },
];

test("the last line is exactly the count that scripts read", () => {
  expect(summary(stages).split("\n").at(-1)).toBe("3 passed, 1 failed");
  expect(summary(stages.slice(0, 1)).split("\n").at(-1)).toBe("1 passed, 0 failed");
});

test("what was skipped is said aloud, each with its reason", () => {
  expect(summary(stages)).toContain("skipped: 1\n  [e2e] e2e/window.electron.e2e.ts: opens: Electron's binary is absent\n");
  expect(summary(stages.slice(0, 2))).toContain("skipped: 0\n");
});

test("each failure is named with its file and why, so that nobody has to scroll", () => {
  expect(summary(stages)).toContain("failed:\n  [fast] b.test.ts: [CE1] the ceiling: expected 1 to be 2\n");
  expect(summary(stages.slice(0, 1))).not.toContain("failed:");
});

test("the table has a row for each stage, with its time", () => {
  expect(summary(stages)).toMatch(/^types +1 +0 +0 +2\.3 s$/m);
  expect(summary(stages)).toMatch(/^fast +2 +1 +0 +60\.0 s$/m);
  expect(stageLine({ name: "fast", ms: 1_500, results: [failed] })).toBe("── fast: 0 passed, 1 failed, 0 skipped, 1.5 s");
});

test("every result is counted once", () => {
  expect(countResults(stages.flatMap(({ results }) => results))).toEqual({ passed: 3, failed: 1, skipped: 1 });
});
