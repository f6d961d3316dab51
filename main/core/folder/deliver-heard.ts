import type { ErrorCode } from "../../../shared/kernel/error-codes.ts";
import type { ReadableDb } from "../db/connection.ts";
import type { HeardPushRow } from "../db/heard.ts";
import { orderLeaving } from "./order-leaving.ts";

/** What became of one push given to the centre: it has it now, it never will, not yet, or there is no way to it. */
export type Delivery = "taken" | { readonly refused: ErrorCode } | "not-yet" | "away";

/** [OB14] Gives the centre what was heard, as far as it does not build on own changes that have not left. False when the way to the centre broke. */
export async function deliverHeard(read: ReadableDb, give: (push: HeardPushRow) => Promise<Delivery>, settle: (push: HeardPushRow, how: "taken" | ErrorCode) => void): Promise<boolean> {
  for (const leaving of orderLeaving(read)) {
    if (leaving.kind === "own") return true;
    const delivery = await give(leaving.push);
    if (delivery === "away") return false;
    // What builds on it stays behind with it.
    if (delivery === "not-yet") return true;
    settle(leaving.push, delivery === "taken" ? "taken" : delivery.refused);
  }
  return true;
}

/** How many of these own changes may leave before something heard must; all, when none could leave else. */
export function countLeaving(read: ReadableDb, first: number, count: number): number {
  const own = orderLeaving(read).find((leaving) => leaving.kind === "own");
  return own === undefined || own.first !== first ? count : Math.max(1, Math.min(count, own.last - first + 1));
}
