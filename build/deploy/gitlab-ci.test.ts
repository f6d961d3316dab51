import { existsSync, readFileSync } from "node:fs";
import { Yaml } from "cdk8s";
import { expect, test } from "vitest";
import { z } from "zod";
import { scripts } from "../bootstrap/scripts.mjs";
import { suites } from "../test/suites.ts";

const text = readFileSync(".gitlab-ci.yml", "utf8");
const need = z.union([z.string(), z.strictObject({ job: z.string() })]);
const rule = z.strictObject({ if: z.string(), when: z.enum(["manual", "on_success", "never", "always"]).optional(), allow_failure: z.boolean().optional() });
/** The words of a job that this pipeline uses, as GitLab's reference has them; another one has to be looked up there first. */
const jobGate = z.strictObject({
  stage: z.string(), extends: z.string(), needs: z.array(need), script: z.array(z.string()).min(1), before_script: z.array(z.string()), rules: z.array(rule).min(1),
  image: z.union([z.string(), z.strictObject({ name: z.string(), entrypoint: z.array(z.string()) })]),
  variables: z.record(z.string(), z.string()), cache: z.array(z.unknown()), interruptible: z.boolean(), resource_group: z.string(),
  parallel: z.strictObject({ matrix: z.array(z.record(z.string(), z.array(z.string()))) }),
  artifacts: z.strictObject({ paths: z.array(z.string()).optional(), reports: z.strictObject({ cyclonedx: z.array(z.string()) }).optional(), expose_as: z.string().optional(), expire_in: z.string() }),
  environment: z.strictObject({ name: z.enum(["staging", "production"]), url: z.string(), deployment_tier: z.literal("production").optional(), action: z.enum(["start", "stop", "prepare", "verify", "access"]).optional() }),
  id_tokens: z.record(z.string(), z.strictObject({ aud: z.string() })),
}).partial();
type Job = z.infer<typeof jobGate>;

/** Of GitLab's own: no job may be called so. */
const RESERVED = ["image", "services", "stages", "types", "before_script", "after_script", "variables", "cache", "include", "pages", "true", "false", "nil", "default", "workflow", "spec"];
const [document] = Yaml.load(".gitlab-ci.yml");
const { stages, workflow, variables, default: defaults, ...rest } = z.looseObject({ stages: z.array(z.string()), workflow: z.unknown(), variables: z.record(z.string(), z.string()), default: z.unknown() }).parse(document);
const { ".on-changes": _rules, ...described } = rest;
const written = z.record(z.string(), jobGate).parse(described);

const whole = (job: Job): Job => (job.extends === undefined ? job : { ...whole(written[job.extends] ?? {}), ...job });
const jobs = Object.entries(written).filter(([name]) => !name.startsWith(".")).map(([name, job]): readonly [string, Job] => [name, whole(job)]);
const find = (name: string): Job => jobs.find(([each]) => each === name)?.[1] ?? {};
const needsOf = (job: Job): readonly string[] => (job.needs ?? []).map((each) => (typeof each === "string" ? each : each.job));
const lines = jobs.flatMap(([, job]) => [...(job.before_script ?? []), ...(job.script ?? [])]);

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

test("what a job needs runs wherever it does: GitLab refuses the pipeline otherwise", () => {
  const conditions = (job: Job): readonly string[] => (job.rules ?? []).map((each) => each.if);
  const isMain = (condition: string): boolean => condition.includes("$CI_DEFAULT_BRANCH");
  for (const [name, job] of jobs) for (const needed of needsOf(job)) {
    const theirs = conditions(find(needed));
    for (const condition of conditions(job)) expect(theirs.includes(condition) || theirs.includes('$CI_PIPELINE_SOURCE != "schedule"') || (isMain(condition) && theirs.some(isMain)), `${name} needs ${needed}`).toBe(true);
  }
});

test("every script and file that a job runs is in the repository", () => {
  for (const line of lines) {
    for (const [, name] of line.matchAll(/npm run ([\w:-]+)/g)) if (!line.includes("$SUITE")) expect(Object.keys(scripts)).toContain(name);
    for (const [, file] of line.matchAll(/bin\/node ([\w/.-]+\.ts)/g)) expect([file, existsSync(file ?? "")]).toEqual([file, true]);
  }
  const suitesRun = find("test").parallel?.matrix[0]?.["SUITE"] ?? [];
  expect(suitesRun.toSorted()).toEqual([...suites.map(({ name }) => name).filter((name) => name !== "fast"), "e2e"].toSorted()); // "fast" is in `check`
  for (const suite of suitesRun) expect(Object.keys(scripts)).toContain(`test:${suite}`);
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
  expect(needsOf(find("server-image")).toSorted()).toEqual(["build", "check", "test"]);
  expect(needsOf(find("deploy-staging"))).toContain("server-image");
});

test("no key is written, none is in a command's arguments, no image moves", () => {
  expect(text).not.toMatch(/AKIA[0-9A-Z]{16}|BEGIN [A-Z ]*PRIVATE KEY|aws_secret_access_key/i);
  expect(JSON.stringify(variables)).not.toMatch(/password|token|secret/i);
  for (const line of lines) expect(line).not.toMatch(/--(?:password|src-creds|dest-creds|creds)[ =]/);
  for (const [name, { image }] of jobs) expect([name, /:latest/.test(JSON.stringify(image ?? ""))]).toEqual([name, false]);
});
