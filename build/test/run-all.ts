import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type StageResult, type StageRun, startStage } from "./run-stage.ts";
import { hasTests, type Stage, stages } from "./stages.ts";
import { type Round, withStagesAgain } from "./stages-again.ts";
import { countResults, stageLine, summary } from "./summary.ts";

/**
 * `npm test`: every stage in order, whatever became of those before, then the table and the count.
 * `--only a,b` runs some of them (with `--all`, whole, their results take the place of those of the last whole round), `--all` the wide tests too, `--long` gives all of them room for bigger rounds. Anything else goes to
 * vitest and Playwright as it is: file filters, `-t` or `-g` with a title.
 */
const longFactor = 6;

async function main(): Promise<number> {
  const { only, all, long, passedOn } = readArguments(process.argv.slice(2));
  const chosen = chooseStages(only, long);
  const interruption = listenForInterruption();
  const done: StageResult[] = [];
  for (const stage of chosen) {
    if (interruption.requested()) break;
    console.log(`\n── ${stage.name}`);
    if (!hasTests(stage)) {
      console.log("(no such tests in the repository yet)");
      continue;
    }
    const run = startStage(stage, passedOn, environment(stage, long, only === undefined && !all && !long), long ? stage.limitMs * longFactor : stage.limitMs);
    interruption.watch(run);
    const result = await run.done;
    done.push(result);
    console.log(stageLine(result));
  }
  const round = resultsOf(done);
  write(only === undefined ? ROUND : "some-test-results", round);
  // A stage of the whole round, run again from its first test to its last.
  if (all && only !== undefined && passedOn.length === 0 && !interruption.requested() && existsSync(fileOf(ROUND))) write(ROUND, withStagesAgain(JSON.parse(readFileSync(fileOf(ROUND), "utf8")), round));
  console.log(summary(done));
  if (interruption.requested()) return 130;
  const { passed, failed } = countResults(done.flatMap(({ results }) => results));
  return failed === 0 && passed > 0 ? 0 : 1;
}

function chooseStages(only: string | undefined, long: boolean): readonly Stage[] {
  if (only === undefined) return stages.filter(({ name }) => long || name !== "long");
  const names = only.split(",");
  const unknown = names.filter((name) => stages.every((stage) => stage.name !== name));
  if (unknown.length > 0) throw new Error(`No such stage: ${unknown.join(", ")}. Stages: ${stages.map(({ name }) => name).join(", ")}.`);
  return stages.filter(({ name }) => names.includes(name));
}

function readArguments(args: readonly string[]): { readonly only: string | undefined; readonly all: boolean; readonly long: boolean; readonly passedOn: readonly string[] } {
  const at = args.indexOf("--only");
  const rest = at === -1 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  return { only: at === -1 ? undefined : args[at + 1], all: rest.includes("--all"), long: rest.includes("--long"), passedOn: rest.filter((arg) => arg !== "--long" && arg !== "--all") };
}

/** No colours unless a person is looking; nothing here asks a question, so nothing needs an input. */
function environment(stage: Stage, long: boolean, short: boolean): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, NO_COLOR: __, ...rest } = process.env;
  const plain = process.env["CI"] !== undefined || process.env["NO_COLOR"] !== undefined || !process.stdout.isTTY;
  // Tests start hundreds of processes of the same sources: read and compiled once, each starts in half the time. Node keys it by content.
  const compileCache = process.env["NODE_COMPILE_CACHE"] ?? resolve("build/out/compile-cache");
  return { NODE_COMPILE_CACHE: compileCache, ...(plain ? { ...rest, ...stage.plain } : process.env), ...(long ? { GUICHET_LONG: "1" } : {}), ...(short ? { GUICHET_SHORT: "1" } : {}) };
}

/** Ctrl-C stops the stage that runs and starts no other; what is already known is still counted. */
function listenForInterruption(): { readonly requested: () => boolean; readonly watch: (run: StageRun) => void } {
  let asked = false;
  let current: StageRun | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      asked = true;
      current?.interrupt();
    });
  }
  return {
    requested: () => asked,
    watch: (run) => {
      current = run;
    },
  };
}

/** For docs/features.md: the last round of all stages. */
const ROUND = "test-results";
const fileOf = (name: string): string => `build/out/${name}.json`;

function write(name: string, round: Round): void {
  mkdirSync("build/out", { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify(round, null, 1)}\n`);
}

function resultsOf(done: readonly StageResult[]): Round {
  const tests = done.flatMap((stage) => stage.results.map((result) => ({ stage: stage.name, ...result })));
  const times = done.map((stage) => ({ name: stage.name, ms: stage.ms, ...countResults(stage.results) }));
  const round = { ...commit(), at: new Date().toISOString(), node: process.versions.node, stages: times, tests };
  return round;
}

/** Unknown outside a git clone, for instance in an unpacked archive. */
function commit(): { readonly commit: string | undefined; readonly modified: boolean } {
  const git = (...args: readonly string[]) => execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    return { commit: git("rev-parse", "HEAD"), modified: git("status", "--porcelain") !== "" };
  } catch {
    return { commit: undefined, modified: false };
  }
}

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
process.exitCode = await main();
