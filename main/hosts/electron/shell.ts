import { join } from "node:path";
import type { BrowserWindow } from "electron";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import type { UnlockWay } from "../../../shared/policy/bank-policy.ts";
import { buildKind } from "../../../shared/release/build-kind.ts";
import { trustedKeys } from "../../../shared/release/trusted-keys.ts";
import { serveControl } from "../../core/control/serve-control.ts";
import { findRunning } from "../../core/control/find-running.ts";
import type { PolicyFault } from "../../core/policy/policies.ts";
import type { CoreLink } from "../../core/port/core-link.ts";
import { openDataDir } from "../../core/port/data-dir.ts";
import { sweepAfterErasure } from "../../core/erase/destroy-profile.ts";
import { openFileLog } from "../../core/port/file-log.ts";
import { findSignInAddress, isSignInPage, REDIRECT_URI, SCHEME } from "./addresses.ts";
import { serveIpc } from "./ipc.ts";
import type { UpdateSettings } from "../../core/update/update-settings.ts";
import { createApplyUpdate } from "./apply-update.ts";
import { createKeyVault } from "./key-vault.ts";
import { lockDown } from "./lock-down.ts";
import { createMenu } from "./menu.ts";
import { createNetwork } from "./network.ts";
import { openWindow } from "./open-window.ts";
import type { Electron } from "./powers.ts";
import { startCoreProcess } from "./start-core.ts";
import { serveWindowFiles, WINDOW_SCHEME } from "./window-protocol.ts";

export type ShellOptions = {
  readonly dataDir: string;
  readonly serverUrl: string;
  /** Where IT decided that the branch's shared folder is. */
  readonly sharedFolder?: string;
  readonly platform: NodeJS.Platform;
  /** The words this program was started with. */
  readonly argv: readonly string[];
  /** Compiled beside this file: the window's folder, its preload, the core's entry. */
  readonly rendererDir: string;
  readonly preload: string;
  readonly coreEntry: string;
  readonly icon: string | undefined;
  /** Where releases are looked for and who brings them; absent where nobody looks. */
  readonly updates?: UpdateSettings | undefined;
  /** What IT decided and could not be understood; told in the log. */
  readonly policyFaults?: readonly PolicyFault[];
  /** Minutes without anybody at the window after which the desk locks. */
  readonly lockAfterMinutes?: number;
  readonly telemetryOff?: boolean;
  /** What IT decided opens a profile. */
  readonly unlockWay?: UnlockWay;
  /** The core's process has fallen; the application ends once this returns. */
  readonly onFall: (why: string) => void;
};
export type Shell = {
  /** Resolves once the window is open; `already` when another Guichet of this folder was brought to the front instead. */
  readonly start: () => Promise<Result<"opened" | "already", CodedError>>;
};

