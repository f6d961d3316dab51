import { chmod, copyFile } from "node:fs/promises";
import { NsisUpdater } from "electron-updater";
import { isWhole } from "../../core/update/download-file.ts";

type DownloadOptions = Parameters<NsisUpdater["doDownloadUpdate"]>[0];
type AppAdapter = NonNullable<ConstructorParameters<typeof NsisUpdater>[1]>;

/**
 * electron-updater's NSIS updater with its two dangerous hands replaced: it brings no file from a network, only the one that was brought and
 * checked already, and checks it again itself; and it starts it as the person who runs Guichet, never with administrator rights.
 */
export class VerifiedUpdater extends NsisUpdater {
  readonly #path: string;
  /** Settles once the installer runs, or could not be started. */
  started: Promise<unknown> = Promise.reject(new Error("the installer was not started"));

  constructor(app: AppAdapter, path: string) {
    super(null, app);
    this.#path = path;
    this.started.catch(() => undefined);
    this.autoDownload = false;
    this.autoInstallOnAppQuit = false;
    this.allowDowngrade = false;
    this.disableDifferentialDownload = true;
    this.disableWebInstaller = true;
  }

  protected override doDownloadUpdate(options: DownloadOptions): ReturnType<NsisUpdater["doDownloadUpdate"]> {
    const { provider, info } = options.updateInfoAndProvider;
    const [fileInfo] = provider.resolveFiles(info);
    if (fileInfo === undefined) throw new Error("refused: missing-file");
    return this.executeDownload({
      fileExtension: "exe", fileInfo, downloadUpdateOptions: options,
      task: async (destination) => {
        await copyFile(this.#path, destination);
        const { sha512, size } = fileInfo.info;
        if (size === undefined || !(await isWhole(destination, { sha512, size }))) throw new Error("refused: bad-hash");
        await chmod(destination, 0o700);
      },
    });
  }

  protected override doInstall(): boolean {
    const installer = this.installerPath;
    if (installer === null) return false;
    // Silent, and Guichet starts again after it: what build/dist/windows/nsis-script.ts understands.
    this.started = this.spawnLog(installer, ["--updated", "/S", "--force-run"]);
    this.started.catch(() => undefined);
    return true;
  }
}
export type { AppAdapter };
