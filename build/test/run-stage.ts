import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { constants } from "node:os";
import { readResults, type TestResult } from "./results.ts";
import type { Stage } from "./stages.ts";

/** What one stage has to show. Always at least one result: a stage that proved nothing has failed. */
export type StageResult = { readonly name: string; readonly ms: number; readonly results: readonly TestResult[] };

export type StageRun = { readonly done: Promise<StageResult>; readonly interrupt: () => void };

type Ending = { readonly kind: "ended"; readonly code: number } | { readonly kind: "too-long" } | { readonly kind: "not-started"; readonly why: string };

const resultsFolder = "build/out/results";
const patienceMs = 15_000;

/** Starts a stage in a process group of its own, its output being ours. `interrupt` asks it to stop, then makes it. */
export function startStage(stage: Stage, filters: readonly string[], env: NodeJS.ProcessEnv, limitMs: number): StageRun {
  mkdirSync(resultsFolder, { recursive: true });
  const path = `${resultsFolder}/${stage.name}.ndjson`;
  rmSync(path, { force: true });
  const startedAt = Date.now();
  const args = [...stage.args, ...(stage.takesFilters ? filters : [])];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"], detached: process.platform !== "win32", env: { ...env, GUICHET_RESULTS: path } });
  const done = waitFor(child, limitMs).then((ending): StageResult => {
    const ms = Date.now() - startedAt;
    return { name: stage.name, ms, results: judge(stage, readResults(path), ending, ms) };
  });
  return { done, interrupt: () => stopGroup(child) };
}

/** Adds to what the reporter saw what it could not see: a crash, a time-out, an exit code, nothing run at all. */
export function judge(stage: Stage, seen: readonly TestResult[], ending: Ending, ms: number): readonly TestResult[] {
  const failed = (reason: string): TestResult => ({ file: "", title: stage.name, status: "failed", ms, reason });
  if (ending.kind === "not-started") return [...seen, failed(`could not start: ${ending.why}`)];
  if (ending.kind === "too-long") return [...seen, failed("stopped: it took too long")];
  if (stage.tests === undefined) return [ending.code === 0 ? { file: "", title: stage.name, status: "passed", ms } : failed(`ended with code ${ending.code}`)];
  if (seen.length === 0) return [failed(ending.code === 0 ? "no test ran" : `ended with code ${ending.code} before any test`)];
  if (ending.code !== 0 && seen.every(({ status }) => status !== "failed")) return [...seen, failed(`ended with code ${ending.code} although no test failed`)];
  return seen;
}

function waitFor(child: ChildProcess, limitMs: number): Promise<Ending> {
  return new Promise((resolve) => {
    let tooLong = false;
    const timer = setTimeout(() => {
      tooLong = true;
      stopGroup(child);
    }, limitMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      resolve({ kind: "not-started", why: error.message });
    });
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      signalGroup(child, "SIGKILL"); // whatever the stage left running
      resolve(tooLong ? { kind: "too-long" } : { kind: "ended", code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) });
    });
  });
}

function stopGroup(child: ChildProcess): void {
  signalGroup(child, "SIGINT");
  setTimeout(() => signalGroup(child, "SIGKILL"), patienceMs).unref();
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // Nobody of the group is left: what was wanted.
  }
}
