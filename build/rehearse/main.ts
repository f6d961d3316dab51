import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { commitNow } from "../fuzz/results-page.ts";
import { recordRun } from "../features/record-run.ts";
import { createOnDiskFolder } from "../test/on-disk-folder.ts";
import { readOrder, USAGE, type RehearsalOrder } from "./options.ts";
import { writePage } from "./page.ts";
import { rehearse, type Rehearsed } from "./rehearse.ts";
import { tellStages } from "./stages.ts";
import { tellRehearsed } from "./tell.ts";

async function main(): Promise<number> {
  const order = readOrder(process.argv.slice(2));
  if (order === undefined || order === "help") {
    process.stderr.write(USAGE);
    return order === "help" ? 0 : 2;
  }
  if (order.keep !== undefined && existsSync(order.keep) && readdirSync(order.keep).length > 0) {
    process.stderr.write(`${order.keep} is not empty.\n`);
    return 2;
  }
  const folder = placeFor(order);
  const stages = tellStages(process.stderr);
  const run = { startedAt: new Date(), commit: commitNow(), load: (loadavg()[0] ?? 0).toFixed(1) };
  let result: Rehearsed | undefined;
  try {
    result = await rehearse(folder, order, stages);
  } catch (error) {
    stages.end();
    process.stderr.write(`The rehearsal stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  if (order.keep !== undefined && result !== undefined) writeFileSync(join(folder, "result.json"), `${JSON.stringify({ ...result, stages: stages.times() }, null, 2)}\n`);
  if (result !== undefined) process.stdout.write(order.json ? `${JSON.stringify({ ...result, stages: stages.times() }, null, 2)}\n` : tellRehearsed(result));
  if (order.write && result?.isWhole === true) process.stderr.write(`${writePage(result, stages.times(), run)}\n`);
  if (!order.loseOne) recordRun("rehearse", result?.isWhole === true);
  return result?.isWhole === true ? 0 : 1;
}

/** Gone with this process, whatever ends it, unless it was to be kept. */
function placeFor({ keep }: RehearsalOrder): string {
  if (keep !== undefined) {
    mkdirSync(keep, { recursive: true, mode: 0o700 });
    return resolve(keep);
  }
  const folder = createOnDiskFolder("guichet-rehearse-");
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return folder;
}

// Whatever runs is ended by what each of them registered for the end of this process.
for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) process.once(signal, () => process.exit(code));
process.exit(await main());
