import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readResults, type TestResult } from "./results.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guichet-reporter-"));
  symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"), "junction");
  const reporter = JSON.stringify(new URL("./vitest-reporter.ts", import.meta.url).href);
  writeFileSync(join(folder, "vitest.config.mjs"), `const { ResultLines } = await import(${reporter}); export default { test: { reporters: [new ResultLines("results.ndjson")] } };`);
});
afterEach(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

/** Runs these test files by themselves, and answers with what the reporter wrote of them. */
async function run(files: Readonly<Record<string, string>>): Promise<readonly Partial<TestResult>[]> {
  for (const [name, body] of Object.entries(files)) writeFileSync(join(folder, name), `import { afterAll, describe, expect, test } from "vitest";\n${body}`);
  const child = spawn(process.execPath, [join(process.cwd(), "node_modules/vitest/vitest.mjs"), "run", "--root", folder], { cwd: folder, stdio: "ignore" });
  await once(child, "exit");
  return readResults(join(folder, "results.ndjson")).map(({ file, title, status, reason }) => ({ file, title, status, ...(reason === undefined ? {} : { reason }) }));
}

test("every test is written with what became of it, and why", async () => {
  const results = await run({
    "a.test.ts": `describe("group", () => { test("[CE1] passes", () => {}); });
      test("fails", () => expect(1).toBe(2));
      test("skips", ({ skip }) => skip("no printer here"));
      test.todo("later");`,
  });
  expect(results).toEqual([
    { file: "a.test.ts", title: "group > [CE1] passes", status: "passed" },
    { file: "a.test.ts", title: "fails", status: "failed", reason: expect.stringContaining("expected 1 to be 2") },
    { file: "a.test.ts", title: "skips", status: "skipped", reason: "no printer here" },
    { file: "a.test.ts", title: "later", status: "skipped", reason: "todo" },
  ]);
});

test("a file that does not load is a failure, and so is a tidying up that throws", async () => {
  const results = await run({
    "broken.test.ts": `import "./nowhere.ts"; test("never seen", () => {});`,
    "untidy.test.ts": `test("passes", () => {}); describe("g", () => { afterAll(() => { throw new Error("still open"); }); test("passes too", () => {}); });`,
  });
  expect(results.filter(({ status }) => status === "failed")).toEqual(
    expect.arrayContaining([
      { file: "broken.test.ts", title: "(the file itself)", status: "failed", reason: expect.stringContaining("nowhere") },
      { file: "untidy.test.ts", title: "(the file itself)", status: "failed", reason: "still open" },
    ]),
  );
  expect(results.filter(({ status }) => status === "passed")).toHaveLength(2);
});

test("an error outside any test, and a process that dies under its tests, are failures", async () => {
  const results = await run({
    "loose.test.ts": `test("passes", async () => { setTimeout(() => { throw new Error("nobody waited for me"); }, 5); await new Promise((r) => setTimeout(r, 50)); });`,
    "dies.test.ts": `test("dies", () => { process.kill(process.pid, "SIGKILL"); });`,
  });
  expect(results).toContainEqual({ file: "", title: "(outside any test)", status: "failed", reason: "nobody waited for me" });
  expect(results.filter(({ status }) => status === "failed").length).toBeGreaterThanOrEqual(2);
});
