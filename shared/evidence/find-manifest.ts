import { archiveSigningText, ENTRY, WITNESS, type ArchiveSignature, type Manifest } from "./format.ts";
import { fromBase64url } from "./base64url.ts";
import { jsonText } from "./make-archive.ts";
import type { Powers } from "./powers.ts";
import { findByName, findEntries, type FoundEntry } from "./read-directory.ts";
import { parseManifest, parseSignature } from "./read-manifest.ts";

/** The manifest that the rest is measured by, in its exact bytes. `signature` is undefined where none of the archive's signs it. */
export type FoundManifest = {
  readonly manifest: Manifest;
  readonly bytes: Uint8Array;
  readonly signature: { readonly facts: ArchiveSignature; readonly bytes: Uint8Array } | undefined;
  /** As it lies in the archive where nothing signs: to measure places by. */
  readonly signatureBytes: Uint8Array;
};

/**
 * The manifest is there twice, and so is its signature: the pair that fits is the true one, whichever copy was touched. Where none fits, the first that can be read is
 * taken, and everything measured by it is only as good as it.
 */
export function findManifest(archive: Uint8Array, powers: Powers): FoundManifest | undefined {
  const found = findEntries(archive);
  const manifests = contentsOf(archive, ENTRY.manifest, found).flatMap((bytes) => {
    const text = powers.decode(bytes);
    const manifest = text === undefined ? undefined : parseManifest(text);
    return manifest === undefined ? [] : [{ manifest, bytes }];
  });
  const signatures = contentsOf(archive, ENTRY.signature, found).flatMap((bytes) => {
    const text = powers.decode(bytes);
    const facts = text === undefined ? undefined : parseSignature(text, jsonText);
    return facts === undefined ? [] : [{ facts, bytes }];
  });
  for (const one of manifests) {
    const hash = powers.sha256(one.bytes);
    const signature = signatures.find(({ facts }) => isSignedBy(facts, hash, powers));
    if (signature !== undefined) return { ...one, signature, signatureBytes: signature.bytes };
  }
  const [first] = manifests;
  return first === undefined ? undefined : { ...first, signature: undefined, signatureBytes: signatures[0]?.bytes ?? new Uint8Array() };
}

function isSignedBy(facts: ArchiveSignature, manifestHash: string, { verify, encode }: Powers): boolean {
  const [key, signature] = [fromBase64url(facts.publicKey), fromBase64url(facts.signature)];
  return key?.length === 32 && signature?.length === 64 && verify(key, encode(archiveSigningText(facts, manifestHash)), signature);
}

/** Every content that the archive may have under that name, of both copies, however its own lists were damaged; each once. */
function contentsOf(archive: Uint8Array, path: string, listed: readonly FoundEntry[]): readonly Uint8Array[] {
  const paths = [path, `${WITNESS}${path}`];
  const places = [...listed.filter((one) => paths.includes(one.path)), ...paths.flatMap((one) => findByName(archive, one))];
  const seen = new Set<string>();
  return places.flatMap(({ data, bytes }) => {
    const key = `${data}+${bytes}`;
    if (seen.has(key) || data + bytes > archive.length) return [];
    seen.add(key);
    return [archive.subarray(data, data + bytes)];
  });
}
