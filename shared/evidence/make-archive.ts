import { archiveSigningText, BLOCK_BYTES, ENTRY, FORMAT, jsonText, WITNESS, type ArchiveSignature, type Manifest, type ManifestEntry } from "./format.ts";
import { crc32 } from "../kernel/crc32.ts";
import { layoutOf, MAX_ARCHIVE_BYTES } from "./zip-layout.ts";
import type { Powers } from "./powers.ts";

export type Content = { readonly path: string; readonly bytes: Uint8Array };
export type Signer = { readonly replica: string; /** Raw Ed25519, base64url. */ readonly publicKey: string; /** base64url. */ readonly sign: (text: string) => string };
/** In order, to be written one after the other; contents are not copied. */
export type Archive = { readonly pieces: readonly Uint8Array[]; readonly size: number };

/**
 * The archive of these contents, each twice, and of a manifest that the workstation signs. The same contents, facts and signature are the same bytes. Undefined: too large for a ZIP.
 */
export function makeArchive(contents: readonly Content[], facts: Omit<Manifest, "format" | "blockBytes" | "entries">, signer: Signer, powers: Powers): Archive | undefined {
  const total = contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total * 2 > MAX_ARCHIVE_BYTES - 64 * 1024 * 1024) return undefined;
  const manifest: Manifest = { format: FORMAT, ...facts, blockBytes: BLOCK_BYTES, entries: contents.map((content) => entryOf(content, powers)) };
  const text = powers.encode(jsonText(manifest));
  const signed = powers.encode(jsonText(signatureOf(signer, powers.sha256(text))));
  const once: readonly Content[] = [...contents, { path: ENTRY.manifest, bytes: text }, { path: ENTRY.signature, bytes: signed }];
  return assemble([...once, ...once.map(({ path, bytes }) => ({ path: `${WITNESS}${path}`, bytes }))]);
}

export function assemble(contents: readonly Content[]): Archive {
  const { frame, places, size } = layoutOf(contents.map(({ path, bytes }) => ({ path, bytes: bytes.length, crc32: crc32(bytes) })));
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

function entryOf({ path, bytes }: Content, { sha256 }: Powers): ManifestEntry {
  const blocks = Array.from({ length: Math.ceil(bytes.length / BLOCK_BYTES) }, (_, i) => sha256(bytes.subarray(i * BLOCK_BYTES, (i + 1) * BLOCK_BYTES)));
  return { path, bytes: bytes.length, crc32: crc32(bytes), sha256: sha256(bytes), blocks };
}
