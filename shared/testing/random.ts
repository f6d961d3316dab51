/** A reproducible stream: the same seed always tells the same story. */
export type Random = {
  /** From 0 included to 1 excluded. */
  readonly next: () => number;
  /** Whole number, both ends included. */
  readonly between: (min: number, max: number) => number;
  readonly pick: <T>(from: readonly [T, ...T[]]) => T;
  /** One of the entries, each as likely as its weight. */
  readonly weighted: <T>(from: readonly [readonly [T, number], ...(readonly [T, number])[]]) => T;
};

/** 32-bit generator of Tommy Ettinger's mulberry family; good enough to vary test data, never for secrets. */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    weighted: (from) => {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of from) {
        left -= weight;
        if (left < 0) return value;
      }
      return from[0][0];
    },
  };
}
