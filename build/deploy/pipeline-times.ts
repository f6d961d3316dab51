import process from "node:process";
import { fileURLToPath } from "node:url";
import { measureStages } from "./measure-stages.ts";
import { readPipeline, type Pipeline } from "./pipeline.ts";
import { LIMIT_SECONDS, longestWay, measuredRuns, readStageTimes, unproven } from "./stage-times.ts";

const USAGE = `npm run pipeline                     how long the pipeline takes, by the times of build/deploy/stage-times.json
npm run pipeline -- measure [RUN…]   measures them, as of the last commit, on this machine, which must do nothing else meanwhile
Ends with 1 when the longest way passes ${LIMIT_SECONDS} seconds, a time is missing or was taken beside other work, or a run fails.
`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function tell(pipeline: Pipeline): number {
  const times = readStageTimes();
  for (const { name } of measuredRuns(pipeline)) {
    const time = times[name];
    say(`${name.padEnd(24)}${time === undefined ? "not measured" : `${time.seconds.toFixed(1).padStart(8)} s   ${time.measuredOn}, ${time.commit}, ${Math.round(time.busyBefore * 100)} % busy before`}`);
  }
  const missing = unproven(pipeline, times);
  if (missing.length > 0) {
    say(`\nnot measured on a quiet machine yet: ${missing.join(", ")}`);
    return 1;
  }
  const { steps, seconds } = longestWay(pipeline, times);
  say(`\n${steps.join(" → ")}: ${seconds.toFixed(0)} s of ${LIMIT_SECONDS}; without what runners, the registry, AWS and the cluster take`);
  return seconds <= LIMIT_SECONDS ? 0 : 1;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
process.chdir(root);
const [command, ...names] = process.argv.slice(2);
if (command === undefined || command === "measure") {
  try {
    const pipeline = readPipeline();
    if (command === "measure") await measureStages(root.replace(/\/$/, ""), pipeline, names, say);
    process.exitCode = tell(pipeline);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}
