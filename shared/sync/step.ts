import { assertNever } from "../kernel/assert-never.ts";
import { afterFailure } from "./step-failure.ts";
import { close, next, note, stopWith } from "./step-moves.ts";
import { ASLEEP, type SyncEvent, type SyncState, type SyncStep } from "./sync-state.ts";

/**
 * The client's side of the exchange as a pure function: what happened in, what to do out. Disk, network, timers and randomness are the
 * shell's; a crash is simply a new `started` with what the disk holds.
 *
 * Promises: one request at a time, so a line never overtakes itself; sending goes before receiving, so what a person just did leaves at
 * once; every failure but a final one ends in a timer, so nothing stays stuck; a final one stops everything and merges nothing.
 */
export function step(state: SyncState, event: SyncEvent): SyncStep {
  if (event.type === "started") return state.phase.kind === "asleep" ? start(state, event) : keep(state);
  if (state.phase.kind === "asleep") return keep(state);
  if (event.type === "closed") return close(state);
  if (state.phase.kind === "stopped") return event.type === "news-closed" ? note({ ...state, news: "closed" }) : keep(state);
  if ("ticket" in event && !isAwaited(state, event)) return { state, effects: [], answer: "late" };
  switch (event.type) {
    case "sealed":
      return whenResting({ ...state, line: { ...state.line, sealed: Math.max(state.line.sealed, event.seq) } });
    case "wanted":
      return afterWanted({ ...state, pullWanted: true });
    case "news":
      return whenResting({ ...state, pullWanted: true });
    case "news-opened":
      return state.news === "opening" ? whenResting({ ...state, news: "open", pullWanted: true }) : keep(state);
    case "news-closed":
      return note({ ...state, news: "closed" });
    case "poll-due":
      return afterPoll(state);
    case "signed-in":
      return state.phase.kind === "signed-out" ? next({ ...state, signedIn: true, refreshed: false, error: undefined }) : note({ ...state, signedIn: true, refreshed: false });
    case "retry-due":
      return next(state);
    case "token-refreshed":
      return welcome({ ...state, refreshed: true });
    case "token-refused":
      return { state: { ...state, phase: { kind: "signed-out" }, signedIn: false, refreshed: false, greeted: false }, effects: [], answer: "signed-out" };
    case "greeted":
      return welcome({ ...succeeded(state), greeted: true, snapshots: event.snapshots, pullWanted: true });
    case "enrolled":
      return sameLine(state, event.have) ?? welcome({ ...succeeded(state), enrolled: true, snapshots: event.snapshots, pullWanted: true });
    case "pushed":
      return next({ ...succeeded(state), line: { ...state.line, answered: Math.max(state.line.answered, event.last) }, batch: adapt(state.batch, event.tookMs), pullWanted: true });
    case "snapshot-page":
      return next({ ...succeeded(state), snapshots: event.done ? state.snapshots.filter((branch) => branch !== event.branch) : state.snapshots });
    case "pulled":
      return sameLine(state, event.have) ?? next({ ...succeeded(state), snapshots: event.snapshots, pullWanted: state.pullWanted || event.more });
    case "failed":
      return afterFailure(state, event.failure, event.random);
    default:
      return assertNever(event, "sync step");
  }
}

const keep = (state: SyncState): SyncStep => ({ state, effects: [], answer: "ignored" });

function start(state: SyncState, event: Extract<SyncEvent, { type: "started" }>): SyncStep {
  const { line, enrolled, signedIn, snapshots } = event;
  return next({ ...ASLEEP, ticket: state.ticket, line, enrolled, signedIn, snapshots, phase: { kind: "resting" }, pullWanted: true });
}

/** Answers carry the ticket of their request, and mean something only while that request is the one waited for. */
function isAwaited(state: SyncState, event: Extract<SyncEvent, { ticket: number }>): boolean {
  if (event.ticket !== state.ticket) return false;
  const { phase } = state;
  switch (event.type) {
    case "retry-due": return phase.kind === "backing-off";
    case "token-refreshed": case "token-refused": return phase.kind === "refreshing";
    case "failed": return phase.kind === "busy" || phase.kind === "refreshing";
    case "greeted": return phase.kind === "busy" && phase.request.kind === "hello";
    case "enrolled": return phase.kind === "busy" && phase.request.kind === "enrol";
    case "pushed": return phase.kind === "busy" && phase.request.kind === "push";
    case "snapshot-page": return phase.kind === "busy" && phase.request.kind === "snapshot";
    case "pulled": return phase.kind === "busy" && phase.request.kind === "pull";
    default: return assertNever(event, "awaited answer");
  }
}

const whenResting = (state: SyncState): SyncStep => (state.phase.kind === "resting" ? next(state) : note(state));

function afterWanted(state: SyncState): SyncStep {
  if (state.phase.kind !== "backing-off" || state.phase.patient) return whenResting(state);
  const { state: after, effects, answer } = next(state);
  return { state: after, effects: [{ type: "stop-waiting" }, ...effects], answer };
}

/** With an open stream there is nothing to ask; without one, ask, and try to open it again. */
function afterPoll(state: SyncState): SyncStep {
  if (state.phase.kind !== "resting" || state.news === "open") return keep(state);
  const { state: after, effects, answer } = next({ ...state, pullWanted: true });
  if (state.news !== "closed") return { state: after, effects, answer };
  return { state: { ...after, news: "opening" }, effects: [{ type: "open-news" }, ...effects], answer };
}

/** In contact again, or with a fresh token where the old one had ended the stream: the stream is opened as soon as the replica may have one. */
function welcome(state: SyncState): SyncStep {
  const after = next(state);
  if (!state.enrolled || state.news !== "closed") return after;
  return { ...after, state: { ...after.state, news: "opening" }, effects: [{ type: "open-news" }, ...after.effects] };
}

const succeeded = (state: SyncState): SyncState => ({ ...state, failures: 0, refreshed: false, error: undefined });

/**
 * The centre behind what it acknowledged was restored from a backup; ahead of what was ever sealed here, this database is an older copy
 * of itself. Both stop: G4011, G4009.
 */
function sameLine(state: SyncState, have: number): SyncStep | undefined {
  const { answered, sealed } = state.line;
  if (have < answered) return stopWith(state, { code: "G4011", params: { have, known: answered } });
  if (have > sealed) return stopWith(state, { code: "G4009", params: { at: have } });
  return undefined;
}

/** Doubles while a push is quick, halves when it drags: a second is what a person does not notice behind a progress bar. */
function adapt(batch: number, tookMs: number): number {
  if (tookMs < 700) return Math.min(1_000, batch * 2);
  return tookMs > 2_000 ? Math.max(1, Math.floor(batch / 2)) : batch;
}
