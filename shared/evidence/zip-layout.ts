/**
 * The one form that our archives have: a ZIP whose entries are stored, never compressed, in a given order, without times, comments or extra fields. So every byte
 * outside the entries' contents follows from their names, lengths and sums, and whoever verifies makes it again and compares. Any program opens it.
 */
export type ZipEntry = { readonly path: string; readonly bytes: number; readonly crc32: number };
/** Offsets from the archive's first byte. `head` is where its local header begins, `data` its content, `listed` its line in the directory. */
export type ZipPlace = ZipEntry & { readonly head: number; readonly data: number; readonly listed: number };
export type ZipLayout = { readonly places: readonly ZipPlace[]; /** Everything that is not content, in order of offset. */ readonly frame: readonly ZipPiece[]; /** Of the whole archive. */ readonly size: number };
export type ZipPiece = { readonly offset: number; readonly bytes: Uint8Array; /** Index of the entry that it is about; undefined: the end of the directory. */ readonly entry: number | undefined; readonly kind: "header" | "directory" | "end" };

/** Lengths of an entry's own header, of its line in the directory and of the directory's end, each without names; and the number that each begins with. */
export const [LOCAL, CENTRAL, END] = [30, 46, 22];
export const [LOCAL_SIGN, CENTRAL_SIGN, END_SIGN] = [0x04034b50, 0x02014b50, 0x06054b50];
/** Version 2.0, as stored entries need; names are UTF-8, and ours ASCII. */
const [VERSION, UTF8] = [20, 0x0800];
/** 1 January 1980, 0:00: the first day that a ZIP can tell, and no day of ours. */
const DAY = 0x21;
/** Beyond, a ZIP needs another form. */
export const MAX_ARCHIVE_BYTES = 0xffffffff;
const MAX_ENTRIES = 0xffff;

/** Throws RangeError beyond 4 GiB or 65,535 entries: whoever makes one has looked at both. Paths are ASCII. */
export function layoutOf(entries: readonly ZipEntry[]): ZipLayout {
  if (entries.length > MAX_ENTRIES) throw new RangeError("too many entries for a ZIP");
  const frame: ZipPiece[] = [];
  const placed: Omit<ZipPlace, "listed">[] = [];
  let offset = 0;
  for (const [index, entry] of entries.entries()) {
    frame.push({ offset, bytes: localHeader(entry), entry: index, kind: "header" });
    const data = offset + LOCAL + entry.path.length;
    placed.push({ ...entry, head: offset, data });
    offset = data + entry.bytes;
  }
  const begin = offset;
  const places = placed.map((place, index): ZipPlace => {
    const listed = offset;
    frame.push({ offset, bytes: centralHeader(place), entry: index, kind: "directory" });
    offset += CENTRAL + place.path.length;
    return { ...place, listed };
  });
  frame.push({ offset, bytes: endRecord(entries.length, begin, offset - begin), entry: undefined, kind: "end" });
  if (offset + END > MAX_ARCHIVE_BYTES) throw new RangeError("too large for a ZIP");
  return { places, frame, size: offset + END };
}

function localHeader({ path, bytes, crc32 }: ZipEntry): Uint8Array {
  const { short, long, text, done } = writer(LOCAL + path.length);
  long(LOCAL_SIGN); short(VERSION); short(UTF8); short(0); short(0); short(DAY); long(crc32); long(bytes); long(bytes); short(path.length); short(0); text(path);
  return done;
}

function centralHeader({ path, bytes, crc32, head }: Omit<ZipPlace, "listed">): Uint8Array {
  const { short, long, text, done } = writer(CENTRAL + path.length);
  long(CENTRAL_SIGN); short(VERSION); short(VERSION); short(UTF8); short(0); short(0); short(DAY); long(crc32); long(bytes); long(bytes); short(path.length);
  short(0); short(0); short(0); short(0); long(0); long(head); text(path);
  return done;
}

function endRecord(entries: number, begin: number, size: number): Uint8Array {
  const { short, long, done } = writer(END);
  long(END_SIGN); short(0); short(0); short(entries); short(entries); long(size); long(begin); short(0);
  return done;
}

/** Little-endian, in order. */
function writer(length: number): { readonly short: (value: number) => void; readonly long: (value: number) => void; readonly text: (ascii: string) => void; readonly done: Uint8Array } {
  const done = new Uint8Array(length);
  const view = new DataView(done.buffer);
  let at = 0;
  return {
    short: (value) => { view.setUint16(at, value, true); at += 2; },
    long: (value) => { view.setUint32(at, value, true); at += 4; },
    text: (ascii) => { for (let i = 0; i < ascii.length; i += 1) done[at++] = ascii.charCodeAt(i); },
    done,
  };
}