/** The desktop application around the core. Everything of Electron comes in through `electron`. */
export function createShell(electron: Electron, options: ShellOptions): Shell {
  const { app } = electron;
  let window: BrowserWindow | undefined;
  let link: CoreLink | undefined;
  const show = (): void => {
    if (window === undefined || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  const completeSignIn = async (words: readonly string[]): Promise<void> => {
    const address = findSignInAddress(words);
    if (address !== undefined) await link?.completeSignIn(address);
  };

  const start = async (): Promise<Result<"opened" | "already", CodedError>> => {
    app.enableSandbox();
    electron.protocol.registerSchemesAsPrivileged([WINDOW_SCHEME]);
    const folder = openDataDir(options.dataDir);
    if (!folder.ok) return folder;
    const dataDir = folder.value;
    sweepAfterErasure(dataDir);
    // Of Electron too, nothing roams: its own places would be under %APPDATA%.
    for (const place of ["userData", "sessionData"] as const) app.setPath(place, join(dataDir, "electron"));
    app.setPath("crashDumps", join(dataDir, "electron", "crashes"));
    // One application a folder: the second hands over what it was started with, a sign-in's answer perhaps, and ends.
    if (!app.requestSingleInstanceLock()) return ok("already");
    app.on("second-instance", (_event, argv) => {
      show();
      void completeSignIn(argv);
    });
    app.on("open-url", (event, url) => {
      event.preventDefault();
      void completeSignIn([url]);
    });
    const running = await findRunning(dataDir);
    if (running !== undefined) {
      await running.show();
      running.close();
      return ok("already");
    }
    await app.whenReady();
    // Installed, its installer told the system, and takes it back when it goes. From sources the program is Electron itself.
    if (!app.isPackaged) app.setAsDefaultProtocolClient(SCHEME, process.execPath, options.argv.slice(1));
    const opened = await openAll(dataDir);
    return opened;
  };

  const openAll = async (dataDir: string): Promise<Result<"opened", CodedError>> => {
    await using opening = new AsyncDisposableStack();
    const log = opening.adopt(openFileLog(dataDir), (file) => file.close());
    const { session } = electron;
    for (const { key } of options.policyFaults ?? []) log.warn("policy-ignored", { key });
    lockDown(app, session.defaultSession);
    serveWindowFiles(electron.protocol, options.rendererDir);
    electron.Menu.setApplicationMenu(createMenu(electron.Menu, options.platform, !app.isPackaged));
    const core = await startCoreProcess(
      electron,
      options.coreEntry,
      { version: app.getVersion(), host: "electron", dataDir, serverUrl: options.serverUrl, telemetryOff: options.telemetryOff === true, ...(options.sharedFolder === undefined ? {} : { sharedFolder: options.sharedFolder }), ...(options.lockAfterMinutes === undefined ? {} : { lockAfterMinutes: options.lockAfterMinutes }), ...(options.unlockWay === undefined ? {} : { unlockWay: options.unlockWay }), updates: options.updates },
      {
        ...(options.updates === undefined ? {} : { applyUpdate: createApplyUpdate({ settings: options.updates, trust: { keys: trustedKeys, build: buildKind }, version: app.getVersion(), dataDir, log, nowMs: () => Date.now(), quit: () => app.quit() }) }),
        log,
        keyVault: await createKeyVault(electron.safeStorage, options.platform),
        fetch: createNetwork(electron.net, session.fromPartition("core", { cache: false })),
        redirectUri: async () => REDIRECT_URI,
        openBrowser: async (url) => {
          if (!isSignInPage(url)) throw new Error("not the address of a sign-in page");
          await electron.shell.openExternal(url);
        },
      },
    );
    link = core;
    opening.defer(() => core.close());
    opening.defer(serveIpc(electron.ipcMain, core, log, () => window?.webContents));
    const control = await serveControl({ dataDir, host: "electron", version: app.getVersion(), serverUrl: options.serverUrl, link: core, address: () => undefined, show: async () => show() });
    opening.defer(() => control.close());
    // A workstation that sleeps or locks leaves nothing open on the desk.
    const lock = (): void => void core.call("session.lock", undefined);
    electron.powerMonitor.on("suspend", lock);
    electron.powerMonitor.on("lock-screen", lock);
    window = openWindow(electron, { preload: options.preload, dataDir, icon: options.icon, developer: !app.isPackaged });
    const owned = opening.move();
    closeBeforeQuit(() => owned.disposeAsync(), core);
    log.info("opened", { version: app.getVersion() });
    await completeSignIn(options.argv);
    return ok("opened");
  };

  /** The first wish to quit closes the core, which seals what was typed; only then does the application end. */
  const closeBeforeQuit = (close: () => Promise<void>, core: CoreLink): void => {
    let isClosed = false;
    let isClosing = false;
    app.on("window-all-closed", () => app.quit());
    app.on("before-quit", (event) => {
      if (isClosed) return;
      event.preventDefault();
      if (isClosing) return;
      isClosing = true;
      void close().finally(() => {
        isClosed = true;
        app.quit();
      });
    });
    const leave = (why: string): void => {
      options.onFall(why);
      app.quit();
    };
    void core.ended.then((end) => (end.kind === "fell" && !isClosing ? leave(end.why) : undefined));
  };

  return { start };
}
