import { cpus } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { writeFinding } from "./corpus.ts";
import { createFuzzThread } from "./fuzz-thread.ts";
import { parsers } from "./registry.ts";
import { keepResult, keptOf } from "./kept-results.ts";
import { commitNow, writePage } from "./results-page.ts";
import { runParser, type ParserResult } from "./run-parser.ts";
import { resultLine } from "./result-line.ts";

const USAGE = `npm run fuzz                  feeds every parser 20 000 inputs of each kind: near a valid one by structure, and real ones with damaged bytes
npm run fuzz -- --runs N      so many of each kind
                --only NAME   parsers whose name begins so; --list names them
                --seed S      another story; the same seed tells the same one
                --minutes M   no longer than that, shared by all; opening a parser is not counted, and each gets 250 in any case
                --write       puts each parser that was fed into docs/security/fuzz.json and fuzz.md, in place of its line before
                --after NAME  those after it in the list, for a run that was stopped
Ctrl-C ends it and tells what ran. Ends with 1 when something was found; the inputs are in build/out/fuzz/.
`;

/** Of the equal ones, as many as one parser may take. */
const SHARES = 4;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { runs: { type: "string" }, only: { type: "string" }, after: { type: "string" }, seed: { type: "string" }, minutes: { type: "string" }, write: { type: "boolean" }, list: { type: "boolean" }, help: { type: "boolean", short: "h" } } });
  const [runs, seed, minutes] = [Number(values.runs ?? 20_000), Number(values.seed ?? 1), Number(values.minutes ?? 24 * 60)];
  const first = values.after === undefined ? 0 : parsers.findIndex(({ name }) => name === values.after) + 1;
  const chosen = parsers.slice(values.after !== undefined && first === 0 ? parsers.length : first).filter(({ name }) => name.startsWith(values.only ?? ""));
  if (values.help === true || !Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed) || !(minutes > 0) || chosen.length === 0) {
    say(USAGE);
    return values.help === true ? 0 : 2;
  }
  if (values.list === true) {
    for (const { name, source } of chosen) say(`${name.padEnd(24)}${source}`);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  let left = minutes * 60_000;
  const run = { day: new Date().toISOString().slice(0, 10), commit: commitNow(), node: process.versions.node, cores: cpus().length, seed, runs };
  const thread = createFuzzThread();
  stop.signal.addEventListener("abort", () => void thread.stop());
  const results: ParserResult[] = [];
  for (const [index, parser] of chosen.entries()) {
    if (stop.signal.aborted) break;
    // Most need far less than an equal share, a few need more.
    const [share, at] = [Math.min(left, (SHARES * left) / (chosen.length - index)), Date.now()];
    const show = createProgress(parser.name, 2 * runs);
    const result = await runParser(parser, { thread, runs, seed, ms: share, stop: stop.signal, onProgress: show.at });
    // What a quick parser leaves is for those after it; what one took to open is nobody's.
    left -= Math.min(share, Date.now() - at);
    show.end();
    results.push(result);
    say(resultLine(result));
    if (values.write === true && !stop.signal.aborted) writePage(keepResult(keptOf(result, run)), parsers);
    for (const finding of [...result.kinds.structure.findings, ...result.kinds.bytes.findings]) say(`  ${finding.kind}: ${finding.message}\n    ${writeFinding(parser.name, finding)}`);
  }
  await thread.stop();
  if (results.length < chosen.length) say(`${chosen.length - results.length} of ${chosen.length} parsers were not reached.`);
  return results.some(({ kinds }) => kinds.structure.findings.length + kinds.bytes.findings.length > 0) ? 1 : stop.signal.aborted ? 130 : 0;
}

/** One line that is written over, where a person looks. */
function createProgress(name: string, of: number) {
  const isShown = process.stderr.isTTY;
  return {
    at: (inputs: number): void => void (isShown && process.stderr.write(`\r${name.padEnd(24)}${Math.floor((inputs / of) * 100)} %`)),
    end: (): void => void (isShown && process.stderr.write("\r\u001b[K")),
  };
}

process.exitCode = await main();
