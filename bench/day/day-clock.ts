import { type Minute, OPENS } from "./hours.ts";

/** The clock on the wall of the day: runs `speed` minutes a second. What travels and waits is in real time; only people are faster. */
export type DayClock = {
  readonly minute: () => Minute;
  /** Resolves at that minute, at once where it has passed, and at once when the day is ended early. */
  readonly until: (minute: Minute) => Promise<void>;
  /** How late something due at that minute is, real ms; 0 or less: not yet due. */
  readonly lateMs: (due: Minute) => number;
};

/** `now` in ms of a clock that goes forward; the day begins where it is asked for. */
export function startDayClock(speed: number, over: AbortSignal, now: () => number = () => performance.now()): DayClock {
  const start = now();
  const dueAt = (minute: Minute): number => start + ((minute - OPENS) / speed) * 1_000;
  return {
    minute: () => OPENS + ((now() - start) / 1_000) * speed,
    lateMs: (due) => now() - dueAt(due),
    until: async (minute) => {
      while (!over.aborted && dueAt(minute) > now()) {
        const left = dueAt(minute) - now();
        await new Promise<void>((resolve) => {
          const timer = setTimeout(done, Math.max(1, Math.min(left, 2_000_000)));
          function done(): void {
            clearTimeout(timer);
            over.removeEventListener("abort", done);
            resolve();
          }
          over.addEventListener("abort", done);
        });
      }
    },
  };
}
