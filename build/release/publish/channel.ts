import { createHash } from "node:crypto";
import { releasePowers } from "../../../main/core/update/release-powers.ts";
import { manifestPath, signaturePath } from "../../../shared/release/layout.ts";
import type { Channel, Manifest } from "../../../shared/release/manifest.ts";
import { checkSignature, readManifest, type SignedBytes, type Trust } from "../../../shared/release/open-release.ts";
import type { Condition, ObjectStore, StoredObject } from "./object-store.ts";
import { PublishStop } from "./publish-stop.ts";

/** A bucket's folder that releases lie in, and whose signatures count there. */
export type ReleasePlace = { readonly store: ObjectStore; readonly prefix: string; readonly trust: Trust };

/** What a channel offers now. `seen` is what a writer says it has seen: nothing is replaced by who has not. */
export type ChannelState =
  | { readonly kind: "empty"; readonly seen: Condition }
  | { readonly kind: "published"; readonly seen: Condition; readonly manifest: Manifest; readonly bytes: SignedBytes }
  /** Its manifest is not one of ours: somebody else wrote there, or it was signed by a key that is no longer trusted. */
  | { readonly kind: "damaged"; readonly seen: Condition };

const turns = 10;
const unchanging = { contentType: "application/json", cacheControl: "public, max-age=31536000, immutable" } as const;
/** Asked for again each time, by its tag: a cache may keep it, and must look. */
const changing = { contentType: "application/json", cacheControl: "no-cache" } as const;

export const objectKey = (place: Pick<ReleasePlace, "prefix">, path: string): string => (place.prefix === "" ? path : `${place.prefix}/${path}`);
const issuedPath = (channel: Channel, manifest: Uint8Array): string => `issued/${channel}/${createHash("sha256").update(manifest).digest("hex")}`;
const condition = (found: StoredObject | undefined): Condition => (found === undefined ? { kind: "absent" } : { kind: "replaces", etag: found.etag });

/**
 * Reads a channel, and ends what another publisher began there. The manifest and its signature are two objects: between the two writes
 * a workstation refuses the pair and looks again later. Whoever comes by then finds the signature under `issued/`, where it was put first.
 */
export async function readChannel(place: ReleasePlace, channel: Channel): Promise<ChannelState> {
  const { store } = place;
  for (let turn = 0; turn < turns; turn += 1) {
    const manifest = await store.get(objectKey(place, manifestPath(channel)));
    if (manifest === undefined) return { kind: "empty", seen: condition(undefined) };
    const signature = await store.get(objectKey(place, signaturePath(channel)));
    const seen = condition(manifest);
    const state = signature === undefined ? undefined : believe(place, seen, { manifest: manifest.bytes, signature: signature.bytes });
    if (state !== undefined) return state;
    const issued = await store.get(objectKey(place, `${issuedPath(channel, manifest.bytes)}.sig`));
    const again = await store.get(objectKey(place, manifestPath(channel)));
    if (again?.etag !== manifest.etag) continue;
    if (issued === undefined || believe(place, seen, { manifest: manifest.bytes, signature: issued.bytes }) === undefined) return { kind: "damaged", seen };
    await store.put(objectKey(place, signaturePath(channel)), issued.bytes, { ...changing, condition: condition(signature) });
  }
  throw new PublishStop("crossed", channel);
}

function believe({ trust }: ReleasePlace, seen: Condition, bytes: SignedBytes): ChannelState | undefined {
  const manifest = checkSignature(bytes, trust, releasePowers).ok ? readManifest(bytes.manifest, releasePowers) : undefined;
  return manifest?.ok === true ? { kind: "published", seen, manifest: manifest.value, bytes } : undefined;
}

/**
 * Puts a signed manifest at the head of a channel, if the channel is still as it was `seen`.
 * Throws PublishStop `crossed` when it is not: another publisher was there meanwhile, and nothing of the channel was changed.
 */
export async function writeChannel(place: ReleasePlace, channel: Channel, seen: Condition, bytes: SignedBytes): Promise<void> {
  const { store } = place;
  const issued = objectKey(place, issuedPath(channel, bytes.manifest));
  await store.put(`${issued}.sig`, bytes.signature, { ...unchanging, condition: { kind: "absent" } });
  await store.put(`${issued}.json`, bytes.manifest, { ...unchanging, condition: { kind: "absent" } });
  const head = objectKey(place, manifestPath(channel));
  // A lost answer makes the second attempt meet its own write: what stands there says whose it was.
  if ((await store.put(head, bytes.manifest, { ...changing, condition: seen })) === "crossed" && !isSameBytes(await store.get(head), bytes.manifest)) throw new PublishStop("crossed", channel);
  for (let turn = 0; turn < turns; turn += 1) {
    if (!isSameBytes(await store.get(head), bytes.manifest)) return; // ended by another, who has published since
    const signature = await store.get(objectKey(place, signaturePath(channel)));
    if (isSameBytes(signature, bytes.signature)) return;
    await store.put(objectKey(place, signaturePath(channel)), bytes.signature, { ...changing, condition: condition(signature) });
  }
  throw new PublishStop("crossed", channel);
}

const isSameBytes = (found: StoredObject | undefined, bytes: Uint8Array): boolean => found !== undefined && Buffer.compare(found.bytes, bytes) === 0;
