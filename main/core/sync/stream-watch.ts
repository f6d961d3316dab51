import type { Pace } from "./pace.ts";
import type { StreamEnd } from "./news-stream.ts";

/** What is known of the way that event streams take. A proxy that holds them back is not told by anybody: it shows. */
export type StreamWatch = {
  /** Whether it makes sense to open one now. */
  readonly mayOpen: () => boolean;
  readonly isHeldBack: () => boolean;
  /** A word came as it was said. */
  readonly proved: () => void;
  /** A stream ended. `reached`: the centre answered something else meanwhile, so that it was not the network as a whole. Answers whether that is what tells. */
  readonly ended: (why: StreamEnd, reached: boolean) => boolean;
};

/** So many streams in a row whose words came in heaps, or stopped coming, are the way's doing; one alone may be a computer that slept. */
const STRIKES = 2;
/** Least and most of a wait, drawn anew each time: workstations behind one proxy do not ask together. */
export const jitter = (ms: number, random: number): number => Math.round(ms * (0.8 + 0.4 * random));

/** `now` in ms, of a clock that only goes forward. */
export function createStreamWatch(pace: Pace["again"], random: () => number, now: () => number = () => performance.now()): StreamWatch {
  let strikes = 0;
  let isHeldBack = false;
  let againAt = 0;
  let waitMs = pace.shortestMs;

  function holdBack(): boolean {
    againAt = now() + jitter(waitMs, random());
    waitMs = Math.min(pace.longestMs, waitMs * 2);
    isHeldBack = true;
    strikes = 0;
    return true;
  }
  return {
    mayOpen: () => !isHeldBack || now() >= againAt,
    isHeldBack: () => isHeldBack,
    proved: () => {
      strikes = 0;
      isHeldBack = false;
      waitMs = pace.shortestMs;
    },
    ended: (why, reached) => {
      if (why === "ended") {
        // Tried again, it was refused, or cut, before it had shown anything: not asked for at every turn.
        if (isHeldBack) againAt = now() + jitter(waitMs, random());
        return false;
      }
      if (!reached) return false;
      strikes += 1;
      return isHeldBack || why === "no-greeting" || strikes >= STRIKES ? holdBack() : false;
    },
  };
}
