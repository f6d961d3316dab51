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

export type SuiteName = (typeof suites)[number]["name"];
