import type { EventName } from "../../../shared/bridge/contract.ts";
import type { KeyVault, Logger, WeatherDesk } from "../deps.ts";
import type { ApplyUpdate } from "../update/update-settings.ts";
import type { CoreAsks, CoreSettings, HostAsks } from "./core-asks.ts";
import type { CoreEnd, CoreLink } from "./core-link.ts";
import { answerFetch } from "./fetch-over-port.ts";
import { createPeer } from "./peer.ts";
import type { Port } from "./port.ts";

/** What a host gives the core, besides plain settings. */
export type HostPowers = {
  readonly log: Logger;
  readonly openBrowser: (url: string) => Promise<void>;
  readonly redirectUri: () => Promise<string>;
  readonly keyVault: KeyVault;
  /** Undefined: the core uses Node's own, in its thread. */
  readonly fetch: typeof globalThis.fetch | undefined;
  /** Needed where the settings speak of updates. */
  readonly applyUpdate?: ApplyUpdate;
  /** Demonstrations of `npm start` only. */
  readonly weather?: WeatherDesk | undefined;
};
export type PlainSettings = Pick<CoreSettings, "version" | "host" | "dataDir" | "serverUrl" | "sharedFolder" | "lockAfterMinutes" | "unlockWay" | "telemetryOff" | "lookupAddress" | "updates">;

/** The host's end of the line. Resolves once the core is open; rejects when it could not be opened. */
export async function connectCore(port: Port, settings: PlainSettings, powers: HostPowers): Promise<CoreLink> {
  const listeners = new Set<(name: EventName, news: unknown) => void>();
  const end = Promise.withResolvers<CoreEnd>();
  port.onGone((why) => end.resolve({ kind: "fell", why }));
  const { keyVault } = powers;
  const noVault = (): Promise<never> => Promise.reject(new Error("this host has no vault"));
  const noFetch = { fetch: noVault, fetchRead: noVault, fetchDrop: noVault } satisfies Pick<HostAsks, "fetch" | "fetchRead" | "fetchDrop">;
  const peer = createPeer<CoreAsks, HostAsks>(port, {
    openBrowser: powers.openBrowser,
    redirectUri: () => powers.redirectUri(),
    wrap: keyVault.kind === "os" ? keyVault.wrap : noVault,
    unwrap: keyVault.kind === "os" ? keyVault.unwrap : noVault,
    ...(powers.fetch === undefined ? noFetch : answerFetch(powers.fetch)),
    applyUpdate: powers.applyUpdate ?? (() => Promise.reject(new Error("this host applies no update"))),
    weather: powers.weather ?? (() => Promise.reject(new Error("this host makes no weather"))),
    log: async ({ level, event, facts }) => powers.log[level](event, facts),
    news: async ({ name, news }) => listeners.forEach((listen) => listen(name, news)),
  });
  await peer.ask("open", { ...settings, keyVault: keyVault.kind, hasWeather: powers.weather !== undefined, fetch: powers.fetch === undefined ? "own" : "host" });
  let closing: Promise<void> | undefined;
  return {
    call: (name, input) => peer.ask("call", { name, input }).catch(() => ({ ok: false, code: "G5001" }) as const),
    listen: (onNews) => {
      listeners.add(onNews);
      return () => listeners.delete(onNews);
    },
    completeSignIn: (url) => peer.ask("completeSignIn", url),
    close: () => {
      // A core that has fallen is closed already: `ended` said why.
      closing ??= peer.ask("close", undefined).then(() => end.resolve({ kind: "closed" }), () => undefined).then(() => peer.tell("leave", undefined));
      return closing;
    },
    ended: end.promise,
  };
}
