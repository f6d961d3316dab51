import { rmSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { createOnDiskFolder } from "../test/on-disk-folder.ts";
import { NotHere } from "./postgres-kinds.ts";
import { rowLine } from "./row-line.ts";
import { chaosRows } from "./rows.ts";
import { isSound, runRow, type RowResult, type RunOptions } from "./run-row.ts";
import { commitNow } from "../fuzz/results-page.ts";
import { loadNow, writePage, type Skipped } from "./results-page.ts";

const USAGE = `npm run chaos                   faults on real processes, one row after the other, with the service level measured through each
npm run chaos -- --only ROW     rows whose name begins so, several joined by commas; --list names them
                 --seconds N    before each fault, and at least so long after it; 30 otherwise
                 --fault N      how long a fault lasts that lasts as long as it is wanted; 10 otherwise
                 --rate N       batches a second; 40 otherwise
                 --desks N      simulated workstations that seal them in turn; 20 otherwise
                 --look N       seconds between two looks of the balancer; 5 otherwise, as hosted
                 --json         the figures as JSON, and nothing else
                 --write        writes docs/chaos.md and docs/chaos.json (a whole run only)
Ctrl-C ends it and all that it started, twice at once. Ends with 1 when something acknowledged is absent, something is there twice, or a check finds anything.
`;

const { values } = parseArgs({ options: {
  only: { type: "string" }, seconds: { type: "string" }, fault: { type: "string" }, rate: { type: "string" }, desks: { type: "string" }, look: { type: "string" },
  json: { type: "boolean", default: false }, write: { type: "boolean", default: false }, list: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false },
} });

async function main(): Promise<number> {
  const [seconds, faultSeconds, rate, desks, look] = [values.seconds ?? 30, values.fault ?? 10, values.rate ?? 40, values.desks ?? 20, values.look ?? 5].map(Number);
  const chosen = chaosRows.filter(({ name }) => values.only === undefined || values.only.split(",").some((part) => name.startsWith(part)));
  if (values.help || chosen.length === 0 || !isPositive(seconds) || !isPositive(faultSeconds) || !isPositive(rate) || !isPositive(desks) || !isPositive(look) || !Number.isInteger(desks)) {
    process.stderr.write(USAGE);
    return values.help ? 0 : 2;
  }
  if (values.list) {
    for (const { name, title } of chosen) process.stdout.write(`${name.padEnd(22)}${title}\n`);
    return 0;
  }
  const say = (line: string): void => void (values.json || process.stdout.write(`${line}\n`));
  const stop = new AbortController();
  // Once: in good order, which may take until what is being started stands. Twice: at once. Either way nothing of ours stays.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => (stop.signal.aborted ? process.exit(130) : stop.abort()));
  const startedAt = new Date();
  const [commit, loadBefore] = [commitNow(), loadNow()];
  const folder = createOnDiskFolder("guichet-chaos-");
  const results: RowResult[] = [];
  const skipped: Skipped[] = [];
  const failed: string[] = [];
  try {
    for (const row of chosen) {
      if (stop.signal.aborted) break;
      const options: RunOptions = { folder, seconds, faultSeconds, rate, desks, lookMs: look * 1_000, stop: stop.signal, say: (what) => process.stderr.write(`${row.name}: ${what}\n`) };
      const result = await runRow(row, options).catch((error: unknown) => {
        if (error instanceof NotHere) return void skipped.push({ name: row.name, why: error.message });
        if (stop.signal.aborted) return undefined;
        failed.push(row.name);
        process.stderr.write(`${row.name} did not run to its end: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        return undefined;
      });
      if (result === undefined) continue;
      results.push(result);
      for (const line of rowLine(result)) say(line);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  for (const { name, why } of skipped) say(`${name} is passed over: ${why}`);
  const facts = { seconds, faultSeconds, rate, desks, look, startedAt, commit, loadBefore, isWhole: results.length + skipped.length === chaosRows.length && !stop.signal.aborted };
  if (values.json) process.stdout.write(`${JSON.stringify({ ...facts, results, skipped }, null, 2)}\n`);
  if (values.write) say(writePage(results, skipped, facts));
  return results.every(isSound) && failed.length === 0 ? (stop.signal.aborted ? 130 : 0) : 1;
}

const isPositive = (value: number | undefined): value is number => value !== undefined && value > 0;

process.exit(await main());
