// Every documented script, and what runs behind it. package.json calls each of them by its name.

/**
 * @typedef {object} Script
 * @property {string} entry what Node 24 runs, relative to the root of the repository
 * @property {readonly string[]} [args] put before the caller's own arguments
 * @property {boolean} [renderer] true when the screens must be compiled before it starts
 * @property {boolean} [page] the same for the public page of a verification
 * @property {true | string} [evidence] the same for the page that goes into evidence files; a word: only where the arguments hold it
 * @property {string} [audit] the same for the page that goes into exports of the audit: only where the arguments hold this word
 */

const runAll = "build/test/run-all.ts";

/** @type {Readonly<Record<string, Script>>} */
export const scripts = {
  start: { entry: "build/start/start.ts", renderer: true, page: true, evidence: true },
  server: { entry: "sync-server/main.ts", page: true, audit: "audit-export" },
  app: { entry: "main/hosts/loopback/main.ts", renderer: true, evidence: true },
  guichet: { entry: "main/hosts/cli/main.ts", evidence: "evidence" },
  demo: { entry: "build/demo/demo.ts" },
  screens: { entry: "e2e/screens.ts", renderer: true, page: true, evidence: true },
  bench: { entry: "bench/main.ts", renderer: true },
  load: { entry: "bench/load/main.ts", page: true },
  day: { entry: "bench/day/main.ts" },
  release: { entry: "build/release/main.ts" },
  features: { entry: "build/features/features.ts" },
  fuzz: { entry: "build/fuzz/main.ts" },
  chaos: { entry: "build/chaos/main.ts" },
  pentest: { entry: "build/pentest/main.ts", renderer: true, page: true },
  security: { entry: "build/security/main.ts" },
  observe: { entry: "build/observe/main.ts" },
  supply: { entry: "build/supply/main.ts" },
  pipeline: { entry: "build/deploy/pipeline-times.ts" },
  rehearse: { entry: "build/rehearse/main.ts" },
  dist: { entry: "build/dist/dist.ts", renderer: true },
  "apt-repository": { entry: "build/dist/linux/apt-repository.ts" },
  test: { entry: runAll },
  "test:all": { entry: runAll, args: ["--all"] },
  "test:long": { entry: runAll, args: ["--long"] },
  check: { entry: runAll, args: ["--only", "types,lint,fast"] },
  "test:fast": { entry: runAll, args: ["--only", "fast"] },
  "test:db": { entry: runAll, args: ["--only", "renderer,db"] },
  "test:pg": { entry: runAll, args: ["--only", "pg"] },
  "test:model": { entry: runAll, args: ["--only", "model"] },
  "test:kill": { entry: runAll, args: ["--only", "renderer,kill"] },
  "test:e2e": { entry: runAll, args: ["--only", "renderer,e2e"] },
  synth: { entry: "sync-server/infra/synth.ts" },
  "test:synth": { entry: runAll, args: ["--only", "synth"] },
  types: { entry: "node_modules/typescript/bin/tsc", args: ["-b", "--checkers", "1"] },
  lint: { entry: "node_modules/oxlint/bin/oxlint", args: ["-c", "build/lint/oxlint.json", "--type-aware", "--format=unix"] },
};
