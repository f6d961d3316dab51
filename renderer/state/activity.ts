import type { Desk } from "./desk.ts";

/** A sign of somebody that tells more often would tell nothing more. */
const TELL_MS = 10_000;
/** A screen reader clicks without a key or a pointer. Focus is no sign: the window moves it by itself. */
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "click"] as const;
/** Less is a table that shakes, or a browser's own move: it makes one whenever what is under the pointer changes. */
const MOVED_PX = 4;

/** Tells the core that somebody is at the window, at once and then from time to time. Answers the way to stop. */
export function followActivity(desk: Desk, target: EventTarget = window): () => void {
  let toldAt = -Infinity;
  let place: { readonly x: number; readonly y: number } | undefined;
  const hasMoved = (event: Event): boolean => {
    if (!("screenX" in event && "screenY" in event)) return true;
    const now = { x: Number(event.screenX), y: Number(event.screenY) };
    const before = place;
    if (before !== undefined && Math.hypot(now.x - before.x, now.y - before.y) < MOVED_PX) return false;
    place = now;
    return before !== undefined;
  };
  const seen = (event: Event): void => {
    if (event.type === "pointermove" && !hasMoved(event)) return;
    const at = performance.now();
    if (desk.get().session?.kind !== "open" || (desk.get().locking === undefined && at - toldAt < TELL_MS)) return;
    toldAt = at;
    stayOpen(desk);
  };
  for (const sign of SIGNS) target.addEventListener(sign, seen, { capture: true, passive: true });
  return () => SIGNS.forEach((sign) => target.removeEventListener(sign, seen, { capture: true }));
}

export function stayOpen(desk: Desk): void {
  desk.set({ locking: undefined });
  // A core that does not answer is told of elsewhere.
  void desk.bridge.call("session.active", undefined).catch(() => undefined);
}
