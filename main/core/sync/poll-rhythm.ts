import type { Pace } from "./pace.ts";
import { jitter } from "./stream-watch.ts";

/** When to ask next, where no stream tells. */
export type PollRhythm = {
  readonly nextMs: (isHeldBack: boolean) => number;
  /** An answer came, with something new in it or not. */
  readonly answered: (hasNews: boolean) => void;
};

const SLOWER = 1.5;

/**
 * Without a stream for a while: always the same. Held back for good: soon after something was new, for where something happens more does, then
 * ever more seldom. Each wait is drawn, so that a thousand workstations that began together do not ask together.
 */
export function createPollRhythm({ pollMs, heldBack }: Pick<Pace, "pollMs" | "heldBack">, random: () => number): PollRhythm {
  let waitMs = heldBack.shortestMs;
  return {
    nextMs: (isHeldBack) => jitter(isHeldBack ? waitMs : pollMs, random()),
    answered: (hasNews) => {
      waitMs = hasNews ? heldBack.shortestMs : Math.min(heldBack.longestMs, waitMs * SLOWER);
    },
  };
}
