import { expect, test } from "vitest";
import type { FeatureRow } from "./rows.ts";
import { verdictOf } from "./verdict.ts";

const row: FeatureRow = { area: "a", feature: "f", command: "c", proof: { kind: "tests", file: "shared/x" } };
const record = (status: string): { file: string; title: string; status: string } => ({ file: "shared/x.test.ts", title: "t", status });

test("a row is proven only by passed tests, and by all of them", () => {
  expect(verdictOf(row, [record("passed"), record("passed")], []).state).toBe("proven");
  expect(verdictOf(row, [record("passed"), record("failed")], []).state).toBe("failing");
  expect(verdictOf(row, [record("passed"), record("skipped")], []).state).toBe("skipped");
  expect(verdictOf(row, [record("skipped")], []).state).toBe("skipped");
  expect(verdictOf(row, [{ file: "main/y.test.ts", title: "t", status: "passed" }], []).state).toBe("not run");
});

test("a recorded run proves only when it passed", () => {
  const byRun: FeatureRow = { ...row, proof: { kind: "run", name: "demo" } };
  expect(verdictOf(byRun, [], []).state).toBe("not run");
  expect(verdictOf(byRun, [], [{ name: "demo", passed: false, at: "now", commit: "c" }]).state).toBe("failing");
  expect(verdictOf(byRun, [], [{ name: "demo", passed: true, at: "now", commit: "c" }]).state).toBe("proven");
});
