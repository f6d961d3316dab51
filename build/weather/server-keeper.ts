import type { WeatherServer } from "../../shared/bridge/weather-views.ts";
import { instant, type Instant } from "../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { startDemonstrationServer, type DemonstrationServer, type ServerFault } from "../start/demonstration-server.ts";

export type ServerPlan = {
  readonly home: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Where it listens now, or that nobody does. */
  readonly lead: (address: string | undefined) => void;
  /** It listens at that address of its own: before anybody else is told. */
  readonly onUp: (address: string) => Promise<void>;
  /** It ended without anybody here wanting it. */
  readonly onFell: () => void;
  readonly now: () => number;
  /** For tests: another program. */
  readonly startServer?: typeof startDemonstrationServer;
};
/**
 * The demonstration's server as one that may be killed, stopped and started again, behind an address that stays. Orders are carried out one after the
 * other, its own start after a kill included: two servers never open one store.
 */
export type ServerKeeper = {
  readonly state: () => WeatherServer & { readonly since: Instant };
  /** Its own address; undefined while it is not up. */
  readonly address: () => string | undefined;
  /** Nothing when it is up. */
  readonly start: () => Promise<Result<undefined, ServerFault>>;
  /** `startsAfterMs`: started again by itself then, unless something else is ordered first. */
  readonly kill: (startsAfterMs: number | undefined) => Promise<void>;
  /** Puts it away properly, for its store to be copied or replaced. */
  readonly stop: () => Promise<void>;
  /** The same for good: it starts no more. */
  readonly close: () => Promise<void>;
};

export function createServerKeeper({ home, env, lead, onUp, onFell, now, startServer = startDemonstrationServer }: ServerPlan): ServerKeeper {
  let server: DemonstrationServer | undefined;
  let state: WeatherServer & { readonly since: Instant } = { kind: "stopped", since: instant(now()) };
  let alarm: NodeJS.Timeout | undefined;
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    clearTimeout(alarm);
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
  const become = (next: WeatherServer): void => { state = { ...next, since: instant(now()) }; };
  /** From now on its end is wanted. */
  const letGo = (): DemonstrationServer | undefined => {
    const held = server;
    server = undefined;
    lead(undefined);
    return held;
  };
  const noticeEnd = async (mine: DemonstrationServer): Promise<void> => {
    await mine.ended;
    if (server !== mine) return;
    letGo();
    become({ kind: "fell" });
    onFell();
  };
  const start = (): Promise<Result<undefined, ServerFault>> => inTurn(async () => {
    if (server !== undefined) return ok(undefined);
    if (isClosed) return err({ type: "Fell", why: "closing" });
    become({ kind: "starting" });
    const started = await startServer({ home, port: 0, env });
    if (!started.ok) {
      become({ kind: "fell" });
      return err(started.error);
    }
    const mine = started.value;
    await onUp(mine.address);
    server = mine;
    lead(mine.address);
    become({ kind: "up" });
    void noticeEnd(mine);
    return ok(undefined);
  });
  const stop = (): Promise<void> => inTurn(async () => {
    const held = letGo();
    become({ kind: "stopped" });
    await held?.stop();
  });
  return {
    state: () => state,
    address: () => server?.address,
    start, stop,
    kill: (startsAfterMs) => inTurn(async () => {
      const held = letGo();
      become({ kind: "killed", startsAt: startsAfterMs === undefined ? undefined : instant(now() + startsAfterMs) });
      await held?.kill9();
      if (startsAfterMs !== undefined) alarm = setTimeout(() => void start(), startsAfterMs).unref();
    }),
    close: () => {
      isClosed = true;
      return stop();
    },
  };
}
