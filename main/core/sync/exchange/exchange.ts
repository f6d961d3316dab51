import { assertNever } from "../../../../shared/kernel/assert-never.ts";
import type { SyncEffect, SyncRequest } from "../../../../shared/sync/sync-state.ts";
import { putSetting } from "../../db/settings.ts";
import { coded } from "../../files/coded.ts";
import { readHello } from "../../session/open-desk.ts";
import { createComparer, type CheckTry } from "../compare.ts";
import { createExchangeContext, type ExchangeParts, type Outcome } from "./context.ts";
import { enrol, greet } from "./greet.ts";
import { createPackHearer } from "./hear-packs.ts";
import { createReceiptDesk } from "./receipt-desk.ts";
import { copyBranch, pull } from "./receive.ts";
import { push, reoffer } from "./send-changes.ts";

export type Exchange = {
  readonly send: (request: SyncRequest) => Promise<Outcome>;
  /** Tells the centre why this replica stopped; a failure to tell is no failure. */
  readonly raiseAlarm: (alarm: Extract<SyncEffect, { type: "raise-alarm" }>) => Promise<void>;
  /** What came of the last comparison of each branch, since that was last forgotten. */
  readonly tries: () => ReadonlyMap<string, CheckTry>;
  readonly forgetTries: () => void;
};

/** One exchange of the engine, with what it writes here: network, then one transaction, then the word for the pure step. */
export function createExchange(parts: ExchangeParts): Exchange {
  const context = createExchangeContext(parts);
  const { desk, centre, transport, asked, address, failed } = context;
  const receipts = createReceiptDesk(context);
  const packs = createPackHearer(context);
  const comparer = createComparer({
    desk, transport, asked, address, context: context.takingIn, holdsWrongReceipt: receipts.holdsWrong, onFiles: parts.onFiles,
    isUrgent: parts.isUrgent ?? (() => false), random: parts.random, centreNow: () => desk.now() - (centre.info().clockOffMs ?? 0),
  });

  /** The date and the rules by which the centre decided. */
  function hear({ businessDate, rules }: { readonly businessDate: string; readonly rules: string }): void {
    if (centre.businessDate() !== businessDate) coded(() => desk.db.transaction((db) => putSetting(db, "businessDate", businessDate)));
    const greeting = centre.rules() === rules ? undefined : readHello(desk.db.read);
    if (greeting !== undefined) coded(() => desk.db.transaction((db) => putSetting(db, "hello", JSON.stringify({ ...greeting, rules }))));
    centre.heardDate(businessDate, rules);
  }

  async function send(request: SyncRequest): Promise<Outcome> {
    switch (request.kind) {
      case "hello": return await greet(context, receipts, packs);
      case "enrol": return await enrol(context);
      case "reoffer": return await reoffer(context, request.first, request.count);
      case "push": return await push(context, request.first, request.count, hear);
      case "snapshot": return await copyBranch(context, receipts, request.branch);
      case "pull": return await pull(context, receipts, packs, hear);
      case "compare": {
        const compared = await comparer.compare(request.branch);
        return compared.type === "failed" ? failed(compared.failure) : compared;
      }
      default: return assertNever(request, "exchange");
    }
  }

  return {
    send,
    raiseAlarm: async ({ alarm, have, known }) => void (await asked((token) => transport.alarm(token, { ...address(), kind: alarm, have, known }))),
    tries: comparer.tries,
    forgetTries: comparer.forgetTries,
  };
}
