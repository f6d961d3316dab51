import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { TestResult } from "./results.ts";
import { judge, startStage } from "./run-stage.ts";
import type { Stage } from "./stages.ts";

const suite: Stage = { name: "fast", args: [], takesFilters: true, tests: "**/*.test.ts", plain: {}, limitMs: 1_000 };
const tool: Stage = { ...suite, name: "lint", tests: undefined };
const passed: TestResult = { file: "a.test.ts", title: "one", status: "passed", ms: 1 };
const failed: TestResult = { ...passed, status: "failed" };
const ended = (code: number) => ({ kind: "ended", code }) as const;
const statuses = (results: readonly TestResult[]) => results.map(({ status }) => status);

test("tests that ran are the result", () => {
  expect(judge(suite, [passed, passed], ended(0), 5)).toEqual([passed, passed]);
  expect(judge(suite, [passed, failed], ended(1), 5)).toEqual([passed, failed]);
});

test("a suite that ran nothing has failed, even when it ends well", () => {
  expect(judge(suite, [], ended(0), 5)).toEqual([{ file: "", title: "fast", status: "failed", ms: 5, reason: "no test ran" }]);
});

test("a suite that crashes after some tests passed has failed", () => {
  expect(statuses(judge(suite, [passed], ended(134), 5))).toEqual(["passed", "failed"]);
  expect(statuses(judge(suite, [passed], { kind: "too-long" }, 5))).toEqual(["passed", "failed"]);
  expect(statuses(judge(suite, [], { kind: "not-started", why: "ENOENT" }, 5))).toEqual(["failed"]);
});

test("a tool is one test, by its exit code", () => {
  expect(statuses(judge(tool, [], ended(0), 5))).toEqual(["passed"]);
  expect(statuses(judge(tool, [], ended(2), 5))).toEqual(["failed"]);
});

function run(code: string, limitMs = 20_000) {
  const stage: Stage = { ...tool, name: `self-${process.pid}`, args: ["-e", code] };
  return startStage(stage, [], process.env, limitMs);
}

test("a stage that never ends is stopped, and counted as failed", async () => {
  const { results } = await run("setInterval(() => {}, 1000)", 300).done;
  expect(results).toMatchObject([{ status: "failed", reason: "stopped: it took too long" }]);
});

test.skipIf(process.platform === "win32")("what a stage leaves running ends with it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-stage-"));
  const sign = join(folder, "alive");
  const child = `setInterval(() => require("fs").writeFileSync(${JSON.stringify(sign)}, String(Date.now())), 20)`;
  try {
    await run(`require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "ignore" }).unref(); setTimeout(() => process.exit(0), 300);`).done;
    writeFileSync(sign, "none since");
    await sleep(150);
    expect(readFileSync(sign, "utf8")).toBe("none since");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a stage that is interrupted ends, and says so by its code", async () => {
  const stage = run("setInterval(() => {}, 1000)");
  await sleep(200);
  stage.interrupt();
  const { results } = await stage.done;
  expect(results).toMatchObject([{ status: "failed", reason: "ended with code 130" }]);
});
