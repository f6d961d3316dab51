import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { readPipeline, runsOf } from "./pipeline.ts";

const tool = join(process.cwd(), "node_modules/gitlab-ci-local/dist/index.js");
const text = readFileSync(".gitlab-ci.yml", "utf8");
const folder = mkdtempSync(join(tmpdir(), "guichet-gitlab-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PUSH = ["--variable", "CI_PIPELINE_SOURCE=push", "--variable", "CI_COMMIT_BRANCH=main", "--variable", "CI_DEFAULT_BRANCH=main"];
const MERGE_REQUEST = ["--variable", "CI_PIPELINE_SOURCE=merge_request_event", "--variable", "CI_DEFAULT_BRANCH=main", "--unset-variable", "CI_COMMIT_BRANCH"];
const SCHEDULE = ["--variable", "CI_PIPELINE_SOURCE=schedule", "--variable", "CI_COMMIT_BRANCH=main", "--variable", "CI_DEFAULT_BRANCH=main"];

type Said = { readonly code: number | null; readonly out: string; readonly complaint: string };

let count = 0;
/** What gitlab-ci-local says of a pipeline, which it compares with the schema that GitLab publishes and that travels inside it; it asks no network. */
function ask(pipeline: string, args: readonly string[]): Promise<Said> {
  const place = join(folder, String(count += 1));
  mkdirSync(place);
  writeFileSync(join(place, ".gitlab-ci.yml"), pipeline);
  const settings = ["--state-dir", "state", "--home", "home", "--ignore-predefined-vars", "CI_PIPELINE_SOURCE,CI_COMMIT_BRANCH,CI_DEFAULT_BRANCH"];
  const child = spawn(process.execPath, [tool, ...settings, ...args], { cwd: place, env: { PATH: process.env["PATH"], HOME: place, NO_COLOR: "1" } });
  let out = "";
  let complaint = "";
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (complaint += String(chunk)));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, complaint })));
}

const listed = z.array(z.object({ name: z.string(), when: z.string() }));
/** The jobs that a pipeline of this kind would run by itself, and those that wait for a click, by their names in the file. */
async function jobsOf(kind: readonly string[]): Promise<Readonly<Record<"runs" | "waits", readonly string[]>>> {
  const { code, out, complaint } = await ask(text, ["--list-json", ...kind]);
  expect([code, complaint]).toEqual([0, expect.stringContaining("json schema validated")]);
  const jobs = listed.parse(JSON.parse(out));
  const named = (when: string): readonly string[] => [...new Set(jobs.filter((job) => job.when === when).map(({ name }) => name.replace(/: \[.*\]$/, "")))];
  return { runs: named("on_success"), waits: named("manual") };
}

test("it is valid by GitLab's schema; each kind of pipeline runs what it should, and production waits for a click", async () => {
  const [request, push, schedule] = await Promise.all([MERGE_REQUEST, PUSH, SCHEDULE].map(jobsOf));
  expect(request).toEqual({ runs: ["check", "test", "build", "synth-diff"], waits: [] });
  expect(push).toEqual({ runs: ["check", "test", "build", "server-image", "deploy-staging"], waits: ["deploy-production", "roll-back-production"] });
  expect(schedule).toEqual({ runs: ["supply", "long-round", "restart-production"], waits: [] });
});

test("what a job needs runs wherever it does: GitLab refuses the pipeline otherwise", async () => {
  for (const { code, out } of await Promise.all([MERGE_REQUEST, PUSH, SCHEDULE].map((kind) => ask(text, ["--validate-dependency-chain", ...kind])))) expect([code, out]).toEqual([0, expect.stringContaining("All job dependencies are valid")]);
  const lone = text.replace(/(deploy-staging:[\s\S]*?- if: )[^\n]*/, "$1$CI_PIPELINE_SOURCE");
  expect(lone).not.toBe(text);
  expect(await ask(lone, ["--validate-dependency-chain", ...SCHEDULE])).toMatchObject({ code: 1 });
});

test("the parts of a job are those that GitLab makes of it", async () => {
  const { out } = await ask(text, ["--list-json", ...PUSH]);
  const runs = [...readPipeline().jobs].flatMap(([name, job]) => runsOf(name, job));
  expect(listed.parse(JSON.parse(out)).map(({ name }) => name.replaceAll(/,(?=\d)/g, ", "))).toEqual(runs.map(({ name }) => name));
});

const spoilt: readonly (readonly [says: string, from: string | RegExp, to: string, words: RegExp])[] = [
  ["a word of a job that GitLab does not know", "resource_group: production", "resource_groups: production", /'resource_groups' property is not expected/],
  ["a moment that there is not", "when: manual", "when: manually", /must be one of .*manual/],
  ["a token for nobody", "{ aud: $CI_SERVER_URL }", "{}", /required property 'aud'/],
  ["parts without number", /parallel:\n    matrix:(\n      - .*)+\n  rules: \*on-changes\n\n# Every/, "parallel: three\n  rules: *on-changes\n\n# Every", /'parallel' property type must be/],
  ["a job that is not there", "needs: [check, test, build, server-image]", "needs: [check, tests, build, server-image]", /tests.* could not be found/],
];
test.each(spoilt)("noticed: %s", async (_says, from, to, words) => {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  const { code, complaint } = await ask(changed, ["--list-json", ...PUSH]);
  expect([code, complaint]).toEqual([1, expect.stringMatching(words)]);
});
