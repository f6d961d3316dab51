import { note } from "./step-moves.ts";
import type { SyncEvent, SyncState, SyncStep } from "./sync-state.ts";

/** A restore that nobody declared yet, or one of which the centre no longer knows this replica: the declaration ends both. */
const AWAITS_RESTORE: readonly string[] = ["G4011", "G3003"];

/**
 * Stopped: nothing is sent or merged. Where a declared restore would end it, hello is asked from time to time; any other answer than a newer
 * epoch leaves everything as it was.
 */
export function whileStopped(state: SyncState, event: SyncEvent): SyncStep | "resumes" {
  const keep: SyncStep = { state, effects: [], answer: "ignored" };
  const isAsking = state.phase.kind === "stopped" && state.phase.asking === true;
  switch (event.type) {
    case "news-closed":
      return note({ ...state, news: "closed" });
    case "poll-due": case "wanted": {
      if (isAsking || !AWAITS_RESTORE.includes(state.error?.code ?? "")) return keep;
      const ticket = state.ticket + 1;
      return { state: { ...state, ticket, phase: { kind: "stopped", asking: true } }, effects: [{ type: "send", request: { kind: "hello" }, ticket }], answer: "sends" };
    }
    case "restored":
      return isAsking && event.ticket === state.ticket ? "resumes" : keep;
    case "greeted": case "failed":
      return isAsking && event.ticket === state.ticket ? note({ ...state, phase: { kind: "stopped" } }) : keep;
    default:
      return keep;
  }
}
