import { Provider, type AppUpdater, type ResolvedUpdateFileInfo, type UpdateInfo } from "electron-updater";
import type { ProviderRuntimeOptions } from "electron-updater/out/providers/Provider.js";
import { filePath } from "../../../shared/release/layout.ts";
import type { ReleaseFile } from "../../../shared/release/manifest.ts";
import { openRelease, type SignedBytes, type Trust } from "../../../shared/release/open-release.ts";
import { updateFileOf, type Machine } from "../../../shared/release/update-file.ts";
import { releasePowers } from "../../core/update/release-powers.ts";

/** What a provider answers from: bytes, not yet believed. */
export type ProviderFacts = { readonly base: string; readonly bytes: SignedBytes; readonly trust: Trust; readonly machine: Machine; readonly nowMs: () => number };
/** A class, as electron-updater wants it. */
type ProviderClass = NonNullable<Extract<Parameters<AppUpdater["setFeedURL"]>[0], { readonly provider: "custom"; updateProvider?: unknown }>["updateProvider"]>;

/**
 * electron-updater's source of truth, which asks no server and reads no yml: it believes the signed manifest or nothing, and takes the file
 * from it alone. Answers no staging percentage: electron-updater reads what is no number as "everybody", and staging was decided before.
 */
export function providerOf({ base, bytes, trust, machine, nowMs }: ProviderFacts): ProviderClass {
  const open = (): { readonly file: ReleaseFile; readonly url: URL; readonly info: UpdateInfo } => {
    const opened = openRelease(bytes, trust, releasePowers, nowMs());
    if (!opened.ok) throw new Error(`refused: ${opened.error.reason}`);
    const { manifest } = opened.value;
    const file = updateFileOf(manifest, machine);
    if (file === undefined) throw new Error("refused: missing-file");
    const { name: path, sha512, size } = file;
    return { file, url: new URL(`${base}/${filePath(manifest.version, path)}`), info: { version: manifest.version, files: [{ url: path, sha512, size }], path, sha512, releaseDate: manifest.issuedAt } };
  };
  return class ManifestProvider extends Provider<UpdateInfo> {
    // electron-updater gives options and itself first; neither is of use here.
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }
    override getLatestVersion(): Promise<UpdateInfo> {
      return Promise.resolve().then(() => open().info);
    }
    override resolveFiles(): ResolvedUpdateFileInfo[] {
      const { file: { name, sha512, size }, url } = open();
      return [{ url, info: { url: name, sha512, size } }];
    }
  };
}
