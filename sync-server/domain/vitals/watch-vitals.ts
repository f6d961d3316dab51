import type { Vitals, Store, Undeclared } from "../../store/store.ts";

/** What was last read of the vital figures of the centre, and when that was, UTC ms. */
export type VitalsNow = { readonly readAt: number; readonly vitals: Vitals; readonly undeclared: Undeclared };
export type VitalsWatch = { readonly now: () => VitalsNow | undefined; readonly stop: () => Promise<void> };
type Parts = { readonly store: Pick<Store, "vitals" | "undeclared">; readonly everyMs: number; readonly now: () => number; readonly onError: (error: unknown) => void };

/** The state of each disbursed loan is read for it: so many times more rarely. */
const RARELY = 30;

/** Reads the vital figures of the centre every so often, so that whoever asks for measures waits for no database. What could not be read stays as it was, and grows old. */
export function watchVitals({ store, everyMs, now, onError }: Parts): VitalsWatch {
  let told: VitalsNow | undefined;
  let undeclared: Undeclared | undefined;
  let [turn, stopped] = [0, false];
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const readAt = now();
    const vitals = await store.vitals(readAt);
    if (undeclared === undefined || turn % RARELY === 0) undeclared = await store.undeclared(readAt);
    turn += 1;
    told = { readAt, vitals, undeclared };
  }
  const tick = (): void => {
    if (!stopped) reading ??= read().catch(onError).finally(() => { reading = undefined; });
  };
  tick();
  const timer = setInterval(tick, everyMs).unref();
  return {
    now: () => told,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await reading;
    },
  };
}
