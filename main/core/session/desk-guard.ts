import type { CoreDeps } from "../deps.ts";
import type { NewsDesk } from "../news.ts";
import type { Session } from "./session.ts";

const TICK_MS = 5_000;
/** A tick that comes so late, and for which nothing was computed meanwhile, comes after a sleep. */
const SLEPT_MS = 30_000;
/** What the window was saving when the computer fell asleep arrives before the lock. */
const LAST_SAVES_MS = 1_000;
/** How long before it is told, so that whoever only reads can say that she is there (WCAG 2.2.1). */
const WARNING_MS = 60_000;

export type DeskGuard = { /** Somebody is at the window. */ readonly active: () => undefined; readonly stop: () => void };
type Powers = Pick<CoreDeps, "now" | "monotonic" | "lockAfterMinutes" | "log"> & { /** Computing time of this process, ms; tests give theirs. */ readonly cpuMs?: () => number };

/**
 * Locks the open desk when nobody is at it, and when the computer has slept. Work under way (an import, a paper) puts the first off, for as long again and no longer;
 * it is told before in either case. Without `lockAfterMinutes` no person sits at this host, and nothing is guarded; with 0, IT wants no lock by idleness.
 */
export function guardDesk({ now, monotonic = () => performance.now(), lockAfterMinutes, log, cpuMs = ownCpuMs }: Powers, session: Pick<Session, "workspace" | "lock">, news: NewsDesk, isBusy: () => boolean): DeskGuard {
  if (lockAfterMinutes === undefined) return { active: () => undefined, stop: () => undefined };
  const limit = lockAfterMinutes === 0 ? Infinity : lockAfterMinutes * 60_000;
  const warning = Math.min(WARNING_MS, limit / 2);
  let seenAt = monotonic();
  let lockAt = seenAt + limit;
  let isWarned = false;
  let leaving: NodeJS.Timeout | undefined;
  let last = { wall: now(), mono: monotonic(), cpu: cpuMs() };

  const warn = (is: boolean): void => {
    if (isWarned !== is) news.tell("session.locking", is ? { seconds: Math.max(1, Math.round((lockAt - monotonic()) / 1000)) } : {});
    isWarned = is;
  };
  const active = (): undefined => {
    seenAt = monotonic();
    lockAt = seenAt + limit;
    warn(false);
  };
  const lock = (why: "idle" | "slept"): void => {
    log.info("locked", { why });
    active();
    void session.lock();
  };
  const lockSoon = (): void => {
    if (leaving !== undefined) return;
    lockAt = monotonic() + LAST_SAVES_MS;
    warn(true);
    leaving = setTimeout(() => {
      leaving = undefined;
      lock("slept");
    }, LAST_SAVES_MS);
  };
  /** By either clock: on some systems the one that nobody sets stands still in a sleep, on others it goes on. */
  const hasSlept = (): boolean => {
    const before = last;
    last = { wall: now(), mono: monotonic(), cpu: cpuMs() };
    return Math.max(last.wall - before.wall, last.mono - before.mono) - (last.cpu - before.cpu) > TICK_MS + SLEPT_MS;
  };
  const look = (): void => {
    const slept = hasSlept();
    if (session.workspace() === undefined) return active();
    if (slept) return lockSoon();
    const at = last.mono;
    const isHeld = isBusy() && at - seenAt < 2 * limit;
    if (isHeld) lockAt = Math.max(lockAt, at + warning);
    if (at >= lockAt) lock("idle");
    else warn(at >= lockAt - warning && !isHeld);
  };
  const timer = setInterval(look, Math.min(TICK_MS, warning / 3));
  timer.unref();
  return { active, stop: () => (clearInterval(timer), clearTimeout(leaving)) };
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
