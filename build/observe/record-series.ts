import type { Labels, Sample } from "./parse-exposition.ts";

export type Point = readonly [at: number, value: number];
export type Series = { readonly labels: Labels; readonly points: readonly Point[] };
type Kept = { readonly labels: Labels; readonly points: [number, number][]; lastScrape: number };

/** What was scraped, as a collector keeps it: by name and labels, with the server's own name; `up` says whether it answered. */
export type Recorded = {
  /** Samples of one server at one moment, seconds; undefined: it did not answer. */
  readonly take: (instance: string, at: number, samples: readonly Sample[] | undefined) => void;
  /** A server that was taken away on purpose is asked no more. */
  readonly forget: (instance: string) => void;
  /** The series of that name that its server told of when it was last asked. */
  readonly present: (name: string) => readonly Series[];
  /** All of that name, of servers that are gone too. */
  readonly all: (name: string) => readonly Series[];
};

export function createRecorded(): Recorded {
  const names = new Map<string, Map<string, Kept>>();
  const scrapes = new Map<string, number>();

  function keep(name: string, labels: Labels, at: number, value: number): void {
    const series = names.get(name) ?? new Map<string, Kept>();
    names.set(name, series);
    const key = JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const kept = series.get(key) ?? { labels, points: [], lastScrape: at };
    series.set(key, kept);
    kept.points.push([at, value]);
    kept.lastScrape = at;
  }
  return {
    take: (instance, at, samples) => {
      scrapes.set(instance, at);
      keep("up", { job: "guichet", instance }, at, samples === undefined ? 0 : 1);
      for (const { name, labels, value } of samples ?? []) keep(name, { ...labels, job: "guichet", instance }, at, value);
    },
    forget: (instance) => { scrapes.delete(instance); },
    present: (name) => [...(names.get(name)?.values() ?? [])].filter(({ labels, lastScrape }) => scrapes.get(labels["instance"] ?? "") === lastScrape),
    all: (name) => [...(names.get(name)?.values() ?? [])],
  };
}
