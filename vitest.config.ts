import { defineConfig } from "vitest/config";
import { DealtParts } from "./build/test/dealt-parts.ts";
import { isShortRound, suites, WIDE } from "./build/test/suites.ts";
import { ResultLines } from "./build/test/vitest-reporter.ts";

if (Number(process.versions.node.split(".")[0]) < 24) {
  throw new Error(`The tests run on Node 24, this is ${process.versions.node}. Use "npm test" or "npm run test:fast", which bring it.`);
}

const never = ["**/node_modules/**", "build/out/**", ...(isShortRound ? [WIDE] : [])];
const others = suites.flatMap(({ suffix }) => (suffix === undefined ? [] : [`**/*.${suffix}.test.{ts,tsx}`]));
/** When a test counts as hung, on two slow cores that do other things too: several times what it needs there. Not a measure of speed. */
const timeoutMs = { fast: 30_000, db: 180_000, pg: 180_000, model: 300_000, kill: 900_000, synth: 180_000, long: 1_800_000 };
/** What is waited for comes at once or never; on a loaded machine "at once" may be seconds, and vitest's own limit is one. */
const pollMs = 30_000;

/** Long rounds give each file of the fast tests a process of its own, as all others always have: what only passes in company is found there. */
const isLong = process.env["GUICHET_LONG"] === "1";

const results = process.env["GUICHET_RESULTS"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: DealtParts },
    reporters: results === undefined ? ["default"] : ["default", new ResultLines(results)],
    projects: suites.map(({ name, suffix }) => ({
      test: {
        name,
        include: suffix === undefined ? ["**/*.test.{ts,tsx}"] : [`**/*.${suffix}.test.{ts,tsx}`],
        exclude: suffix === undefined ? [...never, ...others] : never,
        testTimeout: timeoutMs[name],
        hookTimeout: Math.max(180_000, timeoutMs[name]),
        expect: { poll: { timeout: pollMs } },
        ...(name === "fast" ? { isolate: isLong, setupFiles: ["build/test/leave-as-found.ts"] } : {}),
        ...(name === "pg" ? { globalSetup: ["build/test/pg-global.ts"] } : {}),
      },
    })),
  },
});
