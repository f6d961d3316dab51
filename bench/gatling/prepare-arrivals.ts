import { appendFileSync, closeSync, mkdirSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { Pool } from "undici";
import type { Centre } from "../support/centre.ts";
import { createRateCurve } from "../support/rate-curve.ts";
import { realClock } from "../support/run-curve.ts";
import type { Expected } from "../load/judge-answer.ts";
import type { Journey } from "../load/journey.ts";
import { enrolAll, FIRST_COMPANY, prepareAll } from "../load/run-journey.ts";
import { sendStep } from "../load/send-step.ts";
import type { Made, Workstation } from "../load/workstation.ts";
import { columnOf, columnsOf, expectationsOf, isPrepared, type CommonColumn, type Expectation } from "./simulation/columns.ts";
import { ARRIVALS_FILE, checkRates, PREPARED_FILE, preparedSchema, type Prepared } from "./simulation/prepared.ts";

/** A centre as far as its workstations reach it: ours, or one that runs elsewhere (reach-centre.ts). */
export type ReachedCentre = Pick<Centre, "urls" | "persons" | "hello" | "token" | "scopeOf">;

/**
 * Enrols the journey's workstations at a centre and writes what each arrival will send: bodies chained and signed in the order of a workstation's
 * arrivals, which the simulation keeps. The keys are gone afterwards, the tokens are in the file; so the folder is for its owner alone, is sent
 * once, and must be empty or absent before. `journey` carries the rates to prepare for.
 */
export async function prepareArrivals(centre: ReachedCentre, journey: Journey, folder: string): Promise<Prepared> {
  claimFolder(journey, folder);
  const [url = ""] = centre.urls;
  await using opened = new AsyncDisposableStack();
  const pool = opened.adopt(new Pool(url, { connections: 16 }), (it) => it.close());
  const workstations = await enrolAll(centre, journey, () => pool);
  const cursors = await readBranches(pool, workstations, journey);
  const arrivals = createRateCurve(journey.rates).total;
  prepareAll(journey, workstations, journey.rates, 0, { next: FIRST_COMPANY });
  const written = writeArrivals(join(folder, ARRIVALS_FILE), journey, workstations, cursors, arrivals);
  const prepared = preparedSchema.parse({
    journey, url, centre: centre.hello.centre, epoch: centre.hello.epoch.id, arrivals, ...written,
    tokensEndAt: Math.min(...workstations.map(({ token }) => (decodeJwt(token).exp ?? 0) * 1000)),
  });
  writeFileSync(join(folder, PREPARED_FILE), `${JSON.stringify(prepared, null, 2)}\n`, { mode: 0o600 });
  return prepared;
}

/** @throws Error or ZodError, where this folder or these rates could not be used: known before anything is asked of a centre. */
export function claimFolder(journey: Journey, folder: string): void {
  checkRates(journey);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
}

/** How far each branch goes today: a simulation that began before it would read again what a workstation has long had. */
async function readBranches(pool: Pool, workstations: readonly Workstation[], { steps }: Journey): Promise<ReadonlyMap<string, number>> {
  const cursors = new Map<string, number>();
  const pull = steps.find(({ body }) => body === "cursor");
  if (pull === undefined) return cursors;
  for (const workstation of workstations) {
    if (cursors.has(workstation.branch)) continue;
    let [read, before] = [0, -1];
    while (read > before) [read, before] = [(await sendStep(pool, realClock, workstation, pull)).cursor ?? 0, read];
    cursors.set(workstation.branch, read);
  }
  return cursors;
}

function writeArrivals(path: string, { steps }: Journey, workstations: readonly Workstation[], cursors: ReadonlyMap<string, number>, arrivals: number): Pick<Prepared, "changes" | "files"> {
  const columns = columnsOf(steps);
  const written = { changes: 0, files: 0 };
  const file = openSync(path, "wx", 0o600);
  try {
    appendFileSync(file, csvLine(columns));
    for (let i = 0; i < arrivals; i += 1) {
      const w = i % workstations.length;
      const workstation = workstations[w] ?? fail("no workstation");
      const cells = new Map<string, string>(Object.entries(commonOf(workstation, w, Math.floor(i / workstations.length), cursors)));
      steps.forEach((step, place) => {
        const made = workstation.bodyOf(step.body);
        if (isPrepared[step.body]) cells.set(columnOf(place, step, "body"), made.text ?? fail(`${step.name} has no body`));
        for (const what of expectationsOf[step.answer]) cells.set(columnOf(place, step, what), expectationOf(made)[what]);
        if (made.expected.kind === "verdict") written.changes += 1;
        if (made.expected.kind === "verdict" && made.expected.change === "created" && made.expected.valid) written.files += 1;
      });
      appendFileSync(file, csvLine(columns.map((name) => cells.get(name) ?? fail(`nothing for ${name}`))));
    }
  } finally {
    closeSync(file);
  }
  return written;
}

const commonOf = ({ token, replica, branch }: Workstation, w: number, turn: number, cursors: ReadonlyMap<string, number>): Readonly<Record<CommonColumn, string>> =>
  ({ workstation: String(w), turn: String(turn), token, replica, branch, from: String(cursors.get(branch) ?? 0) });

/** What judge-answer.ts would demand, in words that a check can compare. */
function expectationOf({ expected }: Pick<Made, "expected">): Readonly<Record<Expectation, string>> {
  if (expected.kind !== "verdict") return fail(`nothing to expect of ${expected.kind}`);
  return { have: String(expected.seq), right: rightVerdicts(expected).join("/") };
}

const rightVerdicts = ({ change, valid }: Extract<Expected, { kind: "verdict" }>): readonly string[] =>
  change === "created" ? [valid ? "accepted plain" : "refused plain"] : valid ? ["accepted numbered", "refused plain"] : ["skipped plain"];

/** RFC 4180, which Gatling's feeder reads. */
const csvLine = (cells: readonly string[]): string => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\n`;
const fail = (message: string): never => { throw new Error(message); };
