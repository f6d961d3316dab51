import type { Failure } from "../../shared/sync/sync-state.ts";
import { jittered, SHORTEST_WAIT_MS } from "../../shared/sync/step-failure.ts";

/** How a workstation waits after a failure, by the product's own figures ([WS7]). */
export type Patience = {
  /** Rejects nothing; resolves when it is time to try again, or sooner where a person may hurry it. */
  readonly wait: (failure: Failure) => Promise<void>;
  /** Something came through. */
  readonly reset: () => void;
  /** Somebody just did something: it leaves at once, unless the centre said how long to wait. */
  readonly hurry: () => void;
  readonly failures: () => number;
};

export function createPatience(random: () => number): Patience {
  let failures = 0;
  let hurry: (() => void) | undefined;
  return {
    wait: async (failure) => {
      const told = failure.kind === "asked-to-wait" && failure.afterMs !== undefined ? failure.afterMs + SHORTEST_WAIT_MS * random() : undefined;
      const ms = told ?? jittered(failures, random());
      failures += 1;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          hurry = undefined;
          resolve();
        };
        const timer = setTimeout(done, ms);
        if (told === undefined) hurry = done;
      });
    },
    reset: () => { failures = 0; },
    hurry: () => hurry?.(),
    failures: () => failures,
  };
}
