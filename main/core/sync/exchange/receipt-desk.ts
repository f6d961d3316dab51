import type { FeedEntry, Hello } from "../../../../shared/sync/protocol.ts";
import { putSetting } from "../../db/settings.ts";
import { coded } from "../../files/coded.ts";
import { createReceiptCheck, judgeReceipts } from "../receipts.ts";
import { whyStranger, type ExchangeContext } from "./context.ts";

/** A restored centre may have lost a key for good: it is not asked for it with every page. */
const LEARN_AGAIN_MS = 600_000;

export type ReceiptDesk = {
  readonly learn: (keys: Hello["receiptKeys"]) => void;
  /** True where a receipt is not the centre's. A key made since the greeting is asked for; one that the centre no longer tells judges nothing. */
  readonly holdsWrong: (entries: readonly FeedEntry[]) => Promise<boolean>;
};

export function createReceiptDesk({ desk, centre, centreId, transport, replica, currentEpoch }: ExchangeContext): ReceiptDesk {
  let check = createReceiptCheck(centre.hello()?.receiptKeys ?? []);
  let learnedAt = -Infinity;
  const learn = (keys: Hello["receiptKeys"]): void => void (check = createReceiptCheck(keys));
  return {
    learn,
    holdsWrong: async (entries) => {
      const found = await judgeReceipts(check, entries);
      if (!found.has("unknown-key") || desk.now() - learnedAt < LEARN_AGAIN_MS) return found.has("wrong");
      learnedAt = desk.now();
      const reply = await transport.hello(replica.bank);
      if (reply.kind === "failed" || whyStranger(reply.value, centreId, currentEpoch()) !== undefined) return found.has("wrong");
      centre.heard(reply.value, desk.now() - learnedAt);
      learn(reply.value.receiptKeys);
      coded(() => desk.db.transaction((db) => putSetting(db, "hello", JSON.stringify(reply.value))));
      return (await judgeReceipts(check, entries)).has("wrong");
    },
  };
}
