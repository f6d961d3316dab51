import type { TestResult } from "./results.ts";
import type { StageResult } from "./run-stage.ts";

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

export function countResults(results: readonly TestResult[]): Counts {
  const of = (status: TestResult["status"]) => results.filter((result) => result.status === status).length;
  return { passed: of("passed"), failed: of("failed"), skipped: of("skipped") };
}

/** One line for the end of a stage. */
export function stageLine({ name, ms, results }: StageResult): string {
  const { passed, failed, skipped } = countResults(results);
  return `── ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds(ms)}`;
}

/** Everything said at the end. Scripts read its last line: exactly `N passed, N failed`. */
export function summary(stages: readonly StageResult[]): string {
  const all = stages.flatMap(({ results }) => results);
  const { passed, failed, skipped } = countResults(all);
  const lines = (status: TestResult["status"]) => stages.flatMap((stage) => stage.results.filter((result) => result.status === status).map((result) => `  [${stage.name}] ${describe(result)}`));
  return [
    "",
    table(stages),
    "",
    ...(failed === 0 ? [] : ["failed:", ...lines("failed"), ""]),
    `skipped: ${skipped}`,
    ...lines("skipped"),
    "",
    `${passed} passed, ${failed} failed`,
  ].join("\n");
}

function describe({ file, title, reason }: TestResult): string {
  return [file, title, reason].filter((part) => part !== undefined && part !== "").join(": ");
}

function table(stages: readonly StageResult[]): string {
  const rows = [["stage", "passed", "failed", "skipped", "time"], ...stages.map(row)];
  return rows.map(([name = "", ...cells]) => name.padEnd(10) + cells.map((cell) => cell.padStart(10)).join("")).join("\n");
}

function row({ name, ms, results }: StageResult): readonly string[] {
  const { passed, failed, skipped } = countResults(results);
  return [name, String(passed), String(failed), String(skipped), seconds(ms)];
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
