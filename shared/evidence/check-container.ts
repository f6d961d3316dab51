import { ENTRY, withWitness, type Manifest, type ManifestEntry } from "./format.ts";
import { crc32 } from "../kernel/crc32.ts";
import { inOrder, type Fault } from "./fault.ts";
import { findManifest, type FoundManifest } from "./find-manifest.ts";
import { pathText, placeAt } from "./json-places.ts";
import { checkFrame } from "./check-frame.ts";
import type { Powers } from "./powers.ts";
import { findEntries, type FoundEntry } from "./read-directory.ts";
import { layoutOf, type ZipEntry, type ZipLayout, type ZipPlace } from "./zip-layout.ts";

export type ContainerCheck = {
  readonly manifest: Manifest;
  readonly signature: FoundManifest["signature"];
  /** In order of place. */
  readonly faults: readonly Fault[];
  /** The true content of each entry, from whichever copy is whole; else as it lies there. Absent: it is not there at all. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Where that content begins in the archive. */
  readonly positions: ReadonlyMap<string, number>;
};

/** [EV2] Everything that the archive's own bytes tell: what is where it was put, whole, and which byte first is not. Undefined: this is no archive of ours, or nothing is left of its manifest. */
export function checkContainer(archive: Uint8Array, powers: Powers): ContainerCheck | undefined {
  const found = findManifest(archive, powers);
  if (found === undefined) return undefined;
  const { manifest, signature } = found;
  const once = [...manifest.entries, own(ENTRY.manifest, found.bytes, powers), own(ENTRY.signature, found.signatureBytes, powers)];
  const layout = layoutOr(withWitness(once));
  if (layout === undefined) return undefined;
  const listed = findEntries(archive);
  const faults: Fault[] = [...checkFrame(archive, layout, listed)];
  const contents = new Map<string, Uint8Array>();
  const positions = new Map<string, number>();
  const isShifted = archive.length !== layout.size;
  for (const [index, entry] of once.entries()) {
    const [first, second] = [layout.places[index], layout.places[index + once.length]];
    if (first === undefined || second === undefined) continue;
    const copies = [first, second].map((place) => readCopy(archive, place, entry, listed, isShifted, powers));
    const told = copies.find((copy) => copy?.isWhole) ?? copies.find((copy) => copy !== undefined);
    if (told !== undefined) contents.set(entry.path, told.bytes);
    if (told !== undefined) positions.set(entry.path, told.data);
    for (const [i, copy] of copies.entries()) {
      if (copy === undefined || copy.isWhole) continue;
      faults.push(firstFalse(copy, copies[1 - i], entry, manifest.blockBytes, powers));
    }
  }
  return { manifest, signature, faults: inOrder(faults), contents, positions };
}

/** Lengths that no ZIP can have are no manifest of ours. */
function layoutOr(entries: readonly ZipEntry[]): ZipLayout | undefined {
  try {
    return layoutOf(entries);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const own = (path: string, bytes: Uint8Array, { sha256 }: Powers): ManifestEntry => ({ path, bytes: bytes.length, crc32: crc32(bytes), sha256: sha256(bytes), blocks: [] });

type Copy = { readonly path: string; readonly data: number; readonly bytes: Uint8Array; readonly isWhole: boolean };

/** Where it should be; in an archive of another length also where it says it is. Undefined: it is not there ({@link checkFrame} names it). */
function readCopy(archive: Uint8Array, place: ZipPlace, entry: ManifestEntry, listed: readonly FoundEntry[], isShifted: boolean, powers: Powers): Copy | undefined {
  const at = (data: number, length: number): Copy => {
    const bytes = archive.subarray(data, data + length);
    return { path: place.path, data, bytes, isWhole: bytes.length === entry.bytes && powers.sha256(bytes) === entry.sha256 };
  };
  const expected = at(place.data, entry.bytes);
  if (expected.isWhole) return expected;
  const named = listed.find(({ path }) => path === place.path);
  const elsewhere = named === undefined || (named.data === place.data && named.bytes === entry.bytes) ? undefined : at(named.data, named.bytes);
  if (elsewhere?.isWhole === true) return elsewhere;
  if (isShifted) return elsewhere;
  return expected;
}

/** [EV3] The first byte of a copy that is not as it was made: exactly, where the other copy of its block is whole; else somewhere in that block. */
function firstFalse(copy: Copy, other: Copy | undefined, entry: ManifestEntry, blockBytes: number, { sha256 }: Powers): Fault {
  const blockOf = (bytes: Uint8Array, block: number): Uint8Array => bytes.subarray(block * blockBytes, Math.min((block + 1) * blockBytes, entry.bytes));
  const isTrue = (bytes: Uint8Array, block: number): boolean => sha256(blockOf(bytes, block)) === entry.blocks[block];
  const isJson = copy.path.endsWith(".json");
  const told = (within: number, end: number, exact: boolean, truth: Uint8Array): Fault => {
    const place = isJson ? placeAt(truth, within) : undefined;
    const [is, was] = [copy.bytes[within], truth[within]];
    return {
      kind: "content", entry: copy.path, offset: copy.data + within, end: copy.data + end, exact, within, ...(place === undefined ? {} : { path: pathText(place.path) }),
      ...(exact && is !== undefined ? { is } : {}), ...(exact && was !== undefined ? { was } : {}),
    };
  };
  if (other?.isWhole === true) {
    const within = firstDifference(copy.bytes, other.bytes);
    return told(within, within + 1, true, other.bytes);
  }
  for (let block = 0; block * blockBytes < entry.bytes; block += 1) {
    if (isTrue(copy.bytes, block)) continue;
    const [begin, end] = [block * blockBytes, Math.min((block + 1) * blockBytes, entry.bytes)];
    if (other === undefined || !isTrue(other.bytes, block)) return told(begin, end, false, copy.bytes);
    const within = begin + firstDifference(blockOf(copy.bytes, block), blockOf(other.bytes, block));
    return told(within, within + 1, true, other.bytes);
  }
  // All its blocks are true and the whole is not: it is longer than it should be, or the manifest contradicts itself.
  return told(Math.min(entry.bytes, copy.bytes.length), Math.max(copy.bytes.length, 1), false, copy.bytes);
}

function firstDifference(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return i;
  return length;
}

