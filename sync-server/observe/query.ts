/** Which series of a measure. A text: equal; `starts`: begins so; `oneOf` and `noneOf`: of a list. */
export type Match = string | { readonly starts: string } | { readonly oneOf: readonly string[] } | { readonly noneOf: readonly string[] };
export type Selector = { readonly metric: string; readonly where?: Readonly<Record<string, Match>> };

/** A question to the measures, in a form that can be written for Prometheus and Datadog and answered here: one source, three readers. */
export type Query =
  | ({ readonly kind: "gauge" } & Selector)
  /** Of a counter, in a second, or in all, over the last so many seconds. */
  | ({ readonly kind: "rate" | "increase"; readonly over: number } & Selector)
  /** Of a histogram over the last so many seconds. `metric` without `_bucket`. */
  | ({ readonly kind: "quantile"; readonly q: number; readonly over: number; readonly by: readonly string[] } & Selector)
  | { readonly kind: "sum" | "max" | "min"; readonly of: Query; readonly by: readonly string[] }
  | { readonly kind: "ratio"; readonly part: Query; readonly whole: Query };

export const gauge = (metric: string, where?: Selector["where"]): Query => ({ kind: "gauge", metric, ...(where === undefined ? {} : { where }) });
export const rate = (metric: string, over: number, where?: Selector["where"]): Query => ({ kind: "rate", metric, over, ...(where === undefined ? {} : { where }) });
export const increase = (metric: string, over: number, where?: Selector["where"]): Query => ({ kind: "increase", metric, over, ...(where === undefined ? {} : { where }) });
export const quantile = (q: number, metric: string, over: number, by: readonly string[] = [], where?: Selector["where"]): Query => ({ kind: "quantile", q, metric, over, by, ...(where === undefined ? {} : { where }) });
export const sum = (of: Query, ...by: readonly string[]): Query => ({ kind: "sum", of, by });
export const max = (of: Query, ...by: readonly string[]): Query => ({ kind: "max", of, by });
export const min = (of: Query, ...by: readonly string[]): Query => ({ kind: "min", of, by });
export const ratio = (part: Query, whole: Query): Query => ({ kind: "ratio", part, whole });

export const MINUTE = 60;
export const HOUR = 3_600;

/** Every measure that a question reads, by the name under which it is exposed. */
export function metricsOf(query: Query): readonly string[] {
  switch (query.kind) {
    case "gauge": case "rate": case "increase": case "quantile": return [query.metric];
    case "sum": case "max": case "min": return metricsOf(query.of);
    case "ratio": return [...metricsOf(query.part), ...metricsOf(query.whole)];
  }
}
