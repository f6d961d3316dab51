export type NumberGuard = {
  /** Seconds until this number may be asked for again; undefined when it may be now. */
  readonly waitS: (number: string) => number | undefined;
  /** Counts a mismatch. The same figures asked again are no new guess: nothing is learnt by them. */
  readonly missed: (number: string, figures: string) => void;
};

export const GUESSES = 5;
const DAY_MS = 24 * 3_600_000;

/**
 * [VE4] Who holds a number, and would learn the amount or the company behind it by trying, has five tries in a day. After them the number is
 * answered for nobody, the right figures included, or the lock would tell them. Numbers that were never given lock alike. In this process only.
 */
export function guardNumbers(now: () => number, most = 100_000): NumberGuard {
  const kept = new Map<string, { readonly until: number; readonly figures: Set<string> }>();

  function find(number: string): { readonly until: number; readonly figures: Set<string> } | undefined {
    const found = kept.get(number);
    if (found === undefined || found.until > now()) return found;
    kept.delete(number);
    return undefined;
  }

  return {
    waitS: (number) => {
      const found = find(number);
      return found === undefined || found.figures.size < GUESSES ? undefined : Math.ceil((found.until - now()) / 1000);
    },
    missed: (number, figures) => {
      const found = find(number);
      if (found !== undefined) {
        if (found.figures.size < GUESSES) found.figures.add(figures);
        return;
      }
      kept.set(number, { until: now() + DAY_MS, figures: new Set([figures]) });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
  };
}
