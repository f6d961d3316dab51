import type { Journey } from "../../../shared/sync/journey.ts";

/** When the last key was pressed in what a change holds, for as long as this program runs: nothing of it is kept. */
export type Journeys = {
  readonly typed: (seq: number, at: number) => void;
  /** Of changes that leave together now: the way of the last of them, and of the last that was typed. */
  readonly leave: (seqs: { readonly first: number; readonly last: number }, sealedAt: number, now: number) => Journey;
};

/** Changes that wait out an outage are many; the way of the last ones is enough. */
const MOST = 1_000;

export function createJourneys(): Journeys {
  const typedAt = new Map<number, number>();
  return {
    typed: (seq, at) => {
      typedAt.set(seq, at);
      const [oldest] = typedAt.keys();
      if (typedAt.size > MOST && oldest !== undefined) typedAt.delete(oldest);
    },
    leave: ({ first, last }, sealedAt, now) => {
      const at = [...typedAt].findLast(([seq]) => seq >= first && seq <= last)?.[1];
      return { typedMs: at === undefined ? undefined : now - at, sealedMs: now - sealedAt };
    },
  };
}
