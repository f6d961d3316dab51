/** One batch of a workstation: what was sealed at one instant and signed together. Times in ms of one clock. */
export type Batch = {
  readonly desk: number;
  /** When it was sealed, by the rate: a stall counts on all that it held back. */
  readonly dueMs: number;
  /** First on its way; undefined where it waited behind others to the end. */
  readonly sentMs: number | undefined;
  readonly answeredMs: number | undefined;
  /** The centre took all of it. Undefined while it is not answered. */
  readonly accepted: boolean | undefined;
};
/** When the fault came, when it was lifted, and when the last batch was sealed. */
export type Times = { readonly faultMs: number; readonly liftedMs: number; readonly endMs: number };

export type Part = {
  readonly sent: number; readonly answered: number; readonly accepted: number; readonly refused: number;
  /** Of accepted batches, and of those that nobody answered: answered within {@link WITHIN_MS}. 0 to 1. */
  readonly share: number;
  readonly p50Ms: number; readonly p99Ms: number; readonly slowestMs: number;
};
export type Judged = {
  readonly before: Part; readonly during: Part; readonly after: Part; readonly whole: Part;
  /** From the fault until answers within a second are steady again; 0 where they never stopped; undefined where they did not come back. */
  readonly rtoMs: number | undefined;
  /** The same from when the fault was lifted. */
  readonly rtoLiftedMs: number | undefined;
  /** Seconds' worth of batches that were late, at the rate of the row. */
  readonly lateSeconds: number;
};

export const WITHIN_MS = 1_000;
/** Of accepted batches, so many may be late. */
const LATE_SHARE = 0.0005;
export const LEVEL = 1 - LATE_SHARE;
/** So long without a late batch is steady. */
export const STEADY_MS = 5_000;
const MONTH_S = 30 * 86_400;

const tookMs = ({ dueMs, answeredMs }: Batch): number => (answeredMs === undefined ? Number.POSITIVE_INFINITY : answeredMs - dueMs);
/** A refused batch is not of the service level; one that nobody answered is, for nobody knows better. */
const counts = ({ accepted }: Batch): boolean => accepted !== false;
export const isLate = (batch: Batch): boolean => counts(batch) && tookMs(batch) > WITHIN_MS;

export function judgeRow(batches: readonly Batch[], { faultMs, liftedMs, endMs }: Times): Judged {
  const sorted = batches.toSorted((a, b) => a.dueMs - b.dueMs);
  const backMs = backAt(sorted, faultMs, endMs);
  const turn = Math.max(liftedMs, backMs ?? endMs);
  const whole = partOf(sorted);
  const perSecond = sorted.length / Math.max(0.001, (endMs - (sorted[0]?.dueMs ?? endMs)) / 1000);
  return {
    before: partOf(sorted.filter(({ dueMs }) => dueMs < faultMs)),
    during: partOf(sorted.filter(({ dueMs }) => dueMs >= faultMs && dueMs < turn)),
    after: partOf(sorted.filter(({ dueMs }) => dueMs >= turn)),
    whole,
    rtoMs: backMs === undefined ? undefined : backMs - faultMs,
    rtoLiftedMs: backMs === undefined ? undefined : Math.max(0, backMs - liftedMs),
    lateSeconds: sorted.filter(isLate).length / Math.max(perSecond, 0.001),
  };
}

/**
 * When the first batch was sealed of a stretch of {@link STEADY_MS} in which none was late, looking from the last late one of the disturbance: the fault itself, where
 * none was. Undefined where the row ended before such a stretch was over.
 */
function backAt(sorted: readonly Batch[], faultMs: number, endMs: number): number | undefined {
  let back = faultMs;
  let isHeld = false;
  for (const batch of sorted) {
    if (batch.dueMs < faultMs || !isLate(batch)) continue;
    // The first late one may come a while after the fault; from then on, a calm stretch ends it.
    if (isHeld && batch.dueMs - back >= STEADY_MS) break;
    isHeld = true;
    back = sorted.find(({ dueMs }) => dueMs > batch.dueMs)?.dueMs ?? Number.POSITIVE_INFINITY;
  }
  return isHeld && endMs - back < STEADY_MS ? undefined : back;
}

export function partOf(batches: readonly Batch[]): Part {
  const took = batches.filter(counts).map(tookMs).toSorted((a, b) => a - b);
  const count = (accepted: boolean): number => batches.filter((batch) => batch.accepted === accepted).length;
  return {
    sent: batches.length, answered: batches.filter(({ answeredMs }) => answeredMs !== undefined).length, accepted: count(true), refused: count(false),
    share: took.length === 0 ? 1 : took.filter((ms) => ms <= WITHIN_MS).length / took.length,
    p50Ms: atShare(took, 0.5), p99Ms: atShare(took, 0.99), slowestMs: took.at(-1) ?? 0,
  };
}

/** Nearest rank of values in ascending order; 0 where there are none. */
export const atShare = (sorted: readonly number[], share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

/** What so many late seconds mean: the shortest window in which one such event leaves the level held, and how often it may come in a month. */
export const windowOf = (lateSeconds: number): { readonly holdsOverSeconds: number; readonly timesAMonth: number | undefined } => ({
  holdsOverSeconds: lateSeconds / LATE_SHARE, timesAMonth: lateSeconds === 0 ? undefined : Math.floor((MONTH_S * LATE_SHARE) / lateSeconds),
});
