import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync, constants } from "node:zlib";

/** What must not be readable where it is looked for. */
export type Mark = { readonly name: string; readonly text: string };
/** `how`: as which bytes the mark stands there; "inflated" where something compressed had to be opened first. */
export type Sighting = { readonly mark: string; readonly place: string; readonly how: string };

/** What is opened at most of one compressed piece. */
const LARGEST = 64_000_000;
const lenient = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LARGEST };

/** Every way in which these bytes tell a mark to somebody without a key. */
export function searchBytes(place: string, bytes: Buffer, marks: readonly Mark[]): readonly Sighting[] {
  const plain = searchPlain(place, bytes, marks, "");
  return [...plain, ...inflated(bytes).flatMap((piece) => searchPlain(place, piece, marks, "inflated "))];
}

/** Every file under a folder, names included: a file may be called after a client. Not what `leftOut` says, by its path from the folder. */
export function searchFolder(folder: string, marks: readonly Mark[], leftOut: (path: string) => boolean = () => false): readonly Sighting[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const place = path.slice(folder.length + 1).replaceAll("\\", "/");
    if (leftOut(place)) return [];
    const named = searchPlain(`${place} (its name)`, Buffer.from(entry.name), marks, "");
    return entry.isFile() ? [...named, ...searchBytes(place, readFileSync(path), marks)] : named;
  });
}

function searchPlain(place: string, bytes: Buffer, marks: readonly Mark[], opened: string): readonly Sighting[] {
  const exact = bytes.toString("latin1");
  const folded = exact.toLowerCase();
  return marks.flatMap(({ name, text }) => {
    const how = ways(text).find(({ needle, isExact }) => (isExact ? exact.includes(needle) : folded.includes(needle.toLowerCase())))?.how;
    return how === undefined ? [] : [{ mark: name, place, how: `${opened}${how}` }];
  });
}

/** Bytes as latin1 text, one character each. */
function ways(text: string): readonly { readonly how: string; readonly needle: string; readonly isExact: boolean }[] {
  const utf8 = Buffer.from(text);
  const utf16 = Buffer.from(text, "utf16le");
  return [
    { how: "UTF-8", needle: utf8.toString("latin1"), isExact: false },
    { how: "UTF-16", needle: utf16.toString("latin1"), isExact: false },
    { how: "hexadecimal", needle: utf8.toString("hex"), isExact: false },
    { how: "in an address", needle: encodeURIComponent(text), isExact: false },
    { how: "JSON, escaped", needle: JSON.stringify(text).slice(1, -1).replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`), isExact: false },
    ...[utf8, utf16].flatMap((bytes) => [0, 1, 2].map((before) => ({ how: "Base64", needle: base64Core(bytes, before), isExact: true }))),
    ...[0, 1, 2].map((before) => ({ how: "Base64", needle: base64Core(utf8, before).replaceAll("+", "-").replaceAll("/", "_"), isExact: true })),
  ];
}

/** The letters of Base64 that depend on these bytes alone, where `before` bytes of a group of three stand in front. */
function base64Core(bytes: Buffer, before: number): string {
  const letters = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64").replace(/=+$/, "");
  const whole = (before + bytes.length) % 3 === 0;
  return letters.slice(before === 0 ? 0 : before + 1, whole ? undefined : -1);
}

/** What opens without a key: gzip, zlib (PDF too), zstd, and members of ZIP archives (XLSX too), wherever they begin. */
function inflated(bytes: Buffer): readonly Buffer[] {
  const starts = (magic: readonly number[]): readonly number[] => {
    const found: number[] = [];
    for (let at = bytes.indexOf(Buffer.from(magic)); at >= 0; at = bytes.indexOf(Buffer.from(magic), at + 1)) found.push(at);
    return found;
  };
  const tried = (open: () => Buffer): readonly Buffer[] => {
    try {
      const piece = open();
      return piece.length === 0 ? [] : [piece];
    } catch {
      return []; // It only looked like one.
    }
  };
  return [
    ...starts([0x1f, 0x8b, 8]).flatMap((at) => tried(() => gunzipSync(bytes.subarray(at), lenient))),
    ...[0x01, 0x5e, 0x9c, 0xda].flatMap((level) => starts([0x78, level])).flatMap((at) => tried(() => inflateSync(bytes.subarray(at), lenient))),
    ...starts([0x28, 0xb5, 0x2f, 0xfd]).flatMap((at) => tried(() => zstdDecompressSync(bytes.subarray(at), { maxOutputLength: LARGEST }))),
    ...starts([0x50, 0x4b, 3, 4]).flatMap((at) => tried(() => inflateRawSync(bytes.subarray(at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)), lenient))),
  ];
}
