import { closeSync, fstatSync, openSync } from "node:fs";
import { PAGE_BYTES, readAt } from "./open-cipher.ts";
import { errnoOf } from "./witness-file.ts";

const HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC = 0x377f0682; // the last bit tells the byte order of the checksums

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
  const head = readAt(fd, 0, HEADER);
  if (head === undefined) return { ...nothing, bytes };
  const header = new DataView(head.buffer);
  const littleEndian = header.getUint32(0) === MAGIC;
  let sums = checksum(header, 0, HEADER - 8, [0, 0], littleEndian);
  let isGood = (header.getUint32(0) | 1) === (MAGIC | 1) && header.getUint32(8) === PAGE_BYTES && matches(sums, header, HEADER - 8);
  let [goodFrames, lostCommits] = [0, 0];
  for (let at = HEADER; at + FRAME_HEADER + PAGE_BYTES <= bytes; at += FRAME_HEADER + PAGE_BYTES) {
    const read = readAt(fd, at, FRAME_HEADER + PAGE_BYTES);
    if (read === undefined) break;
    const frame = new DataView(read.buffer);
    const isCurrent = frame.getUint32(8) === header.getUint32(16) && frame.getUint32(12) === header.getUint32(20);
    if (isGood) {
      sums = checksum(frame, FRAME_HEADER, PAGE_BYTES, checksum(frame, 0, 8, sums, littleEndian), littleEndian);
      isGood = isCurrent && matches(sums, frame, 16);
    }
    if (isGood) goodFrames += 1;
    else if (isCurrent && frame.getUint32(4) !== 0) lostCommits += 1;
  }
  return { bytes, goodFrames, lostCommits };
}

type Sums = readonly [number, number];

function checksum(view: DataView, from: number, length: number, start: Sums, littleEndian: boolean): Sums {
  let [a, b] = start;
  for (let at = from; at < from + length; at += 8) {
    a = (a + view.getUint32(at, littleEndian) + b) >>> 0;
    b = (b + view.getUint32(at + 4, littleEndian) + a) >>> 0;
  }
  return [a, b];
}

const matches = ([a, b]: Sums, view: DataView, at: number): boolean => view.getUint32(at) === a && view.getUint32(at + 4) === b;
