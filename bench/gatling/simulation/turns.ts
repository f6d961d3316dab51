import { asLongAs, dummy, GlobalStore, type ChainBuilder, type Session } from "@gatling.io/core";

/** How long an arrival waits before it looks again whether the one before it has ended. */
export const TURN_MS = 20;

// Gatling's users know nothing of each other, and each arrival is one: what a workstation remembers lies in its global store.
const key = (what: "ended" | "cursor", session: Session): string => `${what} ${session.get<string>("workstation")}`;
const turnOf = (session: Session): number => Number(session.get<string>("turn"));

/**
 * A workstation's line is chained: her next arrival waits until the last has ended, as in our own runner. The wait is a request of its own
 * in Gatling's report, and counts in the arrival's time.
 */
export const awaitTurn: ChainBuilder = asLongAs((session) => GlobalStore.getOrDefault(key("ended", session), 0) < turnOf(session)).on(dummy("turn", TURN_MS));

export function endTurn(session: Session): Session {
  GlobalStore.put(key("ended", session), turnOf(session) + 1);
  return session;
}

/** From where she reads her branch. Kept apart from what an answer says, until that has been judged. */
export const recallCursor = (session: Session): Session => session.set("cursor", GlobalStore.getOrDefault(key("cursor", session), Number(session.get<string>("from"))));

export function keepCursor(session: Session): Session {
  GlobalStore.put(key("cursor", session), session.get<number>("cursor"));
  return session;
}
