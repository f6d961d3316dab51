import type { Country } from "./country.ts";
import type { DayView } from "./day-view.ts";
import type { DeskDeps } from "./desk.ts";
import { LAST, type Minute, OPENS } from "./hours.ts";
import type { Journal } from "./journal.ts";
import { TIMELINE, type Happening } from "./timeline.ts";

export const TRAFFIC_MINUTES = 10;
const WITHIN_MS = 1_000;

/** What changes outside the desks. */
export type DayState = {
  phase: DayView["phase"]; minute: Minute; isDoubling: boolean; rules: string; balance: DayView["balance"];
  readonly cut: Set<number>;
  readonly happened: Map<Happening, "under-way" | "done">;
  readonly servers: () => DayView["servers"];
};

/** Follows the day for the page: desks tell what was answered, the rest is read when a view is made. */
export type DayWatch = { readonly onAnswered: DeskDeps["onAnswered"]; readonly view: () => DayView };

export function watchDay(country: Country, journal: Journal, state: DayState, speed: number, waitingOf: (branch: number) => number): DayWatch {
  const traffic = Array.from({ length: Math.ceil((LAST - OPENS) / TRAFFIC_MINUTES) }, () => ({ answered: 0, waiting: 0 }));
  const refused = new Map<string, number>();
  const branches = country.regions.map((_region, r) => country.branches.filter(({ region }) => region === r).length);
  let [answered, within, lastAnswered, lastAt, perSecond] = [0, 0, 0, performance.now(), 0];
  const bucket = (): { answered: number; waiting: number } | undefined => traffic[Math.min(traffic.length - 1, Math.max(0, Math.floor((state.minute - OPENS) / TRAFFIC_MINUTES)))];

  const onAnswered: DeskDeps["onAnswered"] = ({ told }, ms) => {
    answered += 1;
    if (ms <= WITHIN_MS) within += 1;
    const now = bucket();
    if (now !== undefined) now.answered += 1;
    if (told?.kind === "refused") refused.set(told.code, (refused.get(told.code) ?? 0) + 1);
  };

  function view(): DayView {
    const at = performance.now();
    if (at - lastAt >= WITHIN_MS) {
      perSecond = Math.round(((answered - lastAnswered) * 1_000) / (at - lastAt));
      [lastAnswered, lastAt] = [answered, at];
    }
    const waiting = country.regions.map(() => 0);
    for (const { index, region } of country.branches) waiting[region] = (waiting[region] ?? 0) + waitingOf(index);
    const registered = country.regions.map(() => 0);
    const [asked, taken] = [{ files: 0, cents: 0 }, { files: 0, cents: 0 }];
    for (const file of journal.files) {
      if (file.isAsked) [asked.files, asked.cents] = [asked.files + 1, asked.cents + file.amount];
      if (file.registered === undefined) continue;
      [taken.files, taken.cents] = [taken.files + 1, taken.cents + file.registered.amount];
      const region = country.branches[file.branch]?.region ?? 0;
      registered[region] = (registered[region] ?? 0) + 1;
    }
    const all = waiting.reduce((sum, one) => sum + one, 0);
    const now = bucket();
    if (now !== undefined) now.waiting = Math.max(now.waiting, all);
    const { phase, minute, isDoubling, rules, balance } = state;
    return {
      phase, minute, speed, isDoubling, rules, balance, servers: state.servers(), asked, registered: taken, waiting: all, answered, withinSecond: within, perSecond,
      regions: country.regions.map(({ code, name, column, row }, r) => ({ code, name, column, row, branches: branches[r] ?? 0, waiting: waiting[r] ?? 0, registered: registered[r] ?? 0, isCut: state.cut.has(r) })),
      refused: [...refused].map(([code, answers]) => ({ code, answers })).toSorted((a, b) => b.answers - a.answers || a.code.localeCompare(b.code)),
      traffic: traffic.map((each) => ({ ...each })),
      timeline: TIMELINE.map(({ at: due, happening }) => ({ at: due, happening, state: state.happened.get(happening) ?? "to-come" })),
    };
  }
  return { onAnswered, view };
}
