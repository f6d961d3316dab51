import type { Fault } from "./fault.ts";
import type { FoundEntry } from "./read-directory.ts";
import { LOCAL, LOCAL_SIGN, type ZipLayout, type ZipPiece } from "./zip-layout.ts";

/**
 * Everything of the archive that is not content: made again from the manifest and compared. In an archive of the right length each piece names its first false byte. In one of another
 * length all that follows is shifted, so what was left out, added or cut is named first, and of the pieces only the first that differs.
 */
export function checkFrame(archive: Uint8Array, layout: ZipLayout, listed: readonly FoundEntry[]): readonly Fault[] {
  const pieces = layout.frame.flatMap((piece) => pieceFault(archive, layout, piece) ?? []);
  if (archive.length === layout.size) return [...pieces, ...movedFaults(archive, layout, listed)];
  return [...membershipFaults(archive, layout, listed), ...pieces.slice(0, 1)];
}

function pieceFault(archive: Uint8Array, { places }: ZipLayout, { offset, bytes, entry, kind }: ZipPiece): Fault | undefined {
  for (let i = 0; i < bytes.length; i += 1) {
    const [is, was] = [archive[offset + i], bytes[i]];
    if (is === was) continue;
    const at = { offset: offset + i, end: offset + i + 1, exact: true, entry: entry === undefined ? undefined : places[entry]?.path };
    return is === undefined ? { ...at, offset: archive.length, end: archive.length, kind: "cut" } : { ...at, kind, is, ...(was === undefined ? {} : { was }) };
  }
  return undefined;
}

/** Same names, same length, another order. A false byte of a directory or of a header's length moves nothing: the entry's own header must stand at the other place. */
function movedFaults(archive: Uint8Array, { places }: ZipLayout, listed: readonly FoundEntry[]): readonly Fault[] {
  const expected = new Map(places.map((place) => [place.path, place]));
  if (listed.length !== places.length || !listed.every(({ path }) => expected.has(path))) return [];
  return listed.flatMap(({ path, data }): readonly Fault[] => {
    const place = expected.get(path);
    return place === undefined || place.data === data || !isHeaderOf(archive, path, data) ? [] : [{ kind: "moved", offset: place.head, end: place.head + 1, exact: true, entry: path }];
  });
}

function isHeaderOf(archive: Uint8Array, path: string, data: number): boolean {
  const head = data - LOCAL - path.length;
  return head >= 0 && [0, 8, 16, 24].every((shift, i) => archive[head + i] === ((LOCAL_SIGN >>> shift) & 0xff)) && [...path].every((sign, i) => archive[head + LOCAL + i] === sign.charCodeAt(0));
}

function membershipFaults(archive: Uint8Array, { places, size }: ZipLayout, listed: readonly FoundEntry[]): readonly Fault[] {
  const [expected, found] = [new Set(places.map(({ path }) => path)), new Set(listed.map(({ path }) => path))];
  const missing = places.filter(({ path }) => !found.has(path)).map(({ path, head, data, bytes }): Fault => ({ kind: "missing", offset: Math.min(head, archive.length), end: Math.min(data + bytes, archive.length), exact: true, entry: path }));
  const added = listed.filter(({ path }, i) => !expected.has(path) || listed.findIndex((one) => one.path === path) !== i)
    .map(({ path, head, data, bytes }): Fault => ({ kind: "added", offset: head, end: data + bytes, exact: true, entry: path }));
  if (missing.length > 0 || added.length > 0) return [...missing, ...added];
  if (archive.length < size) return [{ kind: "cut", offset: archive.length, end: archive.length, exact: true, entry: places.find(({ data, bytes }) => data + bytes > archive.length)?.path }];
  return [{ kind: "added", offset: size, end: archive.length, exact: true, entry: undefined }];
}
