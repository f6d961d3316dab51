import { useSyncExternalStore } from "react";

/** Ages are told by the minute; twice as often is enough. */
const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function listen(changed: () => void): () => void {
  listeners.add(changed);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now();
  listeners.forEach((changed) => changed());
}

const MINUTE_MS = 60_000;
/** Too recent for an age: less than a minute ago. */
export const isJustNow = (since: number, at: number): boolean => at - since < MINUTE_MS;

/** The device's clock in UTC ms, for ages only: one clock for all that is on the screen, so that ages agree and move together. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => now);
}
