import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { createOnDiskFolder } from "../test/on-disk-folder.ts";
import { needsOf, type Pipeline, type Run } from "./pipeline.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { rehearseRun } from "./rehearse-run.ts";
import { measuredRuns, readStageTimes, TIMES_FILE, type StageTime } from "./stage-times.ts";

const LOOK_MS = 3_000;

/** Rehearses the named runs, or all, one after the other, and writes how long each took beside the others' times. One that fails is named at the end. What is committed is measured, not what is being edited. */
export async function measureStages(root: string, pipeline: Pipeline, names: readonly string[], say: (line: string) => void): Promise<void> {
  const runs = chosenRuns(pipeline, names);
  const git = (...args: readonly string[]): string => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const folder = createOnDiskFolder("guichet-pipeline-");
  const tidy = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once("exit", tidy);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
  const server = createServer((_request, response) => response.writeHead(200).end());
  try {
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
    const bound = server.address();
    const address = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
    const rehearsal: Rehearsal = { root, folder, pipeline, commit: git("rev-parse", "HEAD"), commitBefore: git("rev-parse", "HEAD~1"), address };
    mkdirSync(join(folder, "packages"));
    say("filling the cache of packages (not measured)");
    await rehearseRun({ name: "packages", job: "packages", variables: {} }, { ...rehearsal, pipeline: { ...pipeline, jobs: new Map([["packages", { script: ["npm ci --ignore-scripts --no-audit --no-fund"] }]]) } });
    const failed: string[] = [];
    for (const run of runs) {
      const busyBefore = await busyShare();
      try {
        const seconds = round(await rehearseRun(run, rehearsal));
        say(`${run.name.padEnd(24)}${seconds.toFixed(1).padStart(8)} s   ${Math.round(busyBefore * 100)} % busy before`);
        write(pipeline, run.name, { seconds, busyBefore, measuredOn: new Date().toISOString().slice(0, 10), commit: rehearsal.commit.slice(0, 7), machine: machine() });
      } catch (error) {
        say(`${run.name.padEnd(24)} failed: ${error instanceof Error ? error.message : String(error)}`);
        failed.push(run.name);
      }
    }
    if (failed.length > 0) throw new Error(`failed, and keep the times they had: ${failed.join(", ")}`);
  } finally {
    server.close();
    tidy();
  }
}

/** In the pipeline's order; whoever makes an artifact that a chosen one needs comes along. */
export function chosenRuns(pipeline: Pipeline, names: readonly string[]): readonly Run[] {
  const all = measuredRuns(pipeline);
  const unknown = names.filter((name) => !all.some((run) => run.name === name));
  if (unknown.length > 0) throw new Error(`No such run: ${unknown.join(", ")}. Runs: ${all.map(({ name }) => name).join(", ")}.`);
  const chosen = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  const makers = new Set(chosen.flatMap(({ job }) => needsOf(pipeline.jobs.get(job) ?? {})).filter((needed) => pipeline.jobs.get(needed)?.artifacts !== undefined));
  return all.filter((run) => chosen.includes(run) || makers.has(run.job));
}

function write(pipeline: Pipeline, name: string, time: StageTime): void {
  const times = { ...readStageTimes(), [name]: time };
  const lines = measuredRuns(pipeline).flatMap((run) => (times[run.name] === undefined ? [] : [`  ${JSON.stringify(run.name)}: ${JSON.stringify(times[run.name])}`]));
  writeFileSync(TIMES_FILE, `{\n${lines.join(",\n")}\n}\n`);
}

/** How much of the processors' time is in use while this process only waits. */
async function busyShare(): Promise<number> {
  const look = () => cpus().map(({ times }) => times).reduce((sum, { idle, user, nice, sys, irq }) => ({ idle: sum.idle + idle, all: sum.all + idle + user + nice + sys + irq }), { idle: 0, all: 0 });
  const before = look();
  await pause(LOOK_MS);
  const after = look();
  return Math.round((1 - (after.idle - before.idle) / Math.max(1, after.all - before.all)) * 100) / 100;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const machine = (): string => `${cpus().length} processors (${cpus()[0]?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.versions.node}`;
