import { uuidV7 } from "../../../shared/kernel/ids.ts";
import { dueUpTo, type Expiry } from "../../../shared/life/expiry.ts";
import type { Reservation, Store } from "../../store/store.ts";
import type { ActMoment } from "./judge-act.ts";
import { takeAct } from "./take-act.ts";

/** Of one look; the next one goes on behind them. */
const AT_ONCE = 200;

export type Expiring = { readonly store: Pick<Store, "push" | "listReservations" | "noteLooked">; readonly expiry: Expiry; readonly moment: () => ActMoment; readonly randomBytes: (length: number) => Uint8Array };
/** How many numbers were given back, and how many were due and in use. */
export type Expired = { readonly expired: number; readonly used: number };

/**
 * [LI15] Gives back the numbers that are due and of which nobody made use: each an act of the centre in its own transaction. Each reservation is looked at once, when its
 * time is over. Several servers at it do no harm: the file is locked and judged again, and the second finds it ended. A fault stops at the reservation it was met on.
 */
export async function expireReservations({ store, expiry, moment, randomBytes }: Expiring): Promise<Expired> {
  let [expired, used] = [0, 0];
  const until = dueUpTo(moment().at, expiry);
  if (until === undefined) return { expired, used };
  for (;;) {
    const due = await store.listReservations(until, AT_ONCE);
    for (const one of due) {
      if (await expire(one)) expired += 1;
      else used += 1;
      await store.noteLooked(one);
    }
    if (due.length < AT_ONCE) return { expired, used };
  }

  async function expire({ bank, branch, file, number }: Reservation): Promise<boolean> {
    const now = moment();
    const asked = { act: uuidV7(now.at, randomBytes(16)), number, does: { kind: "expired" as const }, reason: `Réservation non utilisée dans les ${expiry.days} jours.`, asked: String(expiry.days), bank, branch, file };
    const taken = await takeAct(store, asked, "ask", { person: null, door: "clock" }, undefined, now);
    if (taken.ok) return true;
    if (taken.error.code === "G9720") throw new Error("a reservation whose file is elsewhere"); // handed to another branch in between: looked at again
    return false;
  }
}

/** Those that are due now, and nothing else: what the command shows before it does anything. */
export async function listDue({ store, expiry, moment }: Pick<Expiring, "store" | "expiry" | "moment">): Promise<readonly Reservation[]> {
  const until = dueUpTo(moment().at, expiry);
  return until === undefined ? [] : await store.listReservations(until, AT_ONCE);
}
