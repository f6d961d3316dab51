import { writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { z } from "zod";
import { recordRun } from "../../build/features/record-run.ts";
import { diskFolder } from "../support/disk.ts";
import { openDay } from "./open-day.ts";
import { openDayPage } from "./open-day-page.ts";
import { balanceText, type DayRun } from "./print-balance.ts";
import { writeDayPage } from "./write-page.ts";
import { clockText } from "./hours.ts";

/** `npm run day`: 25 March 2020, replayed. Ends at 0 only if the balance is exact. */
const USAGE = `npm run day -- [--files N] [--branches N] [--speed MINUTES] [--seed N] [--servers N] [--postgres URL] [--port N] [--out FILE] [--write] [--stay]
  --files     applications of the day (8000)             --branches  branches of eight banks (14000)
  --speed     minutes of the day in a second (2)         --seed      of everything that is drawn (20200325)
  --servers   server processes (2)                       --postgres  a superuser's address, in place of two servers of its own
  --port      of the page that shows it (8790)           --out       file of the balance, JSON
  --write     puts the balance into docs/day.md          --stay      keeps the page after the balance, until Ctrl-C
`;

const { values } = parseArgs({
  options: {
    files: { type: "string", default: "8000" }, branches: { type: "string", default: "14000" }, speed: { type: "string", default: "2" }, seed: { type: "string", default: "20200325" }, servers: { type: "string", default: "2" },
    postgres: { type: "string" }, port: { type: "string", default: "8790" }, out: { type: "string" }, write: { type: "boolean", default: false }, stay: { type: "boolean", default: false }, help: { type: "boolean", default: false },
  },
});
const read = z.object({
  files: z.coerce.number().int().min(1).max(5_000_000), branches: z.coerce.number().int().min(1).max(20_000), speed: z.coerce.number().positive().max(600), seed: z.coerce.number().int().min(1),
  servers: z.coerce.number().int().min(2).max(16), port: z.coerce.number().int().min(0).max(65_535), postgres: z.string().regex(/^postgres(ql)?:\/\//).optional(),
}).safeParse(values);
if (values.help || !read.success) {
  process.stderr.write(`${read.success ? "" : `${z.prettifyError(read.error)}\n`}${USAGE}`);
  process.exit(values.help ? 0 : 2);
}
const { files, branches, speed, seed, servers, port, postgres } = read.data;
const started = performance.now();
const say = (line: string): void => console.log(`[${((performance.now() - started) / 1_000).toFixed(1).padStart(6)} s] ${line}`);
const early = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (early.signal.aborted) process.exit(130);
    say("the day ends here; what was begun is sent, and counted. Ctrl-C again leaves at once");
    early.abort();
  });
}

const folder = diskFolder();
process.once("exit", () => folder.remove());
await using cleaning = new AsyncDisposableStack();
const day = cleaning.adopt(await openDay(folder.path, { files, branches, speed, seed, servers, postgresUrl: postgres, say }), (it) => it.close());
const page = cleaning.adopt(await openDayPage(day.view, port), (it) => it.close());
say(`the day: ${page.address}`);
const { seconds, settled } = await day.run(early.signal);
say(settled ? `everything was answered, ${clockText(day.view().minute)} on the clock` : "some of it was never answered");
const balance = await day.strike();
const { answered, withinSecond } = day.view();
const run: DayRun = { files, branches, speed, seed, servers, seconds: Math.round(seconds), settled, endedEarly: early.signal.aborted, answered, withinSecond, cores: availableParallelism(), load: Number((loadavg()[1] ?? 0).toFixed(1)) };
console.log(`\n${balanceText(balance)}\n`);
say(`${answered} answers in ${run.seconds} s, ${((100 * withinSecond) / Math.max(1, answered)).toFixed(1)} % of them within a second of the press`);
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify({ run, balance }, null, 2)}\n`);
if (values.write) writeDayPage(run, balance);
// What docs/features.md says of it is said of a whole day.
if (!early.signal.aborted && branches >= 14_000) recordRun("day", balance.isExact);
if (!balance.isExact) process.exitCode = 1;
if (values.stay && !early.signal.aborted) {
  say(`the page stays at ${page.address}; Ctrl-C ends it`);
  await new Promise<void>((resolve) => { early.signal.addEventListener("abort", () => resolve(), { once: true }); });
}
