import { setTimeout } from "node:timers/promises";
import { endedOtherwise } from "./as-meant.ts";
import { strikeBalance, type Balance } from "./balance.ts";
import { countCentre, countLoansOfFiles } from "./count-centre.ts";
import { countJournal } from "./count-journal.ts";
import { drawCountry } from "./country.ts";
import { startDayCentre, type DayCentre } from "./day-centre.ts";
import { startDayClock } from "./day-clock.ts";
import type { DayView } from "./day-view.ts";
import { letHappen } from "./happenings.ts";
import { LAST, OPENS } from "./hours.ts";
import { openJournal } from "./journal.ts";
import { BUSINESS_DATE } from "./make-fields.ts";
import { openDesks } from "./open-desks.ts";
import { openLines } from "./open-lines.ts";
import { planDay, type PlannedStep } from "./plan.ts";
import { watchDay, type DayState } from "./watch-day.ts";

export type DayOptions = {
  readonly files: number; readonly branches: number;
  /** Minutes of the day in a second. */
  readonly speed: number;
  readonly seed: number; readonly servers: number;
  readonly postgresUrl?: string | undefined;
  readonly say: (line: string) => void;
};

/** A day that is ready to begin: centre, lines and plan stand. */
export type Day = {
  readonly centre: DayCentre;
  readonly view: () => DayView;
  /** Until the last of it is answered; `early` ends the day, and what was begun is still sent. */
  readonly run: (early: AbortSignal) => Promise<{ readonly seconds: number; readonly settled: boolean }>;
  /** Counts both sides, after the day. */
  readonly strike: () => Promise<Balance>;
  readonly close: () => Promise<void>;
};

/** The longest wait between two tries is a minute; after two without any answer nothing will come. */
const SILENCE_MS = 120_000;
/** Steps between two breaths: what came in meanwhile is read. */
const BREATH = 25;

export async function openDay(folder: string, { files, branches, speed, seed, servers, postgresUrl, say }: DayOptions): Promise<Day> {
  await using opening = new AsyncDisposableStack();
  const country = drawCountry(seed, branches);
  const steps = planDay(country, files, seed);
  const centre = opening.adopt(await startDayCentre(folder, country, BUSINESS_DATE, { servers, postgresUrl, say }), (it) => it.close());
  const { lines } = opening.adopt(await openLines(country.regions.length, centre.port), (it) => it.close());
  const journal = openJournal();
  const state: DayState = { phase: "opening", minute: OPENS, isDoubling: false, rules: centre.hello.rules, balance: undefined, cut: new Set(), happened: new Map(), servers: centre.servers };
  const watch = watchDay(country, journal, state, speed, (branch) => desks.waitingOf(branch));
  const desks = openDesks({ country, centre, lines, journal, seed, isDoubling: () => state.isDoubling, onAnswered: watch.onAnswered });
  let isWhole = true;

  /** In order of the clock. Her form has the new scheme once it is published: `published`. */
  async function perform(until: (step: PlannedStep) => Promise<boolean>, published: Promise<void>): Promise<void> {
    const later: Promise<void>[] = [];
    for (const [i, step] of steps.entries()) {
      if (!(await until(step))) {
        isWhole = false;
        break;
      }
      const now = (): void => desks.of(step.file.branch).perform(step.file, step.does);
      if (step.file.story === "scheme") later.push(published.then(now));
      else now();
      if (i % BREATH === 0) await setTimeout(0);
    }
    await Promise.all(later);
  }

  async function run(early: AbortSignal): Promise<{ readonly seconds: number; readonly settled: boolean }> {
    const from = performance.now();
    const clock = startDayClock(speed, early);
    const ticking = setInterval(() => { state.minute = Math.min(LAST, early.aborted ? state.minute : clock.minute()); }, 50);
    state.phase = "day";
    const published = Promise.withResolvers<void>();
    published.promise.catch(() => undefined);
    const happenings = letHappen({ centre, country, lines, folder, state, say }, clock, early, (happening) => { if (happening === "rule-changed") published.resolve(); });
    happenings.then(published.resolve, published.reject);
    try {
      await Promise.all([happenings, perform(async ({ at }) => {
        await clock.until(at);
        return !early.aborted;
      }, published.promise)]);
      state.phase = "draining";
      const settled = await desks.drained(SILENCE_MS);
      return { seconds: (performance.now() - from) / 1_000, settled };
    } finally {
      clearInterval(ticking);
      desks.close();
    }
  }

  async function strike(): Promise<Balance> {
    state.phase = "counting";
    const [held, loansOfFiles] = await centre.withDatabase(async (ask) => [await countCentre(ask), await countLoansOfFiles(ask)] as const);
    const checked = await centre.command(["consistency", "--json"]);
    const faults = [...journal.faults, ...(checked.code === 0 ? [] : [`the centre's own checks found something: ${checked.out.slice(0, 500)}${checked.err.slice(-300)}`])];
    const balance = strikeBalance({
      clients: countJournal(journal), centre: held, loansOfFiles, waiting: desks.waiting(), faults,
      otherwise: isWhole ? endedOtherwise(journal.files) : [], names: new Map(country.banks.map(({ id, name }) => [id, name])),
    });
    state.balance = { lost: balance.lost, twice: balance.twice };
    state.phase = balance.isExact ? "exact" : "inexact";
    return balance;
  }
  const owned = opening.move();
  return { centre, view: watch.view, run, strike, close: () => owned.disposeAsync() };
}
