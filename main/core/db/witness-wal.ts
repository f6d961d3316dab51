import { closeSync, fstatSync, openSync } from "node:fs";
import { PAGE_BYTES, readAt } from "./open-cipher.ts";
import { errnoOf } from "./witness-file.ts";

export const WAL_HEADER = 32;
export const WAL_FRAME_HEADER = 24;
export const WAL_FRAME_BYTES = WAL_FRAME_HEADER + PAGE_BYTES;
/** Checksums in little-endian words; the last bit set means big-endian. */
export const WAL_MAGIC = 0x377f0682;

/** What a WAL file holds, read without SQLite (which drops everything from the first bad frame on, and says nothing). */
export type WalReading = {
  readonly bytes: number;
  /** Frames whose chained checksum is right, from the first on. */
  readonly goodFrames: number;
  /** Commits that end after the first bad frame and bear this WAL's salts: they were written, and cannot be read. */
  readonly lostCommits: number;
};

const nothing: WalReading = { bytes: 0, goodFrames: 0, lostCommits: 0 };

/** The format is public and stable: https://www.sqlite.org/fileformat2.html#the_write_ahead_log */
export function readWal(path: string): WalReading {
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return nothing;
    throw error;
  }
  try {
    return scan(fd, fstatSync(fd).size);
  } finally {
    closeSync(fd);
  }
}

function scan(fd: number, bytes: number): WalReading {
  const head = readAt(fd, 0, WAL_HEADER);
  if (head === undefined) return { ...nothing, bytes };
  const header = new DataView(head.buffer);
  const littleEndian = header.getUint32(0) === WAL_MAGIC;
  const salts = header.getBigUint64(16);
  let sums = checksum(header, 0, WAL_HEADER - 8, [0, 0], littleEndian);
  let isGood = (header.getUint32(0) | 1) === (WAL_MAGIC | 1) && header.getUint32(8) === PAGE_BYTES && matches(sums, header, WAL_HEADER - 8);
  let [goodFrames, lostCommits] = [0, 0];
  for (let index = 0; ; index += 1) {
    const frame = frameAt(fd, index);
    if (frame === undefined) return { bytes, goodFrames, lostCommits };
    const isCurrent = frame.getBigUint64(8) === salts;
    if (isGood) {
      sums = checksum(frame, WAL_FRAME_HEADER, PAGE_BYTES, checksum(frame, 0, 8, sums, littleEndian), littleEndian);
      isGood = isCurrent && matches(sums, frame, 16);
    }
    if (isGood) goodFrames += 1;
    else if (isCurrent && frame.getUint32(4) !== 0) lostCommits += 1;
  }
}

/** A whole frame, its page number at byte 0, the database's size in pages at byte 4 when it commits, salts at 8, checksums at 16. */
export function frameAt(fd: number, index: number): DataView | undefined {
  const bytes = readAt(fd, WAL_HEADER + index * WAL_FRAME_BYTES, WAL_FRAME_BYTES);
  return bytes === undefined ? undefined : new DataView(bytes.buffer);
}

export type Sums = readonly [number, number];

/** The WAL's running checksum over words of 32 bits, by pairs. */
export function checksum(view: DataView, from: number, length: number, start: Sums, littleEndian: boolean): Sums {
  let [a, b] = start;
  for (let at = from; at < from + length; at += 8) {
    a = (a + view.getUint32(at, littleEndian) + b) >>> 0;
    b = (b + view.getUint32(at + 4, littleEndian) + a) >>> 0;
  }
  return [a, b];
}

const matches = ([a, b]: Sums, view: DataView, at: number): boolean => view.getUint32(at) === a && view.getUint32(at + 4) === b;
