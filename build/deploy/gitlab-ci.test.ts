import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { scripts } from "../bootstrap/scripts.mjs";
import { EXIT } from "../supply/exit-codes.ts";
import { suites } from "../test/suites.ts";
import { linesOf, needsOf, readPipeline, runsOf, type Job } from "./pipeline.ts";

const text = readFileSync(".gitlab-ci.yml", "utf8");
/** Of GitLab's own: no job may be called so. */
const RESERVED = ["image", "services", "stages", "types", "before_script", "after_script", "variables", "cache", "include", "pages", "true", "false", "nil", "default", "workflow", "spec"];
const { stages, workflow, variables, default: defaults, jobs: byName } = readPipeline();
const jobs = [...byName];
const find = (name: string): Job => byName.get(name) ?? {};
const lines = jobs.flatMap(([, job]) => linesOf(job));

test("every job has a stage, a script and rules, and needs only jobs that are there and not later", () => {
  expect(defaults).toBeDefined();
  expect(workflow).toBeDefined();
  expect(jobs.length).toBeGreaterThan(8);
  for (const [name, job] of jobs) {
    expect(RESERVED).not.toContain(name);
    expect([name, stages.includes(job.stage ?? ""), job.script !== undefined, job.rules !== undefined]).toEqual([name, true, true, true]);
    for (const needed of needsOf(job)) {
      expect(jobs.map(([each]) => each), name).toContain(needed);
      expect(stages.indexOf(find(needed).stage ?? ""), `${name} needs ${needed}`).toBeLessThanOrEqual(stages.indexOf(job.stage ?? ""));
    }
  }
  expect(stages.filter((stage) => !jobs.some(([, job]) => job.stage === stage))).toEqual([]);
});

test("every script and file that a job runs is in the repository", () => {
  for (const line of lines) {
    for (const [, name] of line.matchAll(/npm run ([\w:-]+)/g)) if (!line.includes("$SUITE")) expect(Object.keys(scripts)).toContain(name);
    for (const [, file] of line.matchAll(/bin\/node ([\w/.-]+\.ts)/g)) expect([file, existsSync(file ?? "")]).toEqual([file, true]);
  }
  expect(find("test").script).toEqual(["npm run test:$SUITE -- --shard=$PART"]);
  const parts = Map.groupBy(runsOf("test", find("test")).map(({ variables }) => variables), ({ SUITE }) => SUITE ?? "");
  expect([...parts.keys()].toSorted()).toEqual([...suites.map(({ name }) => name).filter((name) => name !== "fast" && name !== "long"), "e2e"].toSorted()); // "fast" is in `check`, "long" is in the long round
  for (const [suite, runs] of parts) {
    expect(Object.keys(scripts)).toContain(`test:${suite}`);
    for (const [kind, its] of Map.groupBy(runs.map(({ PART = "" }) => PART.split(" ")), ([, project]) => project)) {
      expect([suite, kind, its.map(([part]) => part)]).toEqual([suite, kind, its.map((_part, at) => `${at + 1}/${its.length}`)]);
    }
  }
});

test("the long round is every suite, by the schedule only, and nothing waits for it", () => {
  const long = find("long-round");
  expect(long.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "schedule"' }]);
  expect(long.script).toEqual(["npm run test:long -- --only renderer,$SUITE"]);
  expect(runsOf("long-round", long).map(({ variables: { SUITE } }) => SUITE).toSorted()).toEqual([...suites.map(({ name }) => name), "e2e"].toSorted());
  expect(jobs.filter(([, job]) => needsOf(job).includes("long-round") || job.needs === undefined).map(([name]) => name)).toEqual(["check"]); // of the first stage: nothing is before it
  expect(needsOf(find("restart-production"))).toEqual([]);
});

test("what others wrote is judged every week; nobody's work waits for it, and nothing judged is no tick", () => {
  const supply = find("supply");
  expect(supply.script).toEqual(["npm run supply -- audit licences electron"]);
  expect(supply.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "schedule"' }]);
  expect(supply.allow_failure).toEqual({ exit_codes: [EXIT.unjudged] });
  expect([needsOf(supply), jobs.filter(([, job]) => needsOf(job).includes("supply"))]).toEqual([[], []]);
});

test("production is one click, on the main branch, after staging, one at a time, and goes back by itself", () => {
  const production = find("deploy-production");
  expect(production.rules).toEqual([{ if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"', when: "manual" }]);
  expect(production).toMatchObject({ resource_group: "production", interruptible: false, environment: { name: "production" } });
  expect(needsOf(production)).toContain("deploy-staging");
  expect(production.script?.at(-1)).toContain("build/deploy/main.ts roll-out");
  expect(find("roll-back-production").rules?.[0]?.when).toBe("manual");
});

test("it checks, tests, makes the image and shows what changes before it deploys", () => {
  expect(stages).toEqual(["check", "test", "build", "image", "diff", "deploy"]);
  for (const name of ["deploy-staging", "deploy-production"]) expect([name, needsOf(find(name))]).toEqual([name, expect.arrayContaining(["check", "test", "build", "server-image"])]);
  for (const name of ["server-image", "synth-diff"]) expect([name, needsOf(find(name))]).toEqual([name, ["build"]]);
});

test("one job puts the packages into the cache, all others only take them", () => {
  expect(defaults).toMatchObject({ cache: { policy: "$CACHE_POLICY" } });
  expect(variables["CACHE_POLICY"]).toBe("pull");
  expect(jobs.filter(([, job]) => job.variables?.["CACHE_POLICY"] === "pull-push").map(([name]) => name)).toEqual(["build"]);
});

test("no key is written, none is in a command's arguments, no image moves", () => {
  expect(text).not.toMatch(/AKIA[0-9A-Z]{16}|BEGIN [A-Z ]*PRIVATE KEY|aws_secret_access_key/i);
  expect(JSON.stringify(variables)).not.toMatch(/password|token|secret/i);
  for (const line of lines) expect(line).not.toMatch(/--(?:password|src-creds|dest-creds|creds)[ =]/);
  for (const [name, { image }] of jobs) expect([name, /:latest/.test(JSON.stringify(image ?? ""))]).toEqual([name, false]);
});
