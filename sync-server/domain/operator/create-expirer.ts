import type { Instant } from "../../../shared/kernel/instant.ts";
import type { Expiry } from "../../../shared/life/expiry.ts";
import type { Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { expireReservations, type Expired } from "./expire-reservations.ts";
import type { ActMoment } from "./judge-act.ts";

const HOUR_MS = 3_600_000;
/** After a start, when others may still be starting too. */
const FIRST_MS = 60_000;
const NOTHING: Expired = { expired: 0, used: 0 };

/** `off`: what was set before ends. */
export type ExpirySetting = Omit<Expiry, "since"> | "off";

export type Expirer = {
  readonly expiry: Expiry | undefined;
  /** One look at a time in this process. Does nothing without the setting, nor while the centre recovers. */
  readonly run: () => Promise<Expired>;
  /** Waits for a look that is under way. */
  readonly stop: () => Promise<void>;
};
type Parts = {
  readonly store: Pick<Store, "push" | "setExpiry" | "endExpiry" | "listReservations" | "noteLooked">; readonly setting: ExpirySetting | undefined;
  readonly centre: Pick<Centre, "recovering">; readonly moment: () => ActMoment; readonly now: () => Instant; readonly randomBytes: (length: number) => Uint8Array; readonly onError: (error: unknown) => void;
};

/** [LI15] Keeps the setting in the store, and looks for what is due a minute from now and then every hour. Without one it touches nothing: a command that has other work. */
export async function createExpirer({ store, setting, centre, moment, now, randomBytes, onError }: Parts): Promise<Expirer> {
  if (setting === "off") await store.endExpiry();
  const expiry = setting === undefined || setting === "off" ? undefined : await store.setExpiry(setting, now());
  let running: Promise<Expired> | undefined;
  async function look(): Promise<Expired> {
    return expiry === undefined || centre.recovering ? NOTHING : await expireReservations({ store, expiry, moment, randomBytes });
  }
  const run = (): Promise<Expired> => (running ??= look().finally(() => { running = undefined; }));
  if (expiry === undefined) return { expiry, run, stop: async () => undefined };
  const tick = (): void => void run().catch(onError);
  const [first, timer] = [setTimeout(tick, FIRST_MS).unref(), setInterval(tick, HOUR_MS).unref()];
  return {
    expiry, run,
    stop: async () => {
      clearTimeout(first);
      clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}
