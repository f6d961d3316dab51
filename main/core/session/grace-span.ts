import type { GraceView } from "../../../shared/bridge/session-views.ts";

export const DAY_MS = 86_400_000;
/** Told from here on, of all the time there is; and once more when so many days are left. */
const TOLD_FROM = 0.8;
const TOLD_AGAIN = [3, 1] as const;

/** How long this workstation has gone without the centre, by a clock that anybody may set. */
export type Span = { /** Never falls before the centre answers. */ readonly spentMs: number; /** What this computer's clock said when that was last reckoned. */ readonly wall: number };

/**
 * What has passed since is added: by this computer's clock where it went forward, and at least what the clock that nobody sets saw meanwhile (`ranMs`; 0 after a start). A clock set
 * back takes nothing away, and goes on from where it stands; one set forward spends what it says, until the centre answers.
 */
export const advance = ({ spentMs, wall }: Span, now: number, ranMs: number): Span => ({ spentMs: spentMs + Math.max(0, now - wall, ranMs), wall: now });

/** Undefined while nothing is to be told. */
export function graceView(spentMs: number, days: number): GraceView | undefined {
  const left = days * DAY_MS - spentMs;
  if (left <= 0) return { over: true, days, daysLeft: 0 };
  const isTold = spentMs >= days * DAY_MS * TOLD_FROM || TOLD_AGAIN.some((one) => days > one && left <= one * DAY_MS);
  if (!isTold) return undefined;
  return { over: false, days, daysLeft: Math.ceil(left / DAY_MS) };
}
