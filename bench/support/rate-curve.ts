/** So many arrivals a second, for so long. */
export type Rate = { readonly seconds: number; readonly perSecond: number };

/** `first` to `first + count - 1` are its arrivals, evenly spaced from `startMs` on. */
export type Phase = Rate & { readonly startMs: number; readonly first: number; readonly count: number };

export type RateCurve = {
  readonly phases: readonly Phase[];
  readonly total: number;
  /** Number of the phase of arrival `i`, and when it is meant to start, in ms from the curve's start. */
  readonly arrival: (i: number) => { readonly phase: number; readonly ms: number };
};

/** A list of rates as instants: each arrival has its own, whatever the answers do. */
export function createRateCurve(rates: readonly Rate[]): RateCurve {
  const phases: Phase[] = [];
  let startMs = 0;
  let total = 0;
  for (const rate of rates) {
    const count = Math.max(1, Math.round(rate.seconds * rate.perSecond));
    phases.push({ ...rate, startMs, first: total, count });
    startMs += rate.seconds * 1000;
    total += count;
  }
  return {
    phases, total,
    arrival: (i) => {
      const phase = phases.findLastIndex(({ first }) => first <= i);
      const found = phases[phase];
      if (found === undefined || i >= total) throw new RangeError(`no arrival ${i} among ${total}`);
      return { phase, ms: found.startMs + ((i - found.first) / found.perSecond) * 1000 };
    },
  };
}
