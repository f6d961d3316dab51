import { expect, test } from "vitest";
import { readPipeline } from "./pipeline.ts";
import { LIMIT_SECONDS, longestWay, measuredRuns, readStageTimes, timedSteps, unproven, type StageTimes } from "./stage-times.ts";

const pipeline = readPipeline();
const times = readStageTimes();

test("the pipeline takes less than five minutes, by the measured times of its jobs", ({ skip }) => {
  const missing = unproven(pipeline, times);
  skip(missing.length > 0, `not measured on a quiet machine yet: ${missing.join(", ")}; npm run pipeline -- measure`);
  expect(longestWay(pipeline, times).seconds).toBeLessThanOrEqual(LIMIT_SECONDS);
});

test("every part of every job that starts by itself is to be measured, in every stage; no other time is kept", () => {
  const runs = measuredRuns(pipeline);
  expect(new Set(runs.map(({ job }) => pipeline.jobs.get(job)?.stage))).toEqual(new Set(pipeline.stages));
  expect(runs.map(({ name }) => name)).toEqual(expect.arrayContaining(["check", "test: [kill, 1/2]", "test: [e2e, 2/2 --project=screens]", "test: [db, 1/4]", "deploy-staging"]));
  expect(Object.keys(times).filter((name) => !runs.some((run) => run.name === name))).toEqual([]);
});

test("what only the schedule starts is not on anybody's way: it needs no time, and adds none", () => {
  const scheduled = [...pipeline.jobs].filter(([, { rules = [] }]) => rules.every((rule) => rule.if === '$CI_PIPELINE_SOURCE == "schedule"')).map(([name]) => name);
  expect(scheduled).toEqual(["supply", "long-round", "restart-production"]);
  expect(measuredRuns(pipeline).filter(({ job }) => scheduled.includes(job))).toEqual([]);
  for (const name of scheduled) expect([...timedSteps(pipeline, tens()).keys()]).not.toContain(name);
});

/** Every run takes ten seconds, but for what is said otherwise. */
const tens = (over: Readonly<Record<string, number>> = {}): StageTimes => Object.fromEntries(measuredRuns(pipeline).map(({ name }) => [name, { seconds: over[name] ?? 10, busyBefore: 0, measuredOn: "2020-04-15", commit: "0000000", machine: "none" }]));

test("one slow part is enough to break the promise, and is named", () => {
  expect(longestWay(pipeline, tens({ "test: [e2e, 2/8 --project=stories]": LIMIT_SECONDS }))).toEqual({ steps: ["test", "deploy-staging"], seconds: LIMIT_SECONDS + 10 });
  expect(longestWay(pipeline, tens({ "test: [kill, 2/2]": 21 })).steps).toEqual(["test", "deploy-staging"]);
  expect(longestWay(pipeline, tens()).steps).toEqual(["build", "server-image", "deploy-staging"]);
  expect(longestWay(pipeline, tens({ "synth-diff": 100 }))).toEqual({ steps: ["build", "synth-diff"], seconds: 110 });
});

test("a job without needs waits for every stage before its own, as GitLab has it", () => {
  const jobs = new Map(pipeline.jobs);
  jobs.set("build", { ...jobs.get("build"), needs: undefined });
  expect(timedSteps({ ...pipeline, jobs }, tens()).get("build")?.needs).toEqual(["check", "test"]);
});

test("a job that nobody measured is asked for by name", () => {
  const { check: _unmeasured, ...rest } = tens();
  expect(() => longestWay(pipeline, rest)).toThrow('npm run pipeline -- measure "check"');
});

test("a time taken beside other work proves nothing", () => {
  expect(unproven(pipeline, tens())).toEqual([]);
  const { check, ...rest } = tens();
  expect(unproven(pipeline, rest)).toEqual(["check"]);
  expect(unproven(pipeline, { ...rest, check: { seconds: 10, measuredOn: "2020-04-15", commit: "0000000", machine: "none", ...check, busyBefore: 0.5 } })).toEqual(["check"]);
});
