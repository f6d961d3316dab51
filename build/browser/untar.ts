import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";

const block = 512;

/**
 * Unpacks a tar archive (ustar: what the browser's package holds) of regular files and folders into `folder`.
 * Links and device files are refused, as is a name that would leave the folder.
 * @throws on an archive cut short or holding anything else
 */
export function untar(archive: Uint8Array, folder: string): void {
  let at = 0;
  while (at + block <= archive.length) {
    const header = archive.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) return;
    const size = octal(header, 124, 12);
    // GNU's variant ("ustar  ") keeps times where the POSIX one has the front of a long name.
    const front = text(header, 257, 6) === "ustar" ? text(header, 345, 155) : "";
    const path = safePath(folder, [front, text(header, 0, 100)].filter(Boolean).join("/"));
    const kind = text(header, 156, 1);
    if (kind === "5") mkdirSync(path, { recursive: true });
    else if (kind === "0" || kind === "") writeEntry(path, archive.subarray(at + block, at + block + size), size, octal(header, 100, 8));
    else throw new Error(`Entry of an unexpected kind "${kind}" in the archive: ${path}`);
    at += block + Math.ceil(size / block) * block;
  }
  throw new Error("The archive is cut short.");
}

function writeEntry(path: string, bytes: Uint8Array, size: number, mode: number): void {
  if (bytes.length < size) throw new Error(`The archive is cut short in ${path}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  chmodSync(path, (mode & 0o111) === 0 ? 0o644 : 0o755);
}

function safePath(folder: string, name: string): string {
  const path = normalize(join(folder, name));
  if (!`${path}${sep}`.startsWith(normalize(folder + sep))) throw new Error(`The archive names a file outside its folder: ${name}`);
  return path;
}

function text(header: Uint8Array, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return Buffer.from(end === -1 ? field : field.subarray(0, end)).toString("utf8");
}

function octal(header: Uint8Array, start: number, length: number): number {
  const value = Number.parseInt(text(header, start, length).trim() || "0", 8);
  if (!Number.isInteger(value) || value < 0) throw new Error("The archive is damaged: a size or a mode is not a number.");
  return value;
}
