import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readResults, shortReason } from "./results.ts";

test("a run killed in mid-line keeps the lines before it", () => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-results-"));
  try {
    const path = join(folder, "x.ndjson");
    const one = { file: "a.test.ts", title: "one", status: "passed", ms: 1.5 };
    writeFileSync(path, `${JSON.stringify(one)}\n{"file":"b.te`);
    expect(readResults(path)).toEqual([one]);
    expect(readResults(join(folder, "absent"))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a reason is one plain line, of a length that fits a list", () => {
  expect(shortReason("\n\u001b[31mexpected 1\u001b[39m to be 2\n  at x.ts:3")).toBe("expected 1 to be 2");
  expect(shortReason("x".repeat(1_000))).toHaveLength(200);
  expect(shortReason(undefined)).toBe("no message");
});
