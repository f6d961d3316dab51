import { readFileSync } from "node:fs";
import { z } from "zod";
import { criticalPath, type Path, type Steps } from "./critical-path.ts";
import { needsOf, runsOf, type Job, type Pipeline, type Run } from "./pipeline.ts";

/** From a push to everything that happens by itself. */
export const LIMIT_SECONDS = 300;
export const TIMES_FILE = "build/deploy/stage-times.json";

const timeGate = z.strictObject({
  /** From an empty folder to the last line: clone, install, work. */
  seconds: z.number().positive(),
  /** How much of the processors' time others took just before: 0 on a machine that does nothing else. */
  busyBefore: z.number().min(0).max(1),
  measuredOn: z.iso.date(),
  commit: z.string(),
  machine: z.string(),
});
export const timesGate = z.record(z.string(), timeGate);
export type StageTime = Readonly<z.infer<typeof timeGate>>;
/** By the run's name, as GitLab names it. */
export type StageTimes = Readonly<Record<string, StageTime>>;

export const readStageTimes = (path = TIMES_FILE): StageTimes => timesGate.parse(JSON.parse(readFileSync(path, "utf8")));

/** A time taken beside other work says nothing of a runner's, which has its machine for itself. */
const QUIET = 0.1;
export const unproven = (pipeline: Pipeline, times: StageTimes): readonly string[] => measuredRuns(pipeline).map(({ name }) => name).filter((name) => (times[name]?.busyBefore ?? 1) > QUIET);

/** What a push or a merge request starts without a click. */
const startsByItself = ({ rules = [] }: Job): boolean => rules.some((each) => each.when === undefined && each.if !== '$CI_PIPELINE_SOURCE == "schedule"');

export function measuredRuns({ jobs }: Pipeline): readonly Run[] {
  return [...jobs].filter(([, job]) => startsByItself(job)).flatMap(([name, job]) => runsOf(name, job));
}

/** The pipeline as steps: a job takes as long as its longest part, and waits for what it needs, else for every stage before its own. */
export function timedSteps(pipeline: Pipeline, times: StageTimes): Steps {
  const timed = [...pipeline.jobs].filter(([, job]) => startsByItself(job));
  const place = ({ stage = "" }: Job): number => pipeline.stages.indexOf(stage);
  return new Map(timed.map(([name, job]) => [name, {
    seconds: Math.max(...runsOf(name, job).map((run) => secondsOf(run, times))),
    needs: job.needs === undefined ? timed.filter(([, other]) => place(other) < place(job)).map(([other]) => other) : needsOf(job),
  }]));
}

function secondsOf({ name }: Run, times: StageTimes): number {
  const time = times[name];
  if (time === undefined) throw new Error(`${name} has no measured time: npm run pipeline -- measure "${name}"`);
  return time.seconds;
}

export const longestWay = (pipeline: Pipeline, times: StageTimes): Path => criticalPath(timedSteps(pipeline, times));
