/** So many changes are a few milliseconds of this thread. */
const CHANGES_A_BREATH = 50;

/**
 * After every fifty changes of a push, whatever else came gets its turn: a thousand at once would hold this thread for two hundred milliseconds, and a
 * colleague's one change behind them. A small push never stops.
 */
export function createBreath(): () => Promise<void> | undefined {
  let changes = 0;
  return () => {
    changes += 1;
    return changes % CHANGES_A_BREATH === 0 ? new Promise((resolve) => setImmediate(resolve)) : undefined;
  };
}
