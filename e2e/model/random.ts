/** A seeded source (mulberry32): the same seed gives the same run, on every machine. Never used for a secret. */
export type Random = { readonly next: () => number; readonly below: (n: number) => number; readonly bytes: (length: number) => Uint8Array };

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const word = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const next = (): number => word() / 4_294_967_296;
  return {
    next,
    below: (n) => Math.floor(next() * n),
    bytes: (length) => Uint8Array.from({ length }, () => word() & 0xff),
  };
}
