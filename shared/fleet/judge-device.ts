import type { Device } from "../sync/device-messages.ts";

const DAY = 86_400_000;
/** [FL4] A person is told of her own clock from there on. */
export const CLOCK_OFF_MS = 120_000;
/** A damaged database is copied before it is mended, and an update is unpacked beside what runs. */
export const DISK_LOW_MIB = 2_048;
/** Longer than a weekend with its Monday. */
export const STUCK_MS = 3 * DAY;
/** Longer than two weeks of leave. */
export const UNSEEN_MS = 21 * DAY;

export const LOOK_REASONS = ["decide", "stuck", "unseen", "clock", "disk"] as const;
export type LookReason = (typeof LOOK_REASONS)[number];

/** [FL4] Why somebody should look at a workstation; empty: she need not. One that was ended or refused is nobody's worry, but for a word that waits. */
export function judgeDevice({ state, may, asked, waiting, heardAt, enrolledAt, clockOffMs = 0, diskFreeMib }: Device, now: number): readonly LookReason[] {
  const lives = state === "working" || state === "waiting";
  const holds: { readonly [R in LookReason]: boolean } = {
    decide: asked !== undefined || (state === "waiting" && may.includes("approve")),
    // By its own clock, which may be off.
    stuck: lives && waiting !== undefined && waiting.changes > 0 && waiting.since !== undefined && now - (waiting.since - clockOffMs) >= STUCK_MS,
    unseen: lives && now - (heardAt ?? enrolledAt) >= UNSEEN_MS,
    clock: lives && Math.abs(clockOffMs) > CLOCK_OFF_MS,
    disk: lives && diskFreeMib !== undefined && diskFreeMib < DISK_LOW_MIB,
  };
  return LOOK_REASONS.filter((reason) => holds[reason]);
}
