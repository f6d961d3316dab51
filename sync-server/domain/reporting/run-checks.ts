import { setImmediate as breath } from "node:timers/promises";
import { CONSISTENCY_IDS, type CheckFound, type ConsistencyId, type Store } from "../../store/store.ts";

type Parts = { readonly store: Pick<Store, "runCheck">; readonly bank: string | undefined; readonly signal: AbortSignal; /** Called before each check. */ readonly progress: (n: number, of: number, check: ConsistencyId) => void };

/** Every check, one after the other, each at a moment of its own. Fewer where `signal` stopped it between two. */
export async function runChecks({ store, bank, signal, progress }: Parts): Promise<readonly CheckFound[]> {
  const found: CheckFound[] = [];
  for (const check of CONSISTENCY_IDS) {
    await breath(); // the embedded store never waits for anything else: a signal would not be heard
    if (signal.aborted) break;
    progress(found.length + 1, CONSISTENCY_IDS.length, check);
    found.push(await store.runCheck(check, bank));
  }
  return found;
}
