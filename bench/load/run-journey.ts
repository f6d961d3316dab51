import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { Histogram } from "hdr-histogram-js";
import { Pool } from "undici";
import { startCentre, type Centre } from "../support/centre.ts";
import type { Rate } from "../support/rate-curve.ts";
import { createLatency, realClock, recordMs, runCurve, type Arrived, type PhaseResult } from "../support/run-curve.ts";
import { createQuestions, type Questions } from "./asks.ts";
import type { Journey } from "./journey.ts";
import { recount, type Tally } from "./recount.ts";
import { registerNumbers } from "./register-numbers.ts";
import { sendStep } from "./send-step.ts";
import { createWorkstation, type Workstation } from "./workstation.ts";

/** Workstations that enrol at one time: hundreds in one instant would be asked to wait. */
const ENROLLING = 16;
const CONNECTIONS = 64;
/** Numbers of the companies; below are those of other measurements' lines, shared ones lie at 300,000. */
export const FIRST_COMPANY = 1_000;

/** Beside those that the mix asks for: the first ones asked have nobody before them, and each hundred is rounded up. */
const SPARE_NUMBERS = 200;

/** With the share of all processors that was busy, client and PostgreSQL included: 0 to 1. */
export type MeasuredPhase = PhaseResult & { readonly busy: number };
export type Measured = { readonly phases: readonly MeasuredPhase[]; readonly steps: ReadonlyMap<string, Histogram> };
export type Load = {
  /** Prepares what these rates send, then runs them. May be called again: lines go on. */
  readonly run: (rates: readonly Rate[], warmSeconds: number) => Promise<Measured>;
  /** What was sent and what the centre has, compared. @throws Error where they differ. */
  readonly recount: () => Promise<string>;
  readonly close: () => Promise<void>;
};

export type LoadOptions = {
  readonly processes?: number;
  readonly postgresUrl?: string;
  /** Folder of the compiled verification page, for journeys that read it. */
  readonly page?: string;
};
const COMPILED_PAGE = fileURLToPath(new URL("../../build/out/verification", import.meta.url));
/** Files registered by one workstation before the next one's turn. */
const NUMBERS_AT_ONCE = 500;

/** A centre of its own for this journey, its workstations enrolled. `processes` servers take the workstations in turn. */
export async function openLoad(journey: Journey, folder: string, options: LoadOptions = {}): Promise<Load> {
  await using opening = new AsyncDisposableStack();
  const { postgresUrl, processes = 1, page = COMPILED_PAGE } = options;
  const hasPage = journey.steps.some(({ answer }) => answer === "page");
  const centre = opening.adopt(await startCentre(folder, processes, { size: journey.directory, ...(postgresUrl === undefined ? {} : { postgresUrl }), ...(hasPage ? { page } : {}) }), (it) => it.close());
  const pools = centre.urls.map((url) => opening.adopt(new Pool(url, { connections: Math.ceil(CONNECTIONS / processes) }), (it) => it.close()));
  const poolOf = (w: number): Pool => pools[w % pools.length] ?? fail("a centre has a server");
  const questions = journey.asks === undefined ? undefined : createQuestions(journey.asks, () => realClock.now());
  const workstations = await enrolAll(centre, journey, poolOf, questions);
  const tally: Tally = { changes: 0, files: 0, numbers: new Set(), refused: 0, lost: 0, matched: 0, mismatched: 0, remembered: 0 };
  const company = { next: FIRST_COMPANY };
  const turn = { next: 0, previous: new Map<number, Promise<unknown>>() };
  const owned = opening.move();

  /** Whoever is asked about has been registered before: by the workstations, in turn, as many as are missing. */
  async function registerAhead(questions: Questions, wanted: number): Promise<void> {
    for (let w = 0; questions.left() < wanted; w += 1) {
      const workstation = workstations[w % workstations.length] ?? fail("no workstation");
      const registered = await registerNumbers(poolOf(w), workstation, Math.min(NUMBERS_AT_ONCE, wanted - questions.left()), company.next);
      company.next += registered.length;
      tally.changes += 2 * registered.length;
      tally.files += registered.length;
      for (const { number } of registered) tally.numbers.add(number);
      questions.add(registered);
    }
  }

  const run = async (rates: readonly Rate[], warmSeconds: number): Promise<Measured> => {
    const warm = warmSeconds > 0 ? [{ seconds: warmSeconds, perSecond: rates[0]?.perSecond ?? 1 }] : [];
    const all = [...warm, ...rates];
    prepareAll(journey, workstations, all, turn.next, company);
    if (questions !== undefined && journey.asks !== undefined) await registerAhead(questions, Math.ceil((arrivalsOf(all) * journey.asks.first) / 100) + SPARE_NUMBERS);
    const steps = new Map(journey.steps.map(({ name }) => [name, createLatency()]));
    const busy: { readonly at: ReturnType<typeof readProcessors> }[] = [];
    const arrive = async (w: number): Promise<Arrived> => {
      const workstation = workstations[w] ?? fail("no workstation");
      let waits = 0;
      for (const step of journey.steps) {
        const start = realClock.now();
        const learnt = await sendStep(poolOf(w), realClock, workstation, step);
        recordMs(steps.get(step.name) ?? createLatency(), realClock.now() - start);
        waits += learnt.waits;
        if (step.body === "change") tally.changes += 1;
        if (learnt.verdict === "refused") tally.refused += 1;
        if (learnt.verdict === "accepted" && learnt.number === undefined) tally.files += 1;
        if (learnt.number !== undefined) tally.numbers.add(learnt.number);
        if (learnt.verified !== undefined) {
          if (learnt.verified.question.kind === "wrong") tally.mismatched += 1;
          else tally.matched += 1;
          if (learnt.verified.isRemembered) tally.remembered += 1;
        }
      }
      return { waits };
    };
    const results = await runCurve(all, realClock, () => {
      const w = turn.next % workstations.length;
      turn.next += 1;
      const arrived = (turn.previous.get(w) ?? Promise.resolve()).then(() => arrive(w));
      turn.previous.set(w, arrived);
      return arrived;
    }, () => { busy.push({ at: readProcessors() }); });
    busy.push({ at: readProcessors() });
    tally.lost += results.reduce((sum, { lost }) => sum + lost, 0);
    const phases = results.map((result, p) => ({ ...result, busy: busyBetween(busy[p]?.at, busy[p + 1]?.at) }));
    const warmed = phases.slice(0, warm.length).find(({ lost }) => lost > 0);
    if (warmed !== undefined) throw new Error(`${warmed.lost} lost while warming up: ${String(warmed.fault)}`);
    return { phases: phases.slice(warm.length), steps };
  };
  return { run, recount: () => recount(centre, tally), close: () => owned.disposeAsync() };
}

