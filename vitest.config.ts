import { defineConfig } from "vitest/config";
import { suites } from "./build/test/suites.ts";
import { ResultLines } from "./build/test/vitest-reporter.ts";

if (Number(process.versions.node.split(".")[0]) < 24) {
  throw new Error(`The tests run on Node 24, this is ${process.versions.node}. Use "npm test" or "npm run test:fast", which bring it.`);
}

const never = ["**/node_modules/**", "build/out/**"];
const others = suites.flatMap(({ suffix }) => (suffix === undefined ? [] : [`**/*.${suffix}.test.{ts,tsx}`]));
/** Room for real files and real processes on two slow cores; a unit test has none of these excuses. */
const timeoutMs = { fast: 5_000, db: 30_000, pg: 60_000, model: 120_000, kill: 600_000 };

const results = process.env["GUICHET_RESULTS"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: results === undefined ? ["default"] : ["default", new ResultLines(results)],
    projects: suites.map(({ name, suffix }) => ({
      test: {
        name,
        include: suffix === undefined ? ["**/*.test.{ts,tsx}"] : [`**/*.${suffix}.test.{ts,tsx}`],
        exclude: suffix === undefined ? [...never, ...others] : never,
        testTimeout: timeoutMs[name],
        hookTimeout: Math.max(30_000, timeoutMs[name]),
        fileParallelism: name !== "kill",
        ...(name === "pg" ? { globalSetup: ["build/test/pg-global.ts"] } : {}),
      },
    })),
  },
});
