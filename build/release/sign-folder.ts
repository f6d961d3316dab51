import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { releasePowers } from "../../main/core/update/release-powers.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { releaseFault, type ReleaseFault } from "../../shared/release/fault.ts";
import { isTestPackageName, MANIFEST_NAME, SIGNATURE_NAME } from "../../shared/release/file-name.ts";
import type { Manifest } from "../../shared/release/manifest.ts";
import { checkDates, readManifest } from "../../shared/release/open-release.ts";
import { trustedKeys } from "../../shared/release/trusted-keys.ts";
import type { OnBytes } from "./hash-file.ts";
import { folderSource } from "./release-source.ts";
import { signBytes, type ReleaseSigner } from "./signer.ts";
import { faultsOfFiles } from "./verify-release.ts";

/**
 * Signs the manifest of a folder as it is on disk, once it is well formed and every file it announces is there as announced: a key's holder
 * never signs what she could not verify. Throws when a file can't be read or written, or the signer fails.
 */
export async function signFolder(folder: string, signer: ReleaseSigner, nowMs: number, onBytes?: OnBytes): Promise<Result<Manifest, readonly ReleaseFault[]>> {
  const bytes = readFileSync(join(folder, MANIFEST_NAME));
  const manifest = readManifest(bytes, releasePowers);
  if (!manifest.ok) return err([manifest.error]);
  const late = checkDates(manifest.value, nowMs);
  if (late !== undefined) return err([late]);
  const forTest = manifest.value.files.find(({ name }) => isTestPackageName(name));
  if (forTest !== undefined && !isTestKey(signer.keyId)) return err([releaseFault("test-package", forTest.name)]);
  const faults = await faultsOfFiles(folderSource(folder), manifest.value, onBytes);
  if (faults.length > 0) return err(faults);
  writeFileSync(join(folder, SIGNATURE_NAME), await signBytes(bytes, signer));
  return ok(manifest.value);
}

const isTestKey = (keyId: string): boolean => trustedKeys.some(({ id, authority }) => id === keyId && authority === "test");
