/** Free tries, then a wait that doubles: 2 s, 4 s … five minutes. */
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 2_000;
const MAX_WAIT_MS = 300_000;
const MAX_NAMES = 10_000;

export type SignInThrottle = {
  /** Seconds to wait before another try under this name; 0 when it may try now. */
  readonly waitS: (name: string) => number;
  readonly failed: (name: string) => void;
  readonly passed: (name: string) => void;
};

/** Slows guessing, by account and by address. In memory: a restart forgives. */
export function createSignInThrottle(now: () => number): SignInThrottle {
  const failures = new Map<string, { readonly count: number; readonly atMs: number }>();
  return {
    waitS: (name) => {
      const seen = failures.get(name);
      return seen === undefined ? 0 : Math.max(0, Math.ceil((seen.atMs + waitAfter(seen.count) - now()) / 1000));
    },
    failed: (name) => {
      const count = (failures.get(name)?.count ?? 0) + 1;
      failures.delete(name);
      failures.set(name, { count, atMs: now() });
      const [oldest] = failures.keys();
      if (failures.size > MAX_NAMES && oldest !== undefined) failures.delete(oldest);
    },
    passed: (name) => {
      failures.delete(name);
    },
  };
}

const waitAfter = (count: number): number => (count < FREE_TRIES ? 0 : Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - FREE_TRIES)));
