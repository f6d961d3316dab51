import { setImmediate as breath } from "node:timers/promises";
import { CONSISTENCY_IDS, type NightResult, type Store } from "../../store/store.ts";
import { computePremiums } from "./compute-premiums.ts";
import { nightBefore } from "./night-before.ts";

const LOOK_MS = 10 * 60_000;
/** After a start, when others may still be starting too. */
const FIRST_MS = 120_000;

export type { NightResult } from "../../store/store.ts";

/** What a check that found something is told by: its name and how many rows, nothing of what is in them. */
export type NightFault = { readonly check: string; readonly found: number | "unreadable" };
export type NightWork = {
  /** What is due since the last night, as far as no other server does it. One at a time in this process. */
  readonly run: () => Promise<void>;
  /** What the last night's checks found, whichever server ran them, as this process last read it. */
  readonly results: () => readonly NightResult[];
  readonly stop: () => Promise<void>;
};
type Parts = {
  readonly store: Pick<Store, "checkOnce" | "takeNightTask" | "nightResults" | "listBanks" | "listPacks" | "wholeFiles" | "putPremiums">;
  /** Hour of Paris from which the night's work is due. */
  readonly hour: number; readonly now: () => number; readonly onFault: (fault: NightFault) => void; readonly onError: (error: unknown) => void;
};

/** Once a night, by one of several servers: premiums computed anew for reports, and each check of consistency. What a stopped centre missed is done when it is back. */
export function createNightWork({ store, hour, now, onFault, onError }: Parts): NightWork {
  const stopping = new AbortController();
  let results: readonly NightResult[] = [];
  let running: Promise<void> | undefined;

  async function look(): Promise<void> {
    const since = nightBefore(now(), hour);
    if (await store.takeNightTask("premiums", since, now())) {
      for (const bank of await store.listBanks()) await computePremiums(store, bank, now(), stopping.signal);
    }
    for (const check of CONSISTENCY_IDS) {
      await breath();
      if (stopping.signal.aborted) return;
      const done = await store.checkOnce(check, since, now());
      if (done !== undefined && done.found !== 0) onFault({ check, found: done.found });
    }
    results = await store.nightResults();
  }
  const run = (): Promise<void> => (running ??= look().finally(() => { running = undefined; }));
  const tick = (): void => void run().catch(onError);
  const [first, timer] = [setTimeout(tick, FIRST_MS).unref(), setInterval(tick, LOOK_MS).unref()];
  return {
    run,
    results: () => results,
    stop: async () => {
      clearTimeout(first);
      clearInterval(timer);
      stopping.abort();
      await running?.catch(() => undefined);
    },
  };
}
