import type { TerminalWords } from "../../../shared/i18n/terminal.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { UnlockWay } from "../../../shared/policy/bank-policy.ts";
import { serveControl } from "../../core/control/serve-control.ts";
import { sweepAfterErasure } from "../../core/erase/destroy-profile.ts";
import { findRunning, type RunningGuichet } from "../../core/control/find-running.ts";
import type { WeatherDesk } from "../../core/deps.ts";
import type { CoreEnd, CoreLink } from "../../core/port/core-link.ts";
import { startCoreThread } from "../../core/port/core-thread.ts";
import { openDataDir } from "../../core/port/data-dir.ts";
import { openFileLog } from "../../core/port/file-log.ts";
import { createPageOpener, type PageOpener } from "./open-page.ts";
import type { Browser } from "./find-browser.ts";
import { CALLBACK_PATH, serveWindow } from "./serve-window.ts";
import { readWindowFiles } from "./window-files.ts";

export type LoopbackOptions = {
  readonly version: string;
  readonly dataDir: string;
  readonly serverUrl: string;
  /** For tests: stands for every public register of companies. */
  readonly lookupAddress?: string | undefined;
  /** 0: any free port. */
  readonly port: number;
  /** The compiled window. */
  readonly rendererDir: string;
  readonly words: TerminalWords;
  /** Undefined: addresses are told, never opened. */
  readonly browser: Browser | undefined;
  /** Where an address must be told because no browser is opened. */
  readonly tell: (line: string) => void;
  /** Only `npm start` gives one: `npm run app` has none. */
  readonly weather?: WeatherDesk | undefined;
  /** Undefined where nobody sits at the window that it serves. */
  readonly lockAfterMinutes?: number | undefined;
  readonly telemetryOff?: boolean;
  /** What IT decided opens a profile; this host has no vault of its own. */
  readonly unlockWay?: UnlockWay | undefined;
  /** For tests: another core in the thread. */
  readonly coreEntry?: URL;
};

export type LoopbackApp = {
  readonly origin: string;
  /** A fresh address that opens the window once. */
  readonly issueAddress: () => string;
  /** Shows a window; false when there is no browser to show it in. */
  readonly show: () => boolean;
  readonly link: CoreLink;
  readonly ended: Promise<CoreEnd>;
  /** Seals what was typed and stops everything, in reverse order. */
  readonly close: () => Promise<void>;
};
export type StartFault =
  | { readonly type: "NoWindow"; readonly folder: string }
  | { readonly type: "PortBusy"; readonly port: number }
  | { readonly type: "AlreadyOpen"; readonly running: RunningGuichet }
  | { readonly type: "Coded"; readonly error: CodedError };

/** Opens Guichet on a data folder: window server, core in its thread, line for other commands. What was opened is closed when a step fails. */
export async function startLoopback(options: LoopbackOptions): Promise<Result<LoopbackApp, StartFault>> {
  const files = readWindowFiles(options.rendererDir);
  if (files === undefined) return err({ type: "NoWindow", folder: options.rendererDir });
  const folder = openDataDir(options.dataDir);
  if (!folder.ok) return err({ type: "Coded", error: folder.error });
  const dataDir = folder.value;
  const running = await findRunning(dataDir);
  if (running !== undefined) return err({ type: "AlreadyOpen", running });

  sweepAfterErasure(dataDir);
  await using opening = new AsyncDisposableStack();
  const log = opening.adopt(openFileLog(dataDir), (opened) => opened.close());
  // The core asks for the address of the window's server, which answers for the core: the server comes first.
  const held: { core?: CoreLink } = {};
  const server = await serveWindow(() => held.core, { files, port: options.port, words: options.words, log }).catch(isPortBusy);
  if (server === undefined) return err({ type: "PortBusy", port: options.port });
  opening.defer(() => server.close());
  const opener = options.browser === undefined ? undefined : opening.adopt(createPageOpener(options.browser, dataDir), (opened) => opened.close());
  const core = await startCoreThread(
    { version: options.version, host: "loopback", dataDir, serverUrl: options.serverUrl, telemetryOff: options.telemetryOff === true, ...(options.lockAfterMinutes === undefined ? {} : { lockAfterMinutes: options.lockAfterMinutes }), ...(options.unlockWay === undefined ? {} : { unlockWay: options.unlockWay }), ...(options.lookupAddress === undefined ? {} : { lookupAddress: options.lookupAddress }) },
    {
      log,
      keyVault: { kind: "none" },
      weather: options.weather,
      fetch: undefined,
      redirectUri: async () => `${server.origin}${CALLBACK_PATH}`,
      openBrowser: async (url) => openSignIn(url, opener, options),
    },
    options.coreEntry,
  );
  held.core = core;
  opening.defer(() => core.close());
  const show = (): boolean => {
    opener?.open(server.issueAddress(), "app");
    return opener !== undefined;
  };
  const control = await serveControl({
    dataDir, host: "loopback", version: options.version, serverUrl: options.serverUrl, link: core, address: server.issueAddress, show: async () => void show(),
  });
  opening.defer(() => control.close());
  log.info("opened", { version: options.version });
  const owned = opening.move();
  let closing: Promise<void> | undefined;
  return ok({
    origin: server.origin,
    issueAddress: server.issueAddress,
    show,
    link: core,
    ended: core.ended,
    close: () => (closing ??= owned.disposeAsync()),
  });
}

function openSignIn(url: string, opener: PageOpener | undefined, { words, tell }: LoopbackOptions): void {
  if (opener === undefined) tell(words.say("app.signInAt", { address: url }));
  else opener.open(url, "page");
}

function isPortBusy(error: unknown): undefined {
  if (error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")) return undefined;
  throw error;
}
