import { archiveSigningText, ENTRY, WITNESS, type ArchiveSignature, type Manifest } from "./format.ts";
import { fromBase64url } from "./base64url.ts";
import type { Powers } from "./powers.ts";
import { findByName, findEntries, type FoundEntry } from "./read-directory.ts";
import { parseManifest, parseSignature } from "./read-manifest.ts";

/** The manifest that the rest is measured by, in its exact bytes. `signature` is undefined where none of the archive's signs it. */
export type FoundManifest = {
  readonly manifest: Manifest;
  readonly bytes: Uint8Array;
  readonly signature: ArchiveSignature | undefined;
  /** Its exact bytes; as it lies in the archive where nothing signs: to measure places by. */
  readonly signatureBytes: Uint8Array;
};

/**
 * The manifest is there twice, and so is its signature: the pair that fits is the true one, whichever copy was touched. Looked for first where the archive says that they are, then wherever
 * their names stand. Where none fits, the first that can be read is taken, and everything measured by it is only as good as it.
 */
export function findManifest(archive: Uint8Array, powers: Powers): FoundManifest | undefined {
  const listed = findEntries(archive);
  const near = pairIn(archive, (path) => listed.filter((one) => one.path === path), powers);
  return near?.signature === undefined ? (pairIn(archive, (path) => [...listed.filter((one) => one.path === path), ...findByName(archive, path)], powers) ?? near) : near;
}

function pairIn(archive: Uint8Array, placesOf: (path: string) => readonly FoundEntry[], powers: Powers): FoundManifest | undefined {
  const readAll = <T>(path: string, parse: (text: string) => T | undefined) => contentsOf(archive, [path, `${WITNESS}${path}`].flatMap(placesOf)).flatMap((bytes) => {
    const text = powers.decode(bytes);
    const value = text === undefined ? undefined : parse(text);
    return value === undefined ? [] : [{ value, bytes }];
  });
  const manifests = readAll(ENTRY.manifest, parseManifest);
  const signatures = readAll(ENTRY.signature, parseSignature);
  for (const { value: manifest, bytes } of manifests) {
    const hash = powers.sha256(bytes);
    const signed = signatures.find(({ value }) => isSignedBy(value, hash, powers));
    if (signed !== undefined) return { manifest, bytes, signature: signed.value, signatureBytes: signed.bytes };
  }
  const [first] = manifests;
  return first === undefined ? undefined : { manifest: first.value, bytes: first.bytes, signature: undefined, signatureBytes: signatures[0]?.bytes ?? new Uint8Array() };
}

function isSignedBy(facts: ArchiveSignature, manifestHash: string, { verify, encode }: Powers): boolean {
  const [key, signature] = [fromBase64url(facts.publicKey), fromBase64url(facts.signature)];
  return key?.length === 32 && signature?.length === 64 && verify(key, encode(archiveSigningText(facts, manifestHash)), signature);
}

/** What stands at these places, each once; a place beyond the end is none. */
function contentsOf(archive: Uint8Array, places: readonly FoundEntry[]): readonly Uint8Array[] {
  const seen = new Set<string>();
  return places.flatMap(({ data, bytes }) => {
    const key = `${data}+${bytes}`;
    if (seen.has(key) || data + bytes > archive.length) return [];
    seen.add(key);
    return [archive.subarray(data, data + bytes)];
  });
}
