import type { Instant } from "../../../shared/kernel/instant.ts";
import type { Anchorer } from "./create-anchorer.ts";
import type { Store } from "../../store/store.ts";

/** Linked in one transaction; what waits beyond it is next. */
const MOST = 500;
/** Of links that were there before their subjects were noted: so many at each look, until all are gone through. */
const INDEXED = 5_000;
/** An anchor is due within a minute (docs/security/audit.md): what is noted is linked well before. */
const EVERY_MS = 5_000;

export type Auditor = {
  /** Links all that waits, and anchors its end when that is due. One look at a time in this process; several processes take turns. */
  readonly run: () => Promise<void>;
  /** Waits for a look that is under way, then links and anchors what is left. */
  readonly stop: () => Promise<void>;
};
type Parts = { readonly store: Pick<Store, "linkAudit" | "indexAudit">; readonly anchorer?: Anchorer | undefined; readonly now: () => Instant; readonly onError: (error: unknown) => void };

/** Puts what the tables noted into the chain of the audit, by a rhythm of its own: no work of anybody waits for it. */
export function createAuditor({ store, anchorer, now, onError }: Parts): Auditor {
  let running: Promise<void> | undefined;
  let [isLast, isIndexed] = [false, false];
  async function link(): Promise<void> {
    while ((await store.linkAudit(MOST, now())) === MOST);
    await anchorer?.run(isLast);
    if (!isIndexed && !isLast) isIndexed = (await store.indexAudit(INDEXED)) === 0;
  }

  const run = (): Promise<void> => (running ??= link().finally(() => { running = undefined; }));
  const timer = setInterval(() => void run().catch(onError), EVERY_MS).unref();
  return {
    run,
    stop: async () => {
      clearInterval(timer);
      await running?.catch(() => undefined);
      isLast = true;
      await run().catch(onError);
    },
  };
}
