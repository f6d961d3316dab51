import { parseArgs } from "node:util";
import { z } from "zod";
import { prepareHere, prepareThere } from "../gatling/prepare-command.ts";
import { diskFolder } from "../support/disk.ts";
import { MOST_RUNGS, rungRate, whyBent } from "./bend.ts";
import { chosenRates, type Journey } from "./journey.ts";
import { readJourneys } from "./read-journeys.ts";
import { openLoad, type Load } from "./run-journey.ts";
import { rowOf, stepsOf, stepTable, tableOf, type Row } from "./table.ts";

const WARM_SECONDS = 3;

const journeys = readJourneys();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rate: { type: "string" }, seconds: { type: "string" }, servers: { type: "string" }, prepare: { type: "string" }, url: { type: "string" }, tokens: { type: "string" }, json: { type: "boolean", default: false }, "until-it-bends": { type: "boolean", default: false }, help: { type: "boolean", default: false } },
});
const positive = z.coerce.number().positive().optional();
const [rate, seconds, servers] = [positive.safeParse(values.rate), positive.safeParse(values.seconds), z.coerce.number().int().min(1).max(8).default(1).safeParse(values.servers)];
const journey = journeys.find(({ name }) => name === positionals[0]);
const { prepare: into, url, tokens } = values;
const isRun = into === undefined && url === undefined && tokens === undefined;
const isPreparation = into !== undefined && (url === undefined) === (tokens === undefined) && !values.json && !values["until-it-bends"] && values.servers === undefined;

if (values.help || journey === undefined || positionals.length !== 1 || !rate.success || !seconds.success || !servers.success || !(isRun || isPreparation)) {
  process.stderr.write(`npm run load -- JOURNEY [--rate N] [--seconds N] [--servers N] [--until-it-bends] [--json]\nnpm run load -- JOURNEY --prepare DIR [--url URL --tokens FILE] [--rate N] [--seconds N]\n${journeys.map(({ name, about }) => `  ${name.padEnd(14)} ${about}\n`).join("")}`);
  process.exit(values.help ? 0 : 2);
}

const say = (line: string): void => { if (!values.json) console.log(line); };
if (into !== undefined) {
  await prepare(into, { ...journey, rates: [...chosenRates(journey, rate.data, seconds.data)] });
  process.exit();
}
const folder = diskFolder();
try {
  say(`${journey.name}: ${journey.about}`);
  const load = await openLoad(journey, folder.path, { processes: servers.data });
  try {
    const found = values["until-it-bends"] ? await climb(load, { ...journey.bend, from: rate.data ?? journey.bend.from, seconds: seconds.data ?? journey.bend.seconds }) : await runOnce(load, journey);
    const recounted = await load.recount();
    say(recounted);
    if (values.json) console.log(JSON.stringify({ journey: journey.name, servers: servers.data, ...found, recounted }));
  } finally {
    await load.close();
  }
} finally {
  folder.remove();
}

/** What Gatling is to send (bench/gatling): to the centre at that address, or to one of its own that waits for it. */
async function prepare(folder: string, chosen: Journey): Promise<void> {
  const options = { journey: chosen, folder, say };
  try {
    if (url !== undefined && tokens !== undefined) await prepareThere(options, url, tokens);
    else await prepareHere(options, () => new Promise((resolve) => { process.stdin.once("data", resolve).once("end", resolve).resume(); }));
  } catch (error) {
    process.stderr.write(`${error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** A loss makes the command fail: this load was to be held. */
async function runOnce(load: Load, { name }: Journey): Promise<object> {
  const chosen = journey === undefined ? [] : chosenRates(journey, rate.data, seconds.data);
  const measured = await load.run(chosen, WARM_SECONDS);
  const rows = measured.phases.map(rowOf);
  say(tableOf(rows));
  say(stepTable(stepsOf(measured)));
  const lost = measured.phases.find((phase) => phase.lost > 0);
  if (lost !== undefined) {
    process.stderr.write(`${name}: ${lost.lost} lost, the first: ${String(lost.fault)}\n`);
    process.exitCode = 1;
  }
  return { rows, steps: stepsOf(measured) };
}

/** Rung by rung until it bends; to bend is what was asked for, so it is no failure. */
async function climb(load: Load, bend: Journey["bend"]): Promise<object> {
  const rows: Row[] = [];
  for (let rung = 0; rung < MOST_RUNGS; rung += 1) {
    const perSecond = rungRate(bend, rung);
    const measured = await load.run([{ seconds: bend.seconds, perSecond }], rung === 0 ? WARM_SECONDS : 0);
    rows.push(...measured.phases.map(rowOf));
    const last = rows.at(-1);
    const why = last === undefined ? undefined : whyBent(last, bend);
    if (why === undefined) continue;
    say(tableOf(rows));
    say(`bends at ${perSecond}/s: ${why}`);
    return { rows, bent: why };
  }
  say(tableOf(rows));
  say(`did not bend up to ${rungRate(bend, MOST_RUNGS - 1)}/s`);
  return { rows, bent: null };
}
