import { assertNever } from "../kernel/assert-never.ts";
import type { CodedError } from "../kernel/error-codes.ts";
import { next, sameLine, stopWith } from "./step-moves.ts";
import type { Failure, SyncState, SyncStep } from "./sync-state.ts";

export const FIRST_WAIT_MS = 1_000;
export const LONGEST_WAIT_MS = 60_000;
/** Somebody may be on the phone with whoever approves it. */
export const APPROVAL_WAIT_MS = 15_000;
/** Even full jitter leaves a breath between two tries. */
export const SHORTEST_WAIT_MS = 200;

export function afterFailure(state: SyncState, failure: Failure, random: number): SyncStep {
  switch (failure.kind) {
    case "unreachable":
      // What did not get through may have been too much for the line: half of it, the next time.
      return backOff({ ...state, greeted: false, batch: isPushing(state) || isReoffering(state) ? Math.max(1, Math.floor(state.batch / 2)) : state.batch }, failure.error, jittered(state.failures, random), false);
    case "asked-to-wait":
      return backOff(state, failure.error, failure.afterMs === undefined ? jittered(state.failures, random) : failure.afterMs + SHORTEST_WAIT_MS * random, true);
    case "unapproved":
      return backOff(state, failure.error, Math.round(APPROVAL_WAIT_MS * (0.75 + random / 2)), false);
    case "unauthorised":
      return afterUnauthorised(state, failure.error);
    case "gap":
      if (isReoffering(state)) return backOff({ ...state, enrolled: false }, { code: "G4008", params: { have: failure.have } }, jittered(state.failures, random), false);
      if (!isPushing(state)) return backOff(state, { code: "G5005" }, jittered(state.failures, random), false);
      return afterGap(state, failure.have, random);
    case "too-large":
      if (!isPushing(state) && !isReoffering(state)) return backOff(state, { code: "G5005" }, jittered(state.failures, random), false);
      return state.batch === 1 ? backOff(state, { code: "G4002" }, LONGEST_WAIT_MS, false) : next({ ...state, batch: Math.max(1, Math.floor(state.batch / 4)) });
    case "stranger":
      return state.doubted ? stopWith(state, failure.error) : next({ ...state, doubted: true, greeted: false, pullWanted: true });
    case "final":
      return stopWith(state, failure.error);
    default:
      return assertNever(failure, "sync failure");
  }
}

const isPushing = ({ phase }: SyncState): boolean => phase.kind === "busy" && phase.request.kind === "push";
const isReoffering = ({ phase }: SyncState): boolean => phase.kind === "busy" && phase.request.kind === "reoffer";

/** Exponential back-off with full jitter: a crowd that lost the centre together does not come back together. */
export function jittered(failures: number, random: number): number {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return Math.max(SHORTEST_WAIT_MS, Math.round(most * random));
}

function backOff(state: SyncState, error: CodedError, ms: number, patient: boolean): SyncStep {
  const ticket = state.ticket + 1;
  const after: SyncState = { ...state, ticket, phase: { kind: "backing-off", patient }, failures: state.failures + 1, pullWanted: true, error };
  return { state: after, effects: [{ type: "wait", ms, ticket }], answer: "waits" };
}

/** Once a token is refreshed and the request tried again; twice refused is signed out. */
function afterUnauthorised(state: SyncState, error: CodedError | undefined): SyncStep {
  if (state.refreshed || state.phase.kind === "refreshing") {
    return { state: { ...state, phase: { kind: "signed-out" }, signedIn: false, refreshed: false, greeted: false, pullWanted: true, error: error ?? state.error }, effects: [], answer: "signed-out" };
  }
  const ticket = state.ticket + 1;
  return { state: { ...state, ticket, phase: { kind: "refreshing" }, pullWanted: true }, effects: [{ type: "refresh-token", ticket }], answer: "refreshes" };
}

/** Sent again from what the centre answered last; a centre that lost what it answered was restored, and that stops. */
function afterGap(state: SyncState, have: number, random: number): SyncStep {
  if (have < state.line.answered) return sameLine(state, have) ?? stopWith(state, { code: "G4011" });
  return state.failures === 0 ? next({ ...state, failures: 1 }) : backOff(state, { code: "G4008", params: { have } }, jittered(state.failures, random), false);
}
