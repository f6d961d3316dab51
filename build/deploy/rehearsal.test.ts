import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chosenRuns } from "./measure-stages.ts";
import { readPipeline, runsOf } from "./pipeline.ts";
import { OUTPUTS, rehearsedLines } from "./rehearsal.ts";

const pipeline = readPipeline();
const lines = (name: string): readonly string[] => rehearsedLines(pipeline.jobs.get(name) ?? {});

test("a job is rehearsed by its own lines", () => {
  for (const name of ["check", "test", "build", "synth-diff"]) expect(lines(name)).toEqual([...(pipeline.jobs.get(name)?.before_script ?? []), ...(pipeline.jobs.get(name)?.script ?? [])]);
});

test("the image by every command of its recipe, none of which leaves the rehearsal's folder", () => {
  const recipe = lines("server-image").join("\n");
  for (const command of ["npm ci --ignore-scripts", 'node build/image/collect-server.ts "$CI_PROJECT_DIR/../image"']) expect(recipe).toContain(command);
  expect(recipe).not.toMatch(/buildctl|--mount| \/image/);
  expect(recipe.match(/^(?:npm|node) /gm)).toHaveLength(readFileSync("Dockerfile", "utf8").match(/^RUN /gm)?.length ?? 0);
});

test("a deployment by everything but what the stacks take", () => {
  const own = pipeline.jobs.get("deploy-staging")?.script ?? [];
  const rehearsed = lines("deploy-staging");
  expect(own.filter((line) => !rehearsed.includes(line))).toEqual([expect.stringContaining("cdk deploy")]);
  expect(rehearsed.join("\n")).toContain("cdk synth --quiet");
});

test("whoever makes an artifact comes along with the one that needs it; a run that there is not is said", () => {
  const names = (...chosen: readonly string[]) => chosenRuns(pipeline, chosen).map(({ name }) => name);
  expect(names("synth-diff")).toEqual(["build", "synth-diff"]);
  expect(names("test: [e2e, 2/8 --project=stories]", "check")).toEqual(["check", "test: [e2e, 2/8 --project=stories]"]);
  expect(names()).toContain("test: [kill, 1/2]");
  expect(() => names("test: [e2e, 4/3]")).toThrow("No such run: test: [e2e, 4/3]");
});

test("the parts of a job are told apart by their variables", () => {
  expect(runsOf("t", {})).toEqual([{ name: "t", job: "t", variables: {} }]);
  expect(runsOf("t", { parallel: { matrix: [{ A: ["1", "2"], B: ["x"] }, { A: ["3"] }] } }).map(({ name, variables }) => [name, variables])).toEqual([["t: [1, x]", { A: "1", B: "x" }], ["t: [2, x]", { A: "2", B: "x" }], ["t: [3]", { A: "3" }]]);
});

test("the stacks that are not deployed answer everything that the manifests ask of them", () => {
  const asked = [...readFileSync("sync-server/infra/synthesise.ts", "utf8").matchAll(/answer\("(\w+)", "(\w+)"/g)].map(([, stack, name]) => `guichet-staging-${stack}.${name}`);
  expect(Object.entries(OUTPUTS).flatMap(([stack, names]) => Object.keys(names).map((name) => `${stack}.${name}`)).toSorted()).toEqual(asked.toSorted());
});
