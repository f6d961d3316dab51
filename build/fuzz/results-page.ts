import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { FuzzRun, KeptResult } from "./kept-results.ts";
import { mib, ms } from "./result-line.ts";

const PAGE = new URL("../../docs/security/fuzz.md", import.meta.url);
type Source = { readonly name: string; readonly source: string };

export const writePage = (kept: readonly KeptResult[], parsers: readonly Source[]): void => writeFileSync(PAGE, pageOf(kept, parsers));

/** Of every parser there is what came of its last recorded run, or that there was none. */
export function pageOf(kept: readonly KeptResult[], parsers: readonly Source[]): string {
  const told = parsers.flatMap(({ name, source }) => kept.filter((one) => one.name === name).map((result) => ({ source, result })));
  const runs = [...new Set(told.map(({ result }) => runText(result.run)))].toSorted();
  const missing = parsers.filter(({ name }) => !kept.some((one) => one.name === name)).map(({ name }) => name);
  const short = told.filter(({ result: { structure, bytes, run } }) => Math.min(structure.inputs, bytes.inputs) < run.runs).map(({ result }) => result.name);
  const sum = (of: (result: KeptResult) => number): number => told.reduce((total, { result }) => total + of(result), 0);
  return `# Parsers under hostile input

Made by \`npm run fuzz -- --write\`, which replaces the lines of the parsers it feeds; the data is in [fuzz.json](fuzz.json). Not edited by hand.

Every parser of what comes from outside is fed two kinds of input: *structure*, by fast-check, near a valid one; *bytes*, real inputs with bits turned, cut, doubled, swollen, spliced, nested, with odd numbers and words put in. An input is a finding when the parser throws anything but its own named refusal, answers without a code (over HTTP also any 500), takes what it could not give back, takes longer than 10 seconds, or when memory grows past its bound. How to run it, and what became of each finding: [fuzzing.md](fuzzing.md).

| Parser | Where | Structure: inputs | taken | refused | Bytes: inputs | taken | refused | Slowest, ms | Peak memory, MiB | Findings | Run |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
${told.map(({ source, result }) => rowOf(source, result, runs.indexOf(runText(result.run)) + 1)).join("\n")}

${told.length} parsers, ${sum(({ structure, bytes }) => structure.inputs + bytes.inputs)} inputs, ${sum(({ found, known }) => found + known)} findings, those known of ([known.ts](../../build/fuzz/known.ts)) among them. ${missing.length === 0 ? "All that are listed were fed." : `Not fed yet: ${missing.join(", ")}.`} ${short.length === 0 ? "Each was fed all that its run asked for." : `Stopped before all of them, when their share of the time was over: ${short.join(", ")}.`}

${runs.map((text, place) => `${place + 1}. ${text}`).join("\n")}
`;
}

const runText = ({ day, commit, node, cores, seed, runs }: FuzzRun): string => `${day}, commit ${commit}, Node ${node}, ${cores} cores, seed ${seed}, ${runs} inputs of each kind asked`;
const rowOf = (source: string, { name, structure, bytes, slowestMs, peakBytes, found, known }: KeptResult, run: number): string =>
  `| ${name} | \`${source}\` | ${[structure, bytes].flatMap(({ inputs, accepted, refused }) => [inputs, accepted, refused]).join(" | ")} | ${ms(slowestMs)} | ${mib(peakBytes)} | ${found}${known === 0 ? "" : `, and ${known} known`} | ${run} |`;

/** Unknown outside a git clone. */
export function commitNow(): string {
  const git = (...args: readonly string[]): string => execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], cwd: new URL("../..", import.meta.url) }).trim();
  try {
    return `${git("rev-parse", "--short=12", "HEAD")}${git("status", "--porcelain") === "" ? "" : " with changes"}`;
  } catch {
    return "unknown";
  }
}
