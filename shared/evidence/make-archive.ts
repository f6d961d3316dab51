import { archiveSigningText, BLOCK_BYTES, ENTRY, FORMAT, jsonText, withWitness, type ArchiveSignature, type Manifest, type ManifestEntry } from "./format.ts";
import { crc32 } from "../kernel/crc32.ts";
import { layoutOf, MAX_ARCHIVE_BYTES } from "./zip-layout.ts";
import type { Powers } from "./powers.ts";

export type Content = { readonly path: string; readonly bytes: Uint8Array };
/** With its check sum, which is in four places of an archive. */
type Summed = Content & { readonly crc32: number };
export type Signer = { readonly replica: string; /** Raw Ed25519, base64url. */ readonly publicKey: string; /** base64url. */ readonly sign: (text: string) => string };
/** In order, to be written one after the other; contents are not copied. */
export type Archive = { readonly pieces: readonly Uint8Array[]; readonly size: number };

/**
 * The archive of these contents, each twice, and of a manifest that the workstation signs. The same contents, facts and signature are the same bytes. Undefined: too large for a ZIP.
 */
export function makeArchive(contents: readonly Content[], facts: Omit<Manifest, "format" | "blockBytes" | "entries">, signer: Signer, powers: Powers): Archive | undefined {
  const total = contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total * 2 > MAX_ARCHIVE_BYTES - 64 * 1024 * 1024) return undefined;
  const given = contents.map(summed);
  const manifest: Manifest = { format: FORMAT, ...facts, blockBytes: BLOCK_BYTES, entries: given.map((content) => entryOf(content, powers)) };
  const text = powers.encode(jsonText(manifest));
  const signed = powers.encode(jsonText(signatureOf(signer, powers.sha256(text))));
  return assemble(withWitness([...given, summed({ path: ENTRY.manifest, bytes: text }), summed({ path: ENTRY.signature, bytes: signed })]));
}

export const summed = ({ path, bytes }: Content): Summed => ({ path, bytes, crc32: crc32(bytes) });

export function assemble(contents: readonly Summed[]): Archive {
  const { frame, places, size } = layoutOf(contents.map(({ path, bytes, crc32: sum }) => ({ path, bytes: bytes.length, crc32: sum })));
  const pieces = [...frame, ...places.map(({ data }, i) => ({ offset: data, bytes: contents[i]?.bytes ?? new Uint8Array() }))];
  return { pieces: pieces.filter(({ bytes }) => bytes.length > 0).toSorted((a, b) => a.offset - b.offset).map(({ bytes }) => bytes), size };
}

export function joined({ pieces, size }: Archive): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function signatureOf({ replica, publicKey, sign }: Signer, manifestHash: string): ArchiveSignature {
  return { format: FORMAT, replica, publicKey, signature: sign(archiveSigningText({ replica, publicKey }, manifestHash)) };
}

function entryOf({ path, bytes, crc32: sum }: Summed, { sha256 }: Powers): ManifestEntry {
  const blocks = Array.from({ length: Math.ceil(bytes.length / BLOCK_BYTES) }, (_, i) => sha256(bytes.subarray(i * BLOCK_BYTES, (i + 1) * BLOCK_BYTES)));
  return { path, bytes: bytes.length, crc32: sum, sha256: sha256(bytes), blocks };
}