const fail = (message: string): never => { throw new Error(message); };

/** The journey's workstations, each with its own line, enrolled; persons of the centre take them in turn. */
export async function enrolAll(centre: Pick<Centre, "persons" | "hello" | "token" | "scopeOf">, journey: Journey, poolOf: (w: number) => Pool, questions?: Questions): Promise<readonly Workstation[]> {
  const all: Workstation[] = [];
  for (let from = 0; from < journey.workstations; from += ENROLLING) {
    all.push(...(await Promise.all(Array.from({ length: Math.min(ENROLLING, journey.workstations - from) }, async (_, i) => {
      const w = from + i;
      const workstation = await createWorkstation(centre, centre.persons[w % centre.persons.length] ?? fail("no person"), `${journey.name} ${w}`, questions);
      for (const step of journey.once) await sendStep(poolOf(w), realClock, workstation, step);
      return workstation;
    }))));
  }
  return all;
}

/** Each workstation's share of the changes, those of the first arrivals first. A file left half made goes on at the next run. */
export function prepareAll(journey: Journey, workstations: readonly Workstation[], rates: readonly Rate[], turn: number, company: { next: number }): void {
  const changes = journey.steps.filter(({ body }) => body === "change").length;
  if (changes === 0) return;
  const arrivals = arrivalsOf(rates);
  workstations.forEach((workstation, w) => {
    const place = (w - (turn % workstations.length) + workstations.length) % workstations.length;
    const own = Math.max(0, Math.ceil((arrivals - place) / workstations.length)) * changes;
    if (own === 0) return;
    workstation.prepare(own, company.next);
    company.next += Math.ceil(own / 2);
  });
}

const arrivalsOf = (rates: readonly Rate[]): number => rates.reduce((sum, { seconds, perSecond }) => sum + Math.max(1, Math.round(seconds * perSecond)), 0);

type Processors = { readonly busy: number; readonly all: number };
function readProcessors(): Processors {
  return cpus().reduce<Processors>(({ busy, all }, { times }) => {
    const worked = times.user + times.nice + times.sys + times.irq;
    return { busy: busy + worked, all: all + worked + times.idle };
  }, { busy: 0, all: 0 });
}
const busyBetween = (before: Processors | undefined, after: Processors | undefined): number =>
  before === undefined || after === undefined || after.all === before.all ? Number.NaN : (after.busy - before.busy) / (after.all - before.all);
