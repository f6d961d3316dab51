/** Waits of lookups, ms. */
export type LookupPace = {
  /** Instead of each source's own gap between two requests. */
  readonly gapMs?: number;
  readonly timeoutMs: number;
  /** After a try that met no network or a fault of the source; doubled each time, up to `mostRetryMs`. */
  readonly retryMs: number;
  readonly mostRetryMs: number;
};

/** A person waits ten seconds, not more; a source that is down is left alone for longer and longer. */
export const LOOKUP_PACE: LookupPace = { timeoutMs: 10_000, retryMs: 15_000, mostRetryMs: 15 * 60_000 };

/** Directory and notices are updated once a day: within a day the same question has the same answer. */
export const FRESH_MS = 24 * 3_600_000;
/** What was read is kept to be read again beside the file, with its date; then only what was taken over stays, in the file. */
export const KEPT_MS = 90 * 24 * 3_600_000;
/** At most 40 kB each: some tens of MB at the very most. */
export const MOST_ANSWERS = 1_000;
/** More is no person at a counter: a flood of questions is not kept for a public service. */
export const MOST_WAITING = 50;

export const retryDelayMs = (pace: LookupPace, tries: number): number => Math.min(pace.mostRetryMs, pace.retryMs * 2 ** Math.min(tries, 20));
