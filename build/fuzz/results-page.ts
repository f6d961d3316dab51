import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import type { Finding } from "./finding.ts";
import { isKnown } from "./known.ts";
import { mib, ms } from "./result-line.ts";
import type { ParserResult } from "./run-parser.ts";

export type RunFacts = { readonly runs: number; readonly seed: number; readonly minutes: number; readonly startedAt: Date; /** As of the start. */ readonly commit: string; readonly isWhole: boolean };
const PAGE = new URL("../../docs/security/fuzz.md", import.meta.url);

/** Writes what ran, and nothing else; answers what there is to say of it. */
export function writePage(results: readonly ParserResult[], facts: RunFacts): string {
  if (!facts.isWhole) return "Not every parser ran: docs/security/fuzz.md is as it was.";
  writeFileSync(PAGE, pageOf(results, facts));
  return "docs/security/fuzz.md";
}

export const pageOf = (results: readonly ParserResult[], { runs, seed, minutes, startedAt, commit }: RunFacts): string => `# Parsers under hostile input

Made by \`npm run fuzz -- --runs ${runs} --seed ${seed} --minutes ${minutes} --write\` on ${startedAt.toISOString().slice(0, 10)}, of commit ${commit}, Node ${process.versions.node}, ${cpus().length} cores that did other work too. A parser that had not fed all of them when its share of the time was over stopped there, after 250 at least. Not edited by hand.

Every parser of what comes from outside is fed two kinds of input: *structure*, by fast-check, near a valid one; *bytes*, real inputs with bits turned, cut, doubled, swollen, spliced, nested, with odd numbers and words put in. An input is a finding when the parser throws anything but its own named refusal, answers without a code (over HTTP also any 500), takes what it could not give back, takes longer than 10 seconds, or when memory grows past its bound. How to run it, and what became of each finding: [fuzzing.md](fuzzing.md).

| Parser | Where | Structure: inputs | taken | refused | Bytes: inputs | taken | refused | Slowest, ms | Peak memory, MiB | Findings |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
${results.map(rowOf).join("\n")}

${results.length} parsers, ${results.reduce((sum, { kinds }) => sum + kinds.structure.inputs + kinds.bytes.inputs, 0)} inputs, ${results.reduce((sum, { kinds }) => sum + [...kinds.structure.findings, ...kinds.bytes.findings].length, 0)} findings, those known of ([known.ts](../../build/fuzz/known.ts)) among them.
`;

const rowOf = ({ name, source, kinds: { structure, bytes } }: ParserResult): string =>
  `| ${name} | \`${source}\` | ${[structure, bytes].flatMap(({ inputs, accepted, refused }) => [inputs, accepted, refused]).join(" | ")} | ${ms(Math.max(structure.slowestMs, bytes.slowestMs))} | ${mib(Math.max(structure.peakBytes, bytes.peakBytes))} | ${findingsOf(name, [...structure.findings, ...bytes.findings])} |`;

/** What is known and waits to be mended is told apart. */
function findingsOf(name: string, findings: readonly Finding[]): string {
  const known = findings.filter(({ message }) => isKnown(name, message)).length;
  return `${findings.length - known}${known === 0 ? "" : `, and ${known} known`}`;
}

/** Unknown outside a git clone. */
export function commitNow(): string {
  const git = (...args: readonly string[]): string => execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], cwd: new URL("../..", import.meta.url) }).trim();
  try {
    return `${git("rev-parse", "--short=12", "HEAD")}${git("status", "--porcelain") === "" ? "" : " with changes"}`;
  } catch {
    return "unknown";
  }
}
