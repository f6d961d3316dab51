import { assertNever } from "../kernel/assert-never.ts";
import { afterFailure } from "./step-failure.ts";
import { close, next, note, sameFeed, sameLine } from "./step-moves.ts";
import { whileStopped } from "./step-stopped.ts";
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
  if (state.phase.kind === "stopped") {
    const after = whileStopped(state, event);
    return after === "resumes" ? restored(state, event) : after;
  }
  if ("ticket" in event && !isAwaited(state, event)) return { state, effects: [], answer: "late" };
  switch (event.type) {
    case "sealed":
      return whenResting({ ...state, line: { ...state.line, sealed: Math.max(state.line.sealed, event.seq) } });
    case "wanted":
      return afterWanted({ ...state, greeted: state.greeted && !state.recovering, pullWanted: true });
    case "compare-wanted":
      return whenResting({ ...state, comparing: [...new Set([...state.comparing, ...event.branches])], pullWanted: true });
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
      return welcome({ ...succeeded(state), greeted: true, doubted: state.doubted, recovering: event.recovering, snapshots: event.snapshots, pullWanted: true });
    case "restored":
      return restored(state, event);
    case "enrolled":
      return sameOrLost(state, event.have) ?? welcome({ ...afterOffer(state, event.have), enrolled: true, snapshots: event.snapshots, pullWanted: true });
    case "reoffered":
      return sameOrLost(state, event.have) ?? next({ ...afterOffer(state, event.have), batch: adapt(state.batch, event.tookMs), pullWanted: true });
    case "pushed":
      return next({ ...succeeded(state), line: { ...state.line, answered: Math.max(state.line.answered, event.last) }, batch: adapt(state.batch, event.tookMs), pullWanted: true });
    case "snapshot-page":
      return next({ ...succeeded(state), snapshots: event.done ? state.snapshots.filter((branch) => branch !== event.branch) : state.snapshots });
    case "pulled":
      return sameLine(state, event.have) ?? sameFeed(state, event.behind) ?? next({ ...succeeded(state), snapshots: event.snapshots, pullWanted: state.pullWanted || event.more });
    case "compared":
      return afterCompared(state, event);
    case "failed":
      return afterFailure(state, event.failure, event.random);
    default:
      return assertNever(event, "sync step");
  }
}

function afterCompared(state: SyncState, { branch, done, pull, have, lost }: Extract<SyncEvent, { type: "compared" }>): SyncStep {
  const other = (have === undefined ? undefined : sameLine(state, have)) ?? sameFeed(state, lost);
  return other ?? next({ ...succeeded(state), comparing: done ? state.comparing.filter((one) => one !== branch) : state.comparing, pullWanted: state.pullWanted || pull });
}

const keep = (state: SyncState): SyncStep => ({ state, effects: [], answer: "ignored" });

function start(state: SyncState, event: Extract<SyncEvent, { type: "started" }>): SyncStep {
  const { line, signedIn, reoffering, recovering, snapshots } = event;
  // While it offers again, only the centre knows how far it has come: enrolling asks.
  return next({ ...ASLEEP, ticket: state.ticket, line, enrolled: event.enrolled && !reoffering, signedIn, reoffering, recovering, snapshots, phase: { kind: "resting" }, pullWanted: true });
}

/** Answers carry the ticket of their request, and mean something only while that request is the one waited for. */
function isAwaited(state: SyncState, event: Extract<SyncEvent, { ticket: number }>): boolean {
  if (event.ticket !== state.ticket) return false;
  const { phase } = state;
  switch (event.type) {
    case "retry-due": return phase.kind === "backing-off";
    case "token-refreshed": case "token-refused": return phase.kind === "refreshing";
    case "failed": return phase.kind === "busy" || phase.kind === "refreshing";
    case "greeted": case "restored": return phase.kind === "busy" && phase.request.kind === "hello";
    case "enrolled": return phase.kind === "busy" && phase.request.kind === "enrol";
    case "reoffered": return phase.kind === "busy" && phase.request.kind === "reoffer";
    case "pushed": return phase.kind === "busy" && phase.request.kind === "push";
    case "snapshot-page": return phase.kind === "busy" && phase.request.kind === "snapshot";
    case "pulled": return phase.kind === "busy" && phase.request.kind === "pull";
    case "compared": return phase.kind === "busy" && phase.request.kind === "compare";
    default: return assertNever(event, "awaited answer");
  }
}

const whenResting = (state: SyncState): SyncStep => (state.phase.kind === "resting" ? next(state) : note(state));

function afterWanted(state: SyncState): SyncStep {
  if (state.phase.kind !== "backing-off" || state.phase.patient) return whenResting(state);
  const { state: after, effects, answer } = next(state);
  return { state: after, effects: [{ type: "stop-waiting" }, ...effects], answer };
}

/** With an open stream there is nothing to ask; without one, ask, and try to open it again. A recovery's end is heard of by asking. */
function afterPoll(state: SyncState): SyncStep {
  if (state.phase.kind !== "resting" || (state.news === "open" && !state.recovering)) return keep(state);
  const { state: after, effects, answer } = next({ ...state, greeted: !state.recovering, pullWanted: true });
  if (state.news !== "closed") return { state: after, effects, answer };
  return { state: { ...after, news: "opening" }, effects: [{ type: "open-news" }, ...effects], answer };
}

/** In contact again, or with a fresh token where the old one had ended the stream: the stream is opened as soon as the replica may have one. */
function welcome(state: SyncState): SyncStep {
  const after = next(state);
  if (!state.enrolled || state.news !== "closed") return after;
  return { ...after, state: { ...after.state, news: "opening" }, effects: [{ type: "open-news" }, ...after.effects] };
}

const succeeded = (state: SyncState): SyncState => ({ ...state, failures: 0, refreshed: false, doubted: false, error: undefined });

/** A newer epoch of the same centre: what it lost is offered again before anything else, under a new enrolment. */
function restored(state: SyncState, event: SyncEvent): SyncStep {
  if (event.type !== "restored") return keep(state);
  return next({ ...succeeded(state), greeted: true, enrolled: false, reoffering: true, recovering: event.recovering, snapshots: event.snapshots, pullWanted: true, comparing: [] });
}

/** A restored centre may be behind: that is what is offered again. Ahead of all that was sealed here is a fork in any case. */
const sameOrLost = (state: SyncState, have: number): SyncStep | undefined => (state.reoffering && have < state.line.answered ? undefined : sameLine(state, have));

const afterOffer = (state: SyncState, have: number): SyncState => ({ ...succeeded(state), reoffering: state.reoffering && have < state.line.answered, reofferFrom: have + 1 });

/** Doubles while a push is quick, halves when it drags: a second is what a person does not notice behind a progress bar. */
function adapt(batch: number, tookMs: number): number {
  if (tookMs < 700) return Math.min(1_000, batch * 2);
  return tookMs > 2_000 ? Math.max(1, Math.floor(batch / 2)) : batch;
}
