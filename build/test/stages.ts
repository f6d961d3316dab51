import { globSync } from "node:fs";
import { type SuiteName, suites } from "./suites.ts";

/** One part of `npm test`, in the order in which they run. */
export type Stage = {
  readonly name: string;
  /** Arguments of Node. The caller's file filters come after them, where the stage takes any. */
  readonly args: readonly string[];
  readonly takesFilters: boolean;
  /** Undefined for a tool (types, lint), which is one test by itself: passed when it ends with 0. */
  readonly tests: string | undefined;
  /** What makes it write without colours: its tools do not agree on the variable, and warn about the other one. */
  readonly plain: Readonly<Record<string, string>>;
  /** The stage is stopped, and failed, after this long; six times this in a long run. */
  readonly limitMs: number;
};

const minute = 60_000;
const limits: Readonly<Record<SuiteName, number>> = { fast: 10 * minute, db: 20 * minute, pg: 20 * minute, model: 20 * minute, kill: 30 * minute, synth: 10 * minute, long: 20 * minute };

export const stages: readonly Stage[] = [
  // Rooms are checked side by side already: several checkers in each would read the same packages several times.
  tool("types", ["node_modules/typescript/bin/tsc", "-b", "--checkers", "1", "--pretty", "false"], 5 * minute),
  tool("lint", ["node_modules/oxlint/bin/oxlint", "-c", "build/lint/oxlint.json", "--type-aware", "--format=unix"], 5 * minute),
  // Before the tests of the command line and of the hosts, which serve what it makes.
  tool("renderer", ["build/test/compile-renderer.ts"], 5 * minute),
  ...suites.map(({ name, suffix }) => ({
    name,
    args: ["node_modules/vitest/vitest.mjs", "run", "--project", name, "--passWithNoTests", "--allowOnly=false", "--silent=passed-only"],
    takesFilters: true,
    tests: suffix === undefined ? "**/*.test.{ts,tsx}" : `**/*.${suffix}.test.{ts,tsx}`,
    plain: { NO_COLOR: "1" },
    limitMs: limits[name],
  })),
  {
    name: "e2e",
    args: ["node_modules/@playwright/test/cli.js", "test", "--forbid-only", "--reporter=list,./build/test/playwright-reporter.ts"],
    takesFilters: true,
    tests: "e2e/**/*.e2e.ts",
    plain: { FORCE_COLOR: "0" },
    limitMs: 30 * minute,
  },
];

function tool(name: string, args: readonly string[], limitMs: number): Stage {
  return { name, args, takesFilters: false, tests: undefined, plain: { NO_COLOR: "1" }, limitMs };
}

/** True when the repository holds tests for this stage, so that running none of them would be a failure. */
export function hasTests(stage: Stage): boolean {
  if (stage.tests === undefined) return true;
  return globSync(stage.tests, { exclude: ["**/node_modules/**", "build/out/**"] }).length > 0;
}
