import { CENTRAL, CENTRAL_SIGN, END, END_SIGN, LOCAL, LOCAL_SIGN } from "./zip-layout.ts";

/** An entry as the archive itself lists it, believed by nobody: where its header stands, and where its content would be. */
export type FoundEntry = { readonly path: string; readonly head: number; readonly data: number; readonly bytes: number };

/**
 * What entries the archive has, by its directory where that can be read, and by walking the local headers where it cannot. Both may be false: this serves to name what
 * was added, left out or moved, and to find a manifest.
 */
export function findEntries(archive: Uint8Array): readonly FoundEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  return byDirectory(archive, view) ?? byHeaders(archive, view);
}

/** Every place where a local header of that name stands, damaged lengths or not. */
export function findByName(archive: Uint8Array, path: string): readonly FoundEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const name = Uint8Array.from(path, (sign) => sign.charCodeAt(0));
  const found: FoundEntry[] = [];
  for (let at = archive.indexOf(name[0] ?? 0, LOCAL); at >= 0 && at + name.length <= archive.length; at = archive.indexOf(name[0] ?? 0, at + 1)) {
    if (!name.every((byte, i) => archive[at + i] === byte)) continue;
    const head = at - LOCAL;
    const isHeader = view.getUint16(head, true) === (LOCAL_SIGN & 0xffff) || view.getUint16(head + 26, true) === name.length;
    if (isHeader && view.getUint16(head + 28, true) === 0) found.push({ path, head, data: at + name.length, bytes: view.getUint32(head + 18, true) });
  }
  return found;
}

function byDirectory(archive: Uint8Array, view: DataView): readonly FoundEntry[] | undefined {
  const end = archive.length - END;
  if (end < 0 || view.getUint32(end, true) !== END_SIGN) return undefined;
  const count = view.getUint16(end + 10, true);
  const found: FoundEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i += 1) {
    if (at + CENTRAL > archive.length || view.getUint32(at, true) !== CENTRAL_SIGN) return undefined;
    const length = view.getUint16(at + 28, true);
    const head = view.getUint32(at + 42, true);
    if (at + CENTRAL + length > archive.length || head + LOCAL > archive.length) return undefined;
    found.push({ path: ascii(archive, at + CENTRAL, length), head, data: head + LOCAL + view.getUint16(head + 26, true), bytes: view.getUint32(at + 24, true) });
    at += CENTRAL + length;
  }
  return found;
}

function byHeaders(archive: Uint8Array, view: DataView): readonly FoundEntry[] {
  const found: FoundEntry[] = [];
  for (let at = 0; at + LOCAL <= archive.length && view.getUint32(at, true) === LOCAL_SIGN; ) {
    const [length, bytes] = [view.getUint16(at + 26, true), view.getUint32(at + 22, true)];
    if (at + LOCAL + length > archive.length) break;
    found.push({ path: ascii(archive, at + LOCAL, length), head: at, data: at + LOCAL + length, bytes });
    at += LOCAL + length + bytes;
  }
  return found;
}

const ascii = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + Math.min(length, 1_000)));
