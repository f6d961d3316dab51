import type { SyncState } from "../../../shared/sync/sync-state.ts";

/** Revoked, or its owner is not of the directory any more: nothing is taken of it, and there may be an order for it. */
export const isSentAway = ({ phase, error }: SyncState): boolean => phase.kind === "signed-out" || (phase.kind === "stopped" && error?.code === "G3003");

/** A comparison disturbs nobody: whoever asks whether all has been sent and received is not kept waiting by it. */
export const isSettled = ({ phase }: SyncState): boolean => (phase.kind === "busy" ? phase.request.kind === "compare" : phase.kind !== "refreshing");

export const isComparing = ({ phase, comparing }: SyncState): boolean => comparing.length > 0 && ["busy", "refreshing", "resting"].includes(phase.kind);
