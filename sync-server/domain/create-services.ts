import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { instant, type Instant } from "../../shared/kernel/instant.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import type { PushAnswer, PushRequest } from "../../shared/sync/protocol.ts";
import { OutOfScope, type Store } from "../store/store.ts";
import { openCentre } from "./centre.ts";
import { refuseAddress } from "./check-address.ts";
import { enrol } from "./enrol.ts";
import { createFindCaller } from "./find-caller.ts";
import { describeCaller } from "./me.ts";
import { pull, scopeOf, snapshot } from "./follow.ts";
import { createNewsHub } from "./news-hub.ts";
import { processPushes } from "./push/process-pushes.ts";
import { createPushQueue } from "./push/push-queue.ts";
import { readChange } from "./push/read-change.ts";
import { pooledRandomBytes } from "./random-pool.ts";
import { createReceiptSigner } from "./receipt.ts";
import type { Caller, Services } from "./services.ts";
import { REFERENCE, RULES } from "./versions.ts";
import { watchSchema } from "./watch-schema.ts";

export type ServicesOptions = {
  /** Owned from here on: closing the services closes it. */
  readonly store: Store;
  /** What a store that is created now becomes. One that exists stays what it is: compare with `centre().demonstration`. */
  readonly demonstration?: boolean;
  readonly now?: () => Instant;
  readonly randomBytes?: (length: number) => Uint8Array;
  /** Faults that harm no caller: a listener that threw, a lost notification line. Never data. */
  readonly onError?: (error: unknown) => void;
};

/** Transactions of one bank at work at once on PostgreSQL; further pushes of it share the next one. */
const PARALLEL = 4;
/** Small pushes of one bank share a transaction every so many milliseconds at most: little beside a journey to the centre. */
const GATHER_MS = 8;

/** Everything the centre can do, on a store. Founds the centre in a new store. */
export async function createServices({ store, demonstration = false, now = systemNow, randomBytes = pooledRandomBytes, onError = () => {} }: ServicesOptions): Promise<Services> {
  const centre = await openCentre(store, { now, randomBytes, demonstration });
  const receipts = createReceiptSigner(centre.keys[0]);
  const context = { centre: centre.id, epoch: centre.epoch, randomBytes, signReceipts: receipts.sign, onFault: onError };
  const queue = createPushQueue((bank, pushes) => processPushes(store, bank, pushes, { ...context, businessDate: centre.businessDate(), at: now() }), { parallel: store.kind === "pglite" ? 1 : PARALLEL, gatherMs: GATHER_MS });
  const hub = createNewsHub(onError);
  const schema = watchSchema(store);
  const stopListening = await store.listen((payload) => {
    const date = hub.hear(payload);
    if (date !== undefined) centre.moveBusinessDate(legalDate(date));
    if (payload === "") void Promise.all([catchUp(), schema.look()]).catch(onError);
  });
  // Listening, it is seen to be at work; what was done to the schema before that, it sees itself.
  const stopLooking = await schema.begin();

  /** After the line of news was lost: every watcher hears where each of her branches stands. */
  async function catchUp(): Promise<void> {
    for (const watcher of hub.watchers()) {
      const scope = scopeOf(watcher.caller);
      if (scope === undefined) continue;
      for (const { branch, n } of await store.counters(scope, centre.epoch.n)) hub.tell(watcher, { branch, n });
    }
  }

  async function push(caller: Caller, request: PushRequest): Promise<Result<PushAnswer, CodedError>> {
    const refusal = refuseAddress(centre, request);
    if (refusal !== undefined) return err(refusal);
    const { bank } = caller;
    if (bank === undefined) return err({ code: "G3002" });
    const owner = { bank: bank.id, replica: request.replica, author: caller.user };
    const changes = request.changes.map((sealed, index) => readChange(sealed, request.first + index, owner));
    const outcome = await queue(bank.id, { caller, request, changes }).catch((error: unknown) => {
      if (error instanceof OutOfScope) return err({ code: "G3002" as const });
      throw error;
    });
    if (!outcome.ok) return outcome;
    return ok({ epoch: centre.epoch, ...outcome.value, verdicts: [...outcome.value.verdicts], businessDate: centre.businessDate(), rules: RULES });
  }

  return {
    centre: async () => ({
      centre: centre.id, epoch: centre.epoch, businessDate: centre.businessDate(), rules: RULES, reference: REFERENCE, demonstration: centre.demonstration,
      receiptKeys: centre.keys.map(({ x, kid }) => ({ kty: "OKP" as const, crv: "Ed25519" as const, x, kid })),
    }),
    findCaller: createFindCaller(store, now),
    me: (caller) => describeCaller(store, caller),
    enrol: (caller, request) => enrol(store, centre, now, caller, request),
    push,
    pull: (caller, request) => pull(store, centre, caller, request),
    snapshot: (caller, request) => snapshot(store, centre, caller, request),
    watch: hub.watch,
    setBusinessDate: async (_caller, date) => {
      if (!centre.demonstration || !(await store.setBusinessDate(date))) return err({ code: "G3006" });
      centre.moveBusinessDate(date);
      return ok({ businessDate: date });
    },
    ready: schema.look,
    outdated: schema.outdated,
    close: async () => {
      stopLooking();
      await stopListening();
      await receipts.close();
      await store.close();
    },
  };
}

const systemNow = (): Instant => instant(Date.now());
