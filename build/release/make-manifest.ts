import { constants, createReadStream } from "node:fs";
import { copyFile, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { releaseFault, type ReleaseFault } from "../../shared/release/fault.ts";
import { isReleaseFileName, MANIFEST_NAME, SIGNATURE_NAME } from "../../shared/release/file-name.ts";
import { inconsistencyOf, manifestSchema, MAX_FILE_BYTES, type Manifest, type ReleaseFile } from "../../shared/release/manifest.ts";
import { shapeFault } from "../../shared/release/open-release.ts";
import { describeFile } from "./describe-file.ts";
import { measure, type OnBytes } from "./hash-file.ts";

/** What electron-builder leaves for people who build, beside the packages. */
const LEFT_BEHIND = ["builder-debug.yml", "builder-effective-config.yaml"];

/** Copies the packages that a build left in `from`, without its unpacked folders and notes, into `folder`, which holds nothing yet. */
export async function gatherPackages(from: string, folder: string): Promise<Result<undefined, ReleaseFault>> {
  await mkdir(folder, { recursive: true });
  const [extra] = await readdir(folder);
  if (extra !== undefined) return err(releaseFault("extra-file", extra));
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.isFile() && !LEFT_BEHIND.includes(entry.name)) await copyFile(join(from, entry.name), join(folder, entry.name), constants.COPYFILE_FICLONE);
  }
  return ok(undefined);
}

/** The manifest of all that lies in a folder, by name. Anything there that can't be released is a fault: nothing is left out in silence. */
export async function makeManifest(folder: string, facts: Omit<Manifest, "format" | "product" | "files">, onBytes: OnBytes = () => undefined): Promise<Result<Manifest, ReleaseFault>> {
  const files: ReleaseFile[] = [];
  for (const name of (await readdir(folder)).toSorted()) {
    const found = await stat(join(folder, name));
    if (name === MANIFEST_NAME || name === SIGNATURE_NAME) continue;
    if (!found.isFile() || LEFT_BEHIND.includes(name)) return err(releaseFault("extra-file", name));
    if (!isReleaseFileName(name)) return err(releaseFault("bad-name", name));
    if (found.size === 0 || found.size > MAX_FILE_BYTES) return err(releaseFault("bad-size", name));
    files.push({ name, ...describeFile(name), ...(await measure(createReadStream(join(folder, name)), MAX_FILE_BYTES, (done) => onBytes(name, done, found.size))) });
  }
  if (files.length === 0) return err(releaseFault("missing-file", folder));
  const { version, channel, previousVersion, protocol, minimumProtocol, minimumVersion, staging, issuedAt, expiresAt, notes } = facts;
  // In the order in which it is read by people.
  const shaped = manifestSchema.safeParse({ format: 1, product: "guichet", version, channel, previousVersion, protocol, minimumProtocol, minimumVersion, staging, issuedAt, expiresAt, notes, files });
  if (!shaped.success) return err(shapeFault(shaped.error));
  const odd = inconsistencyOf(shaped.data);
  return odd === undefined ? ok(shaped.data) : err(odd);
}
