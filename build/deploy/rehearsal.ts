import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { readDockerfile } from "../image/read-dockerfile.ts";
import { linesOf, type Job, type Pipeline, type Run } from "./pipeline.ts";

/** A pipeline whose jobs run on this machine, to see how long they take: what only AWS, a registry or a cluster can do takes no time here. */
export type Rehearsal = {
  readonly root: string;
  /** Temporary; everything happens in it. */
  readonly folder: string;
  readonly pipeline: Pipeline;
  readonly commit: string;
  readonly commitBefore: string;
  /** Answers that servers are ready, as the environment would. */
  readonly address: string;
};

/** What the stacks answer once deployed, as far as the manifests ask. */
export const OUTPUTS = { "guichet-staging-data": { SignInIssuer: "https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_Rehearsal", SignInClient: "rehearsal" }, "guichet-staging-service": { TargetGroup: "arn:aws:elasticloadbalancing:eu-west-3:000000000000:targetgroup/rehearsal/1" }, "guichet-staging-edge": { VerificationAddress: "rehearsal.cloudfront.net" } };
/** They answer at once what lets the job go on. */
const ABSENT = ["aws", "skopeo", "kubectl"];
const ANSWERS = `#!/bin/sh\ncat > /dev/null\ncase "$*" in *"get job/"*) echo Complete;; *"get deployment/"*) echo 4;; esac\n`;

/** A job's own lines, but for two: stacks are synthesised instead of deployed, and the image's recipe runs without its builder. */
export function rehearsedLines(job: Job, recipe = readFileSync("Dockerfile", "utf8")): readonly string[] {
  return linesOf(job).flatMap((line) => {
    if (line.includes("cdk deploy")) return ["(cd sync-server/infra && ../../node_modules/.bin/cdk synth --quiet)", `mkdir -p build/out && printf '%s' '${JSON.stringify(OUTPUTS)}' > build/out/outputs.json`];
    return line.includes("buildctl") ? recipeLines(recipe) : [line];
  });
}

/** With no package at hand, as on a fresh builder; its folder /image is one beside the clone. */
function recipeLines(recipe: string): readonly string[] {
  const runs = readDockerfile(recipe).filter(({ name }) => name === "RUN").map(({ value }) => value.replaceAll(/--mount=\S+\s*/g, "").replaceAll(/ \/image\b/g, ' "$CI_PROJECT_DIR/../image"'));
  return ['export npm_config_cache="$CI_PROJECT_DIR/../no-packages" PATH="$CI_PROJECT_DIR/node_modules/.bin:$PATH"', ...runs];
}

/** The variables of GitLab that the lines use and, of this process, what npm needs to find its registry: nothing else. */
export function rehearsedEnvironment({ job, variables }: Run, { folder, pipeline, commit, commitBefore, address }: Rehearsal, project: string): Readonly<Record<string, string>> {
  const own = (process.env["PATH"] ?? "").split(":").filter((each) => !each.includes("node_modules"));
  const passed = Object.entries(process.env).flatMap(([name, value]) => (value !== undefined && /^(?:LANG|TMPDIR|NODE_EXTRA_CA_CERTS|npm_config_registry|https?_proxy|no_proxy)$/i.test(name) ? [[name, value]] : []));
  const given: Record<string, string> = {
    ...Object.fromEntries(passed),
    PATH: [absentCommands(folder), ...own].join(":"), HOME: join(folder, "home"), npm_config_userconfig: process.env["npm_config_userconfig"] ?? join(homedir(), ".npmrc"),
    CI: "true", CI_PROJECT_DIR: project, CI_COMMIT_SHA: commit, CI_MERGE_REQUEST_DIFF_BASE_SHA: commitBefore,
    CI_REGISTRY: "registry.invalid", CI_REGISTRY_IMAGE: "registry.invalid/guichet", CI_REGISTRY_USER: "nobody", CI_REGISTRY_PASSWORD: "none", CI_ENVIRONMENT_NAME: pipeline.jobs.get(job)?.environment?.name ?? "",
    AWS_ACCOUNT: "000000000000", AWS_TOKEN: "none", SITE: join(project, "sync-server/infra/environments/site.example.json"), API_ADDRESS: address,
  };
  for (const [name, value] of Object.entries({ ...pipeline.variables, ...pipeline.jobs.get(job)?.variables, ...variables })) given[name] = value.replaceAll(/\$(\w+)/g, (_text, other: string) => given[other] ?? "");
  return given;
}

function absentCommands(folder: string): string {
  const commands = join(folder, "commands");
  for (const path of [commands, join(folder, "home")]) mkdirSync(path, { recursive: true });
  for (const name of ABSENT) {
    writeFileSync(join(commands, name), ANSWERS);
    chmodSync(join(commands, name), 0o755);
  }
  return commands;
}
