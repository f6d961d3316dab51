import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { MANIFEST_NAME, SIGNATURE_NAME, type ReleaseFileName } from "../../shared/release/file-name.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { releaseFault, type ReleaseFault } from "../../shared/release/fault.ts";
import { filePath, manifestPath, signaturePath } from "../../shared/release/layout.ts";
import type { Channel } from "../../shared/release/manifest.ts";
import type { Version } from "../../shared/release/version.ts";
import { readReleaseAddress } from "../../shared/release/address.ts";

type Bytes = AsyncIterable<Uint8Array>;
/** Where a release is looked at from outside. What can't be had is `missing-file`, `unreachable` or `redirected`. */
export type ReleaseSource = {
  readonly manifest: () => Promise<Result<Bytes, ReleaseFault>>;
  readonly signature: () => Promise<Result<Bytes, ReleaseFault>>;
  readonly file: (version: Version, name: ReleaseFileName) => Promise<Result<Bytes, ReleaseFault>>;
  /** Every name there; undefined where nobody can say. */
  readonly names: (() => Promise<readonly string[]>) | undefined;
};

/** A flat folder, as electron-builder leaves it. Anything but plain files in it is listed too, and so found too many. */
export function folderSource(folder: string): ReleaseSource {
  const open = async (name: string): Promise<Result<Bytes, ReleaseFault>> => {
    const found = await stat(join(folder, name)).catch(() => undefined);
    return found?.isFile() === true ? ok(createReadStream(join(folder, name))) : err(releaseFault("missing-file", name));
  };
  return { manifest: () => open(MANIFEST_NAME), signature: () => open(SIGNATURE_NAME), file: (_version, name) => open(name), names: () => readdir(folder) };
}

/** A published channel, as `shared/release/layout.ts` lays it out under `base`. Redirects are refused. */
export function webSource(base: string, channel: Channel, fetch: typeof globalThis.fetch = globalThis.fetch): Result<ReleaseSource, ReleaseFault> {
  const root = readReleaseAddress(base, true);
  if (root === undefined) return err(releaseFault("bad-address", base));
  const open = async (path: string): Promise<Result<Bytes, ReleaseFault>> => {
    try {
      const answer = await fetch(`${root}/${path}`, { redirect: "manual", headers: { "cache-control": "no-cache", "accept-encoding": "identity" } });
      if (answer.status === 200) return ok(answer.body ?? emptyBytes());
      await answer.body?.cancel();
      return err(releaseFault(answer.status >= 300 && answer.status < 400 ? "redirected" : answer.status === 404 || answer.status === 403 ? "missing-file" : "unreachable", path));
    } catch {
      return err(releaseFault("unreachable", `${root}/${path}`));
    }
  };
  return ok({ manifest: () => open(manifestPath(channel)), signature: () => open(signaturePath(channel)), file: (version, name) => open(filePath(version, name)), names: undefined });
}

async function* emptyBytes(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array();
}
