import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { commitOf } from "./record-run.ts";
import { PEERS, peerRows } from "./peers.ts";
import { featureRows } from "./rows.ts";
import { seedRows } from "./seed.ts";
import { verdictOf } from "./verdict.ts";

const root = new URL("../../", import.meta.url);
const testsSchema = z.array(z.object({ file: z.string(), title: z.string(), status: z.string() }));
const resultsSchema = z.object({ tests: testsSchema, commit: z.string(), at: z.string(), again: z.array(z.object({ name: z.string(), commit: z.string(), at: z.string() })).default([]) });
const runSchema = z.object({ name: z.string(), passed: z.boolean(), at: z.string(), commit: z.string() });

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const results = existsSync(new URL("build/out/test-results.json", root)) ? resultsSchema.parse(read("build/out/test-results.json")) : { tests: [], commit: commitOf(), at: "", again: [] };
const runsDir = new URL("build/out/runs/", root);
const runs = existsSync(runsDir) ? readdirSync(runsDir).map((name) => runSchema.parse(read(`build/out/runs/${name}`))) : [];

const lines = featureRows.map((row) => {
  const { state, detail } = verdictOf(row, results.tests, runs);
  return `| ${row.area} | ${row.feature} | \`${row.command}\` | ${state} | ${detail} |`;
});
const beside = peerRows.map(({ feature, peers, guichet, proof }) => {
  const { state, detail } = verdictOf({ proof }, results.tests, runs);
  return `| ${feature} | ${peers.join(" | ")} | ${guichet} | ${state}, ${detail} |`;
});
const seeds = seedRows.map(({ seed, guichet, command, proof, unshown }) => {
  const { state, detail } = verdictOf({ proof }, results.tests, runs);
  return `| ${seed} | ${guichet} | \`${command}\` | ${state}, ${detail} | ${unshown} |`;
});
const again = results.again.map(({ name, commit, at }) => `${name} (commit ${commit.slice(0, 7)}, ${at.slice(0, 10)})`).join(", ");
const page = `# Features and their proof

Made by \`npm run features\` from the last \`npm run test:all\` (commit ${results.commit.slice(0, 7)}, ${results.at.slice(0, 10)}) and the last recorded runs.${again === "" ? "" : `
Of its stages, run again whole since: ${again}.`}
Not edited by hand. "Proven" means
that the tests or the run of that row passed, all of them; a row without a passing command cannot say it.

| Area | What a user gets | Command | State | Last result |
|---|---|---|---|---|
${lines.join("\n")}

## Beside the system of March 2020

Row by row what it was made of and had to bear, what stands here, and what no command here can show.

| There | Here | Command | Proof | Not shown |
|---|---|---|---|---|
${seeds.join("\n")}

## Beside other systems

What others have is from training pages, press and public issue threads, not from using them: read it so. "–": does not apply.

| | ${PEERS.join(" | ")} | Guichet | Proof |
|---|${"---|".repeat(PEERS.length)}---|---|
${beside.join("\n")}
`;
writeFileSync(new URL("docs/features.md", root), page);
console.log(`docs/features.md: ${lines.length} rows, ${lines.filter((line) => line.includes("| proven |")).length} proven`);
