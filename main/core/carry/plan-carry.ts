import type { CarryPlan } from "../../../shared/bridge/sync-views.ts";
import { MAX_PUSH_CHANGES } from "../../../shared/sync/limits.ts";
import { MAX_SEALED_BYTES } from "../../../shared/sync/sealed-part.ts";
import type { ReadableDb } from "../db/connection.ts";
import { listToSend } from "../db/outbox.ts";
import type { Desk } from "../files/desk.ts";
import { orderLeaving } from "../folder/order-leaving.ts";
import { unaccented } from "../../../shared/kernel/unaccented.ts";

/** Headroom of a part for what stands around its changes. */
const PART_BYTES = MAX_SEALED_BYTES - 4_096;

/** Everything of the line that the centre has not answered, and what was heard of colleagues, cut into parts that the centre takes one by one. */
export function planCarry({ db, newId, me, now }: Pick<Desk, "db" | "newId" | "me" | "now">): CarryPlan {
  const parts = orderLeaving(db.read).flatMap((leaving) =>
    leaving.kind === "own" ? ownParts(db.read, leaving.first, leaving.last) : [{ replica: leaving.push.replica, first: leaving.push.first, count: leaving.push.last - leaving.push.first + 1 }]);
  return { name: fileName(me().branches[0]?.name ?? "", now()), set: newId(), changes: parts.reduce((sum, { count }) => sum + count, 0), parts };
}

function ownParts(read: ReadableDb, first: number, last: number): CarryPlan["parts"] {
  const parts: { first: number; count: number }[] = [];
  let bytes = 0;
  for (let from = first; from <= last; from += MAX_PUSH_CHANGES) {
    for (const { seq, head, body, salt } of listToSend(read, from, Math.min(MAX_PUSH_CHANGES, last - from + 1))) {
      const size = Buffer.byteLength(JSON.stringify({ head, body, salt })) + 1;
      const open = parts.at(-1);
      if (open === undefined || bytes + size > PART_BYTES || open.count === MAX_PUSH_CHANGES) {
        parts.push({ first: seq, count: 1 });
        bytes = size;
      } else {
        open.count += 1;
        bytes += size;
      }
    }
  }
  return parts;
}

/** `guichet-agence-de-rennes-2026-11-28-083012.guichet`: letters that every system and every stick takes. The time is UTC's, for order only. */
function fileName(branch: string, at: number): string {
  const place = unaccented(branch).toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
  const [day = "", time = ""] = new Date(at).toISOString().split("T");
  return `guichet-${place === "" ? "agence" : place}-${day}-${time.slice(0, 8).replaceAll(":", "")}.guichet`;
}
