/** One measured figure. `limit` is the straight-line work measured in the same run; null where none exists. */
export type Measure = { readonly value: number; readonly unit: string; readonly limit: number | null; readonly ratio: number | null };

export const KEYS = ["push_1", "push_4", "peer_push_1", "peer_push_4", "pull", "visible_p50_ms", "visible_p95_ms", "small_push_per_s", "small_push_128_per_s", "rate833_p99_ms", "drain_p95_ms", "flood_p95_ms", "flood_strangers_p95_ms", "flood_refused", "flat_files", "flat_branches", "people_ms", "devices_ms", "releases_ms", "save_p99_ms", "search_p95_ms", "first_screen_ms", "swift_file_s", "swift_wait_p50_ms", "swift_wait_p95_ms", "swift_wait_max_ms"] as const;
export type Key = (typeof KEYS)[number];
export type Measures = { readonly [K in Key]?: Measure };

const round = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 100) / 100);

/** `ratio` is value over limit for rates and for times alike: the reader sees the unit. */
export function measure(value: number, unit: string, limit: number | null = null): Measure {
  return { value: round(value), unit, limit: limit === null ? null : round(limit), ratio: limit === null || limit === 0 ? null : Math.round((value / limit) * 100) / 100 };
}

/** Nearest-rank percentile of values in any order. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
export const median = (values: readonly number[]): number => percentile(values, 0.5);
