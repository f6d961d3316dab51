import type { Updater } from "./updater.ts";

/** Not at once: a start has better things to do, and so has the network of a branch where everybody starts at nine. */
const FIRST_MS = 60_000;
const EVERY_MS = 4 * 3_600_000;

/** Looks a while after the start and then every four hours or so, spread by `random` (0 to 1). Answers the way to stop. */
export function watchReleases({ check }: Pick<Updater, "check">, random: () => number): () => void {
  let timer: NodeJS.Timeout | undefined;
  const again = (afterMs: number): void => {
    timer = setTimeout(() => void check().finally(() => timer !== undefined && again(EVERY_MS)), afterMs * (0.5 + random()));
    timer.unref();
  };
  again(FIRST_MS);
  return () => {
    clearTimeout(timer);
    timer = undefined;
  };
}
