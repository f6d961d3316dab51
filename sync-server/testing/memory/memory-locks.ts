/** As PostgreSQL names it: the transaction is tried again from its start. */
export class Deadlock extends Error {
  readonly code = "40P01";
}

/** As PostgreSQL names it: another transaction took a key between our look and our write. */
export class KeyTaken extends Error {
  readonly code = "23505";
}

/** One transaction's locks. */
export type Locks = { readonly take: (key: string) => Promise<void>; readonly release: () => void };
export type LockTable = {
  readonly begin: () => Locks;
  /** How many transactions were given up because each of several waited for the next. */
  readonly deadlocks: () => number;
};

type Holder = { readonly held: Set<string>; waitsFor: string | undefined; isOver: boolean };
/** A statement of a transaction that failed in another one of its statements: nothing of it goes on. */
const over = (): Error => new Error("the transaction is over");

/** Row locks held to the end of a transaction, given in the order in which they were asked for; a circle of waiting is noticed at once. */
export function createLockTable(): LockTable {
  const holders = new Map<string, Holder>();
  const queues = new Map<string, { readonly who: Holder; readonly resolve: () => void; readonly reject: (error: Error) => void }[]>();
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
      const me: Holder = { held: new Set(), waitsFor: undefined, isOver: false };
      return {
        take: async (key) => {
          if (me.isOver) throw over();
          if (me.held.has(key)) return;
          if (holders.has(key)) {
            if (isCircle(me, key)) {
              deadlocks += 1;
              throw new Deadlock("deadlock detected");
            }
            me.waitsFor = key;
            await new Promise<void>((resolve, reject) => {
              queues.set(key, [...(queues.get(key) ?? []), { who: me, resolve, reject }]);
            });
            me.waitsFor = undefined;
            return;
          }
          holders.set(key, me);
          me.held.add(key);
        },
        release: () => {
          me.isOver = true;
          for (const [key, waiting] of queues) {
            queues.set(key, waiting.filter(({ who }) => who !== me));
            for (const { who, reject } of waiting) if (who === me) reject(over());
          }
          for (const key of me.held) {
            const [next, ...rest] = queues.get(key) ?? [];
            if (rest.length === 0) queues.delete(key);
            else queues.set(key, rest);
            // Handed over at once, so that nobody slips in between.
            if (next === undefined) holders.delete(key);
            else {
              holders.set(key, next.who);
              next.who.held.add(key);
              next.resolve();
            }
          }
          me.held.clear();
        },
      };
    },
  };
}
