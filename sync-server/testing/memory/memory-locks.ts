/** As PostgreSQL names it: the transaction is tried again from its start. */
export class Deadlock extends Error {
  readonly code = "40P01";
}

/** One transaction's locks. */
export type Locks = { readonly take: (key: string) => Promise<void>; readonly release: () => void };
export type LockTable = {
  readonly begin: () => Locks;
  /** How many transactions were given up because each of several waited for the next. */
  readonly deadlocks: () => number;
};

type Holder = { readonly held: Set<string>; waitsFor: string | undefined };

/** Row locks held to the end of a transaction, given in the order in which they were asked for; a circle of waiting is noticed at once. */
export function createLockTable(): LockTable {
  const holders = new Map<string, Holder>();
  const queues = new Map<string, { readonly who: Holder; readonly resolve: () => void }[]>();
  let deadlocks = 0;

  function isCircle(start: Holder, key: string): boolean {
    for (let at: string | undefined = key; at !== undefined; ) {
      const holder = holders.get(at);
      if (holder === start) return true;
      at = holder?.waitsFor;
    }
    return false;
  }

  return {
    deadlocks: () => deadlocks,
    begin: () => {
      const me: Holder = { held: new Set(), waitsFor: undefined };
      return {
        take: async (key) => {
          if (me.held.has(key)) return;
          if (holders.has(key)) {
            if (isCircle(me, key)) {
              deadlocks += 1;
              throw new Deadlock("deadlock detected");
            }
            me.waitsFor = key;
            await new Promise<void>((resolve) => {
              queues.set(key, [...(queues.get(key) ?? []), { who: me, resolve }]);
            });
            me.waitsFor = undefined;
          }
          holders.set(key, me);
          me.held.add(key);
        },
        release: () => {
          for (const key of me.held) {
            const [next, ...rest] = queues.get(key) ?? [];
            if (rest.length === 0) queues.delete(key);
            else queues.set(key, rest);
            // Handed over at once, so that nobody slips in between.
            if (next === undefined) holders.delete(key);
            else {
              holders.set(key, next.who);
              next.resolve();
            }
          }
          me.held.clear();
        },
      };
    },
  };
}
