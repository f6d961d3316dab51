/** Apart from the messages, whose parsers the window does without. */
export const DEVICE_STATES = ["working", "waiting", "refused", "revoked"] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];
/** Characters of why a diagnostic is asked for. */
export const MOST_REASON = 300;
