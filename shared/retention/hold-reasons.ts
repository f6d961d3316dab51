/** Why a file must not be erased: a code, never a text about a client. */
export const HOLD_REASONS = ["litigation", "control", "criminal"] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];
export const isHoldReason = (text: string): text is HoldReason => HOLD_REASONS.some((reason) => reason === text);
