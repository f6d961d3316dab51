import type { Match, Query, Selector } from "../../sync-server/observe/query.ts";
import type { Labels } from "./parse-exposition.ts";
import type { Point, Recorded, Series } from "./record-series.ts";

export type Value = { readonly labels: Labels; readonly value: number };
export type Moment = { readonly recorded: Recorded; /** Seconds. */ readonly at: number; /** Windows are so many times shorter. */ readonly speed: number };

/** What a question answers at one moment, by the rules of PromQL that these questions use. compared with Prometheus itself where it is installed (prometheus.wide.db.test.ts). */
export function evaluate(query: Query, moment: Moment): readonly Value[] {
  switch (query.kind) {
    case "gauge": return moment.recorded.present(query.metric).filter(chosen(query)).flatMap(({ labels, points }) => latest(labels, points, moment.at));
    case "rate": return rates(query, query.over, moment);
    case "increase": return rates(query, query.over, moment).map(({ labels, value }) => ({ labels, value: value * (query.over / moment.speed) }));
    case "quantile": return quantiles(query, moment);
    case "sum": return grouped(evaluate(query.of, moment), query.by, (values) => values.reduce((all, one) => all + one, 0));
    case "max": return grouped(evaluate(query.of, moment), query.by, (values) => Math.max(...values));
    case "min": return grouped(evaluate(query.of, moment), query.by, (values) => Math.min(...values));
    case "ratio": {
      const wholes = new Map(evaluate(query.whole, moment).map(({ labels, value }) => [keyOf(labels), value]));
      return evaluate(query.part, moment).flatMap(({ labels, value }) => { const whole = wholes.get(keyOf(labels)); return whole === undefined ? [] : [{ labels, value: value / whole }]; });
    }
  }
}

const keyOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));

function latest(labels: Labels, points: readonly Point[], at: number): readonly Value[] {
  const last = points.findLast(([when]) => when <= at);
  return last === undefined ? [] : [{ labels, value: last[1] }];
}

const chosen = ({ where = {} }: Pick<Selector, "where">) => ({ labels }: Pick<Series, "labels">): boolean => Object.entries(where).every(([label, match]) => isMatch(labels[label] ?? "", match));
function isMatch(said: string, match: Match): boolean {
  if (typeof match === "string") return said === match;
  if ("starts" in match) return said.startsWith(match.starts);
  return "oneOf" in match ? match.oneOf.includes(said) : !match.noneOf.includes(said);
}

/** Growth in a second between the first and the last sample of the window; a counter that fell began again at nothing. Nothing of fewer than two samples. */
function rates(selector: Selector, over: number, { recorded, at, speed }: Moment): readonly Value[] {
  return recorded.all(selector.metric).filter(chosen(selector)).flatMap(({ labels, points }) => {
    const inside = points.filter(([when]) => when > at - over / speed && when <= at);
    const [first, last] = [inside[0], inside.at(-1)];
    if (first === undefined || last === undefined || last[0] === first[0]) return [];
    const grown = inside.reduce((sum, [, value], i) => { const before = inside[i - 1]?.[1] ?? value; return sum + (value < before ? value : value - before); }, 0);
    return [{ labels, value: grown / (last[0] - first[0]) }];
  });
}

function grouped(values: readonly Value[], by: readonly string[], join: (values: readonly number[]) => number): readonly Value[] {
  const groups = new Map<string, { readonly labels: Labels; readonly values: number[] }>();
  for (const { labels, value } of values) {
    const own = Object.fromEntries(by.flatMap((label) => (labels[label] === undefined ? [] : [[label, labels[label]]])));
    const group = groups.get(keyOf(own)) ?? { labels: own, values: [] };
    groups.set(keyOf(own), group);
    group.values.push(value);
  }
  return [...groups.values()].map((group) => ({ labels: group.labels, value: join(group.values) }));
}

const withoutBound = (labels: Labels): Labels => Object.fromEntries(Object.entries(labels).filter(([label]) => label !== "le"));

/** As histogram_quantile: between the bounds of its bucket as if values were spread evenly; above the last bound, that bound; NaN of no observation. */
function quantiles({ q, metric, where, over, by }: Extract<Query, { kind: "quantile" }>, moment: Moment): readonly Value[] {
  const buckets = grouped(rates({ metric: `${metric}_bucket`, ...(where === undefined ? {} : { where }) }, over, moment), ["le", ...by], (values) => values.reduce((all, one) => all + one, 0));
  const groups = Map.groupBy(buckets, ({ labels }) => keyOf(withoutBound(labels)));
  return [...groups.values()].map((group) => {
    const labels = withoutBound(group[0]?.labels ?? {});
    const bounds = group.map(({ labels: { le = "" }, value }) => ({ bound: le === "+Inf" ? Infinity : Number(le), below: value })).toSorted((a, b) => a.bound - b.bound);
    const rank = q * (bounds.at(-1)?.below ?? 0);
    const place = bounds.findIndex(({ below }) => below >= rank);
    const [here, before] = [bounds[place], bounds[place - 1] ?? { bound: 0, below: 0 }];
    if (rank === 0 || here === undefined) return { labels, value: NaN };
    return { labels, value: here.bound === Infinity ? before.bound : before.bound + (here.bound - before.bound) * ((rank - before.below) / (here.below - before.below)) };
  });
}
