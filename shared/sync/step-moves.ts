import type { CodedError } from "../kernel/error-codes.ts";
import { ASLEEP, type SyncEffect, type SyncRequest, type SyncState, type SyncStep } from "./sync-state.ts";

/** What is most wanted now: to be known, then to send, then to receive; else rest. */
export function next(state: SyncState): SyncStep {
  if (!state.signedIn) return { state: { ...state, phase: { kind: "signed-out" } }, effects: [], answer: "signed-out" };
  const request = wantedRequest(state);
  if (request === undefined) return { state: { ...state, phase: { kind: "resting" } }, effects: [], answer: "rests" };
  const ticket = state.ticket + 1;
  const pullWanted = request.kind === "pull" ? false : state.pullWanted;
  return { state: { ...state, ticket, pullWanted, phase: { kind: "busy", request } }, effects: [{ type: "send", request, ticket }], answer: "sends" };
}

function wantedRequest(state: SyncState): SyncRequest | undefined {
  const { line: { sealed, answered }, reofferFrom } = state;
  if (!state.greeted) return { kind: "hello" };
  if (!state.enrolled) return { kind: "enrol" };
  if (state.reoffering) return { kind: "reoffer", first: reofferFrom, count: Math.min(state.batch, answered - reofferFrom + 1) };
  if (sealed > answered && !state.recovering) return { kind: "push", first: answered + 1, count: Math.min(state.batch, sealed - answered) };
  const branch = state.snapshots[0];
  if (branch !== undefined) return { kind: "snapshot", branch };
  if (state.pullWanted) return { kind: "pull" };
  const compared = state.recovering ? undefined : state.comparing[0];
  return compared === undefined ? undefined : { kind: "compare", branch: compared };
}

export const note = (state: SyncState): SyncStep => ({ state, effects: [], answer: "noted" });

/** A new ticket too, so that whatever is still on its way comes late. */
export function close(state: SyncState): SyncStep {
  return { state: { ...ASLEEP, ticket: state.ticket + 1 }, effects: leaving(state), answer: "sleeps" };
}

export function stopWith(state: SyncState, error: CodedError): SyncStep {
  return { state: { ...state, phase: { kind: "stopped" }, error, pullWanted: false, ticket: state.ticket + 1 }, effects: leaving(state), answer: "stopped" };
}

/**
 * The centre behind what it acknowledged was restored from a backup; ahead of what was ever sealed here, this database is an older copy
 * of itself. Both stop, G4011 and G4009, and the centre is told.
 */
export function sameLine(state: SyncState, have: number): SyncStep | undefined {
  const { answered, sealed } = state.line;
  if (have < answered) return stopWithAlarm(state, { code: "G4011", params: { have, known: answered } }, { type: "raise-alarm", alarm: "replica-ahead", have, known: answered });
  if (have > sealed) return stopWithAlarm(state, { code: "G4009", params: { at: have } }, { type: "raise-alarm", alarm: "fork", have, known: sealed });
  return undefined;
}

/** A feed that ends before the place that was followed, or holds something else there: the centre was restored ([SY47]). */
export const sameFeed = (state: SyncState, behind: { readonly have: number; readonly known: number } | undefined): SyncStep | undefined =>
  behind === undefined ? undefined : stopWithAlarm(state, { code: "G4011", params: { ...behind } }, { type: "raise-alarm", alarm: "feed-ahead", ...behind });

function stopWithAlarm(state: SyncState, error: CodedError, alarm: SyncEffect): SyncStep {
  const stopped = stopWith(state, error);
  return { ...stopped, effects: [...stopped.effects, alarm] };
}

function leaving(state: SyncState): readonly SyncEffect[] {
  return [
    ...(state.phase.kind === "backing-off" ? [{ type: "stop-waiting" } as const] : []),
    ...(state.news === "closed" ? [] : [{ type: "close-news" } as const]),
  ];
}
