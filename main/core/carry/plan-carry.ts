import type { CarryPlan } from "../../../shared/bridge/contract.ts";
import { MAX_PUSH_CHANGES } from "../../../shared/sync/change.ts";
import { MAX_SEALED_BYTES } from "../../../shared/sync/sealed-part.ts";
import { listToSend } from "../db/outbox.ts";
import { getLine } from "../db/replica.ts";
import type { Desk } from "../files/desk.ts";

/** Headroom of a part for what stands around its changes. */
const PART_BYTES = MAX_SEALED_BYTES - 4_096;

/** Everything of the line that the centre has not answered, cut into parts that it takes one by one. */
export function planCarry({ db, newId, me, now }: Pick<Desk, "db" | "newId" | "me" | "now">): CarryPlan {
  const { head, answered } = getLine(db.read);
  const parts: { first: number; count: number }[] = [];
  let bytes = 0;
  for (let after = answered; after < head.seq; after += MAX_PUSH_CHANGES) {
    for (const { seq, head: text, body, salt } of listToSend(db.read, after + 1, MAX_PUSH_CHANGES)) {
      const size = Buffer.byteLength(JSON.stringify({ head: text, body, salt })) + 1;
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
  return { name: fileName(me().branches[0]?.name ?? "", now()), set: newId(), changes: head.seq - answered, parts };
}

/** `guichet-rennes-2026-11-28-083012.guichet`: letters that every system and every stick takes. The time is UTC's, for order only. */
function fileName(branch: string, at: number): string {
  const place = branch.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
  const [day = "", time = ""] = new Date(at).toISOString().split("T");
  return `guichet-${place === "" ? "agence" : place}-${day}-${time.slice(0, 8).replaceAll(":", "")}.guichet`;
}
