import { writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { LEVEL, STEADY_MS, WITHIN_MS } from "./judge-row.ts";
import { codes, levelWords, milliseconds, percent, seconds, shareOf, windowWords } from "./row-line.ts";
import { isSound, type RowResult } from "./run-row.ts";

export type RunFacts = {
  readonly seconds: number; readonly faultSeconds: number; readonly rate: number; readonly desks: number; readonly look: number;
  readonly startedAt: Date; /** As of the start. */ readonly commit: string; /** Every row was run, or could not be here. */ readonly isWhole: boolean;
  /** Load of the machine as the run began: of others, for ours had not. */ readonly loadBefore: number;
};
export type Skipped = { readonly name: string; readonly why: string };

const PAGE = new URL("../../docs/chaos.md", import.meta.url);
const FIGURES = new URL("../../docs/chaos.json", import.meta.url);

/** Writes what ran, and nothing else; answers what there is to say of it. */
export function writePage(results: readonly RowResult[], skipped: readonly Skipped[], facts: RunFacts): string {
  if (!facts.isWhole) return "Not every row ran: docs/chaos.md is as it was.";
  if (isTooBusy(results)) return "With no fault at all the level was not held: this machine is too busy to measure on, and docs/chaos.md is as it was.";
  writeFileSync(PAGE, pageOf(results, skipped, facts));
  writeFileSync(FIGURES, `${JSON.stringify({ ...facts, results, skipped }, null, 2)}\n`);
  return "docs/chaos.md, docs/chaos.json";
}

/** Where nothing was done and answers were late, every other row's figures are the machine's. */
export const isTooBusy = (results: readonly RowResult[]): boolean => results.some(({ name, judged }) => name === "baseline" && judged.whole.share < LEVEL);

export const loadNow = (): number => Math.round((loadavg()[0] ?? 0) * 10) / 10;

export const pageOf = (results: readonly RowResult[], skipped: readonly Skipped[], facts: RunFacts): string => `# Faults on real processes, and the service level through each

Made by \`${commandOf(facts)}\` on ${facts.startedAt.toISOString().slice(0, 10)}, of commit ${facts.commit}, Node ${process.versions.node}, ${cpus().length} cores and ${Math.round(totalmem() / 1024 ** 3)} GiB for everything: servers, PostgreSQL and its standby, S3, identity provider, balancer and load. Load of the machine before it: ${facts.loadBefore}. Not edited by hand; every figure is in [chaos.json](chaos.json).
How it is measured, and what it does not show: [decision 0425](decisions/0425-chaos.md).

The level: accepted batches answered within ${WITHIN_MS / 1_000} s, ${LEVEL * 100} %. RPO 0: nothing acknowledged is absent afterwards, nothing is there twice. RTO: from the fault until the first batch of a stretch of ${STEADY_MS / 1_000} s of which none is late.
A row lasts minutes, and ${facts.rate} batches a second for ${facts.seconds} s before and after make one late second some ${percent(1 / (2 * facts.seconds + facts.faultSeconds))} of it: where a fault stops answers, the level is **not** held over the row. *Held over* is the shortest window in which one such event leaves it held, all else being answered in time; *a month* how often it may come in thirty days.

| Row | Level over the row | Before | During | After | p50, ms | p99, ms | Slowest, ms | RTO from the fault | from its end | Held over | A month | RPO | Twice | Checks |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|
${results.map(levelRow).join("\n")}

| Row | Fault, s | Batches sent | answered | accepted | What workstations met | Tokens refreshed, not | Documents | Slowest document | Slowest file | Servers logged |
|---|--:|--:|--:|--:|---|--:|--:|--:|--:|---|
${results.map(countRow).join("\n")}
${skipped.length === 0 ? "" : `\n${skipped.map(({ name, why }) => `Passed over here: ${name}, ${why}.`).join("\n")}\n`}
## What was done

${results.map(({ name, title, does }) => `- **${name}** (${title}): ${does}`).join("\n")}
`;

export const commandOf = ({ seconds, faultSeconds, rate, desks, look }: RunFacts): string => `npm run chaos -- --seconds ${seconds} --fault ${faultSeconds} --rate ${rate} --desks ${desks} --look ${look} --write`;

function levelRow(result: RowResult): string {
  const { judged: { before, during, after, whole, rtoMs, rtoLiftedMs, holdsOverSeconds, timesAMonth }, checked } = result;
  return `| ${[
    result.name, `${levelWords(result.judged)}, ${percent(whole.share)}`, shareOf(before), shareOf(during), shareOf(after), milliseconds(whole.p50Ms), milliseconds(whole.p99Ms), milliseconds(whole.slowestMs),
    seconds(rtoMs), seconds(rtoLiftedMs), windowWords(holdsOverSeconds), timesAMonth ?? "any", checked.lost === 0 ? `0 of ${checked.asked}` : `**${checked.lost}** of ${checked.asked}`, checked.twice,
    checked.found.length === 0 ? "nothing found" : `**${checked.found.join("; ")}**`,
  ].join(" | ")} |`;
}

function countRow(result: RowResult): string {
  const { judged: { whole }, load, documents, logged } = result;
  const gaveUp = load.stopped.length === 0 ? "" : `, **${load.stopped.length} gave up (${load.stopped[0] ?? ""})**`;
  return `| ${[
    isSound(result) ? result.name : `**${result.name}**`, result.faultSeconds.toFixed(1), whole.sent, whole.answered, whole.accepted, `${codes(load.errors)}${gaveUp}`, `${load.refreshed}, ${load.refreshFailed}`,
    `${documents.there} of ${documents.attached}`, seconds(documents.slowestMs), seconds(documents.fileSlowestMs), codes(logged),
  ].join(" | ")} |`;
}
