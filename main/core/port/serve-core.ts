import { randomFillSync } from "node:crypto";
import type { CoreDeps, KeyVault, Logger } from "../deps.ts";
import type { CoreAsks, CoreSettings, HostAsks } from "./core-asks.ts";
import type { CoreLink } from "./core-link.ts";
import { createFetchOverPort } from "./fetch-over-port.ts";
import type { createCore } from "../core.ts";
import { linkTo } from "./in-process-core.ts";
import { createPeer, type Peer } from "./peer.ts";
import type { Port } from "./port.ts";

/**
 * The core's end of the line, run in the core's own thread or process: opens the core when asked, answers its calls, sends its news.
 * `afterClose` ends the thread, so that a closed core leaves nothing running: once the host has heard that it is closed, for an end that
 * comes with the answer cannot be told from a fall.
 */
export function serveCore(port: Port, create: typeof createCore, afterClose: () => void): void {
  let link: CoreLink | undefined;
  const opened = (): CoreLink => {
    if (link === undefined) throw new Error("the core is not open");
    return link;
  };
  const peer = createPeer<HostAsks, CoreAsks>(port, {
    open: async (settings) => {
      if (link !== undefined) throw new Error("the core is open already");
      const deps = powersOver(peer, settings);
      link = linkTo(await create(deps), deps.log);
      link.listen((name, news) => peer.tell("news", { name, news }));
    },
    call: ({ name, input }) => opened().call(name, input),
    completeSignIn: (url) => opened().completeSignIn(url),
    close: async () => await link?.close(),
    leave: async () => afterClose(),
  });
  // A host that is gone can't ask for anything: what was typed is sealed, and the thread ends.
  port.onGone(() => void (link?.close() ?? Promise.resolve()).then(afterClose, afterClose));
}

function powersOver(peer: Peer<HostAsks>, settings: CoreSettings): CoreDeps {
  const log = (level: "info" | "warn" | "error"): Logger["info"] => (event, facts) => peer.tell("log", { level, event, facts });
  const osVault: KeyVault = { kind: "os", wrap: (secret) => peer.ask("wrap", secret), unwrap: (wrapped) => peer.ask("unwrap", wrapped) };
  return {
    version: settings.version,
    host: settings.host,
    dataDir: settings.dataDir,
    serverUrl: settings.serverUrl,
    ...(settings.sharedFolder === undefined ? {} : { sharedFolder: settings.sharedFolder }),
    ...(settings.telemetryOff === undefined ? {} : { telemetryOff: settings.telemetryOff }),
    ...(settings.lockAfterMinutes === undefined ? {} : { lockAfterMinutes: settings.lockAfterMinutes }),
    ...(settings.unlockWay === undefined ? {} : { unlockWay: settings.unlockWay }),
    ...(settings.lookupAddress === undefined ? {} : { lookupAddress: settings.lookupAddress }),
    keyVault: settings.keyVault === "os" ? osVault : { kind: "none" },
    fetch: settings.fetch === "own" ? globalThis.fetch : createFetchOverPort(peer),
    now: () => Date.now(),
    randomBytes: (length) => randomFillSync(new Uint8Array(length)),
    log: { info: log("info"), warn: log("warn"), error: log("error") },
    openBrowser: (url) => peer.ask("openBrowser", url),
    redirectUri: () => peer.ask("redirectUri", undefined),
    ...(settings.hasWeather === true ? { weather: (act) => peer.ask("weather", act) } : {}),
    ...(settings.updates === undefined ? {} : { updates: { ...settings.updates, apply: (update) => peer.ask("applyUpdate", update) } }),
  };
}
