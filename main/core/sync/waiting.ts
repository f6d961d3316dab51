/** Whoever waits until the engine has come to a state. */
export type Waiting = {
  /** After each step: those who wait for what is reached now go on. */
  readonly look: () => void;
  /** At once where it is reached, and after `ms` in any case. */
  readonly reached: (ms: number) => Promise<void>;
};

export function createWaiting(isReached: () => boolean): Waiting {
  const waiting = new Set<() => void>();
  return {
    look: () => {
      if (isReached()) for (const done of waiting) done();
    },
    reached: async (ms) => {
      if (isReached()) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, ms);
      waiting.add(resolve);
      await promise;
      waiting.delete(resolve);
      clearTimeout(timer);
    },
  };
}
