import { releasePowers } from "../../main/core/update/release-powers.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { releaseFault, type ReleaseFault } from "../../shared/release/fault.ts";
import { MANIFEST_NAME, SIGNATURE_NAME } from "../../shared/release/file-name.ts";
import { MAX_MANIFEST_BYTES, MAX_SIGNATURE_BYTES, type Channel, type Manifest, type ReleaseFile } from "../../shared/release/manifest.ts";
import { openRelease, type SignedBytes, type SignedRelease, type Trust } from "../../shared/release/open-release.ts";
import { agreesWith } from "./latest-yml.ts";
import { measure, type OnBytes } from "./hash-file.ts";
import type { ReleaseSource } from "./release-source.ts";

export type VerifyOptions = { readonly trust: Trust; readonly nowMs: number; readonly channel?: Channel; readonly onBytes?: OnBytes };
export type Verified = SignedRelease & { readonly bytes: SignedBytes };

/** Everything again, from outside. The release when all is as signed, else every reason found; an unsigned manifest is the only one. */
export async function verifyRelease(source: ReleaseSource, options: VerifyOptions): Promise<Result<Verified, readonly ReleaseFault[]>> {
  const bytes = await readSigned(source);
  if (!bytes.ok) return err([bytes.error]);
  const opened = openRelease(bytes.value, options.trust, releasePowers, options.nowMs);
  if (!opened.ok) return err([opened.error]);
  const { manifest } = opened.value;
  if (options.channel !== undefined && manifest.channel !== options.channel) return err([releaseFault("other-channel", manifest.channel)]);
  const faults = [...(await faultsOfFiles(source, manifest, options.onBytes)), ...(await extraFiles(source, manifest))];
  return faults.length === 0 ? ok({ ...opened.value, bytes: bytes.value }) : err(faults);
}

/** Size, SHA-512 and agreement of each announced file, one after the other. */
export async function faultsOfFiles(source: ReleaseSource, manifest: Manifest, onBytes: OnBytes = () => undefined): Promise<readonly ReleaseFault[]> {
  const faults: ReleaseFault[] = [];
  for (const file of manifest.files) {
    const fault = (await faultOf(source, manifest, file, onBytes)) ?? (file.target === "update-info" ? await faultOfYml(source, manifest, file) : undefined);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

async function faultOf(source: ReleaseSource, manifest: Manifest, file: ReleaseFile, onBytes: OnBytes): Promise<ReleaseFault | undefined> {
  const found = await source.file(manifest.version, file.name);
  if (!found.ok) return { ...found.error, at: file.name };
  try {
    const { size, sha512 } = await measure(found.value, file.size, (done) => onBytes(file.name, done, file.size));
    if (size !== file.size) return releaseFault("bad-size", file.name);
    return sha512 === file.sha512 ? undefined : releaseFault("bad-hash", file.name);
  } catch {
    return releaseFault("unreachable", file.name);
  }
}

async function faultOfYml(source: ReleaseSource, manifest: Manifest, { name }: ReleaseFile): Promise<ReleaseFault | undefined> {
  const found = await source.file(manifest.version, name);
  const text = found.ok ? await readAll(found.value, MAX_MANIFEST_BYTES) : undefined;
  return text !== undefined && agreesWith(Buffer.from(text).toString("utf8"), manifest) ? undefined : releaseFault("yml-disagrees", name);
}

async function extraFiles(source: ReleaseSource, manifest: Manifest): Promise<readonly ReleaseFault[]> {
  const known: readonly string[] = [MANIFEST_NAME, SIGNATURE_NAME, ...manifest.files.map(({ name }) => name)];
  return ((await source.names?.()) ?? []).filter((name) => !known.includes(name)).map((name) => releaseFault("extra-file", name));
}

/** The manifest and its signature as they are, never more than their limits. */
export async function readSigned(source: Pick<ReleaseSource, "manifest" | "signature">): Promise<Result<SignedBytes, ReleaseFault>> {
  const manifest = await readPart(await source.manifest(), MAX_MANIFEST_BYTES, MANIFEST_NAME);
  if (!manifest.ok) return manifest;
  const signature = await readPart(await source.signature(), MAX_SIGNATURE_BYTES, SIGNATURE_NAME);
  return signature.ok ? ok({ manifest: manifest.value, signature: signature.value }) : signature;
}

async function readPart(found: Result<AsyncIterable<Uint8Array>, ReleaseFault>, limit: number, name: string): Promise<Result<Uint8Array, ReleaseFault>> {
  if (!found.ok) return found;
  try {
    const bytes = await readAll(found.value, limit);
    return bytes === undefined ? err(releaseFault("too-large", name)) : ok(bytes);
  } catch {
    return err(releaseFault("unreachable", name));
  }
}

/** Undefined past `limit`. */
async function readAll(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stream) {
    size += piece.length;
    if (size > limit) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
