import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Trust } from "../../../shared/release/open-release.ts";
import type { Logger } from "../../core/deps.ts";
import { INSTALL_FOLDER, type ApplyUpdate, type UpdateSettings } from "../../core/update/update-settings.ts";

export type ApplyParts = {
  readonly settings: UpdateSettings;
  readonly trust: Trust;
  readonly version: string;
  readonly dataDir: string;
  readonly log: Logger;
  readonly nowMs: () => number;
  /** Ends the application the usual way: what was typed is sealed first. */
  readonly quit: () => void;
};

/**
 * Runs a downloaded installer through electron-updater. Nothing that the core's process says is believed: signature, dates, version, size and
 * SHA-512 are checked again here, and the copy that is run lies in a folder made for it. Rejects, with nothing started, when anything differs.
 */
export function createApplyUpdate({ settings, trust, version, dataDir, log, nowMs, quit }: ApplyParts): ApplyUpdate {
  return async ({ path, release: bytes }) => {
    if (settings.install !== "per-user") throw new Error("refused: this install is IT's to update");
    // Only now: a start without an update does not load it.
    const [{ VerifiedUpdater }, { providerOf }] = await Promise.all([import("./verified-updater.ts"), import("./update-provider.ts")]);
    const folder = join(dataDir, "update", INSTALL_FOLDER);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const config = join(folder, "app-update.yml");
    writeFileSync(config, JSON.stringify({ updaterCacheDirName: "run" }));
    const updater = new VerifiedUpdater({
      version, name: "guichet", isPackaged: true, appUpdateConfigPath: config, userDataPath: folder, baseCachePath: folder,
      whenReady: async () => undefined, relaunch: () => undefined, quit, onQuit: () => undefined,
    }, path);
    updater.logger = { info: () => undefined, warn: () => undefined, error: () => log.warn("electron-updater", {}) };
    updater.on("error", () => undefined);
    updater.setFeedURL({ provider: "custom", updateProvider: providerOf({ base: settings.base, bytes, trust, machine: settings.machine, nowMs }) });
    const found = await updater.checkForUpdates();
    if (found?.isUpdateAvailable !== true) throw new Error("refused: downgrade");
    await updater.downloadUpdate(found.cancellationToken);
    updater.install(true, true);
    await updater.started;
    log.info("update-started", { version: found.updateInfo.version });
    quit();
  };
}
