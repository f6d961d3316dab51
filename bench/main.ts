import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { recordRun } from "../build/features/record-run.ts";
import { diskFolder, fsyncMedianMs } from "./support/disk.ts";
import { KEYS, type Key, type Measures } from "./support/result.ts";
import { scenarios } from "./scenarios/scenarios.ts";

const { values } = parseArgs({ options: { full: { type: "boolean", default: false }, json: { type: "boolean", default: false }, only: { type: "string" }, help: { type: "boolean", default: false } } });

if (values.help || (values.only !== undefined && !KEYS.some((key) => key === values.only))) {
  process.stderr.write(`npm run bench -- [--full] [--json] [--only NAME]\nNAME: ${KEYS.join(", ")}\n`);
  process.exit(values.help ? 0 : 2);
}

const say = (line: string): void => { process.stderr.write(`${line}\n`); };
const baseline: Measures = JSON.parse(readFileSync(new URL("baseline.json", import.meta.url), "utf8")).measures ?? {};
const wanted = scenarios.filter(({ keys }) => values.only === undefined || keys.some((key) => key === values.only));
const measures: { [K in Key]?: Measures[K] } = {};
let failed = false;
const folder = diskFolder();
say(`disk: fsync of 4 KiB, median ${fsyncMedianMs(folder.path).toFixed(2)} ms`);
folder.remove();
for (const scenario of wanted) {
  const own = diskFolder();
  say(`— ${scenario.keys.join(", ")}`);
  try {
    Object.assign(measures, await scenario.run({ folder: own.path, full: values.full, say: (line) => say(`  ${line}`) }));
  } catch (error) {
    failed = true;
    say(`  failed: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    own.remove();
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(measures)}\n`);
else for (const key of KEYS) printRow(key);
if (values.only === undefined) recordRun("bench", !failed);
process.exitCode = failed ? 1 : 0;

function printRow(key: Key): void {
  const found = measures[key];
  if (found === undefined) return;
  const before = baseline[key];
  const limit = found.limit === null ? "" : `  limit ${found.limit} ${found.unit}, ratio ${found.ratio}`;
  console.log(`${key.padEnd(18)} ${String(found.value).padStart(9)} ${found.unit.padEnd(10)}${limit}${before === undefined ? "" : `  (baseline ${before.value}${before.ratio === null ? "" : `, ratio ${before.ratio}`})`}`);
}
