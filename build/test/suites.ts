/** The families of tests that vitest runs, told apart by the end of their file names. */
export const suites = [
  { name: "fast", suffix: undefined },
  { name: "db", suffix: "db" },
  { name: "pg", suffix: "pg" },
  { name: "model", suffix: "model" },
  { name: "kill", suffix: "kill" },
  { name: "synth", suffix: "synth" },
  /** What takes minutes by itself: only in `npm run test:long`, or when asked for by name. */
  { name: "long", suffix: "long" },
] as const;

/**
 * Tests of any family that wait for the whole round (`cli.wide.db.test.ts`, `papers.wide.e2e.ts`): whole programs side by side, whose parts every run tests by
 * themselves. `npm test` leaves them out; a suite by its name, `npm run test:all`, the pipeline and the long round have them (docs/decisions/0079-rounds.md).
 */
export const WIDE = "**/*.wide.*{test,e2e}.ts";
/** Set by `npm test` for the runners. */
export const isShortRound = process.env["GUICHET_SHORT"] === "1";

export type SuiteName = (typeof suites)[number]["name"];
