import { closeSync, ftruncateSync, fsyncSync, openSync, writeSync } from "node:fs";
import { CLEAR_HEADER, PAGE_BYTES, readAt } from "./open-cipher.ts";
import { checksum, frameAt, WAL_FRAME_BYTES, WAL_FRAME_HEADER, WAL_HEADER, WAL_MAGIC, type Sums } from "./witness-wal.ts";

/**
 * Makes a *copy* of a WAL readable past its bad frames: one salt, one chain of checksums, up to the last commit that stands in it.
 * What a flipped bit spoilt then fails its own page's tag (an error on reading, never a wrong value), and every other page is readable.
 * A frame whose page number itself was flipped leaves the older page in its place: what is read this way proves itself by the hash chain
 * of the replica's line, or is shown to its author before it counts.
 */
export function mendWalCopy(path: string): void {
  const fd = openSync(path, "r+");
  try {
    const frames = readFrameHeads(fd);
    const salts = mostCommonSalts(frames);
    const end = frames.findLastIndex((frame) => frame.isCommit && frame.salts === salts) + 1;
    ftruncateSync(fd, end === 0 ? 0 : WAL_HEADER + end * WAL_FRAME_BYTES);
    if (end > 0) rewriteChain(fd, frames.slice(0, end).map((frame) => frame.offset), salts);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Puts back, in a *copy* of the main file, what no tag covers: its clear header, and its length (missing pages as zeros, which fail their tag). */
export function mendFileCopy(path: string, bytes: number): void {
  const fd = openSync(path, "r+");
  try {
    const present = readAt(fd, 0, PAGE_BYTES) !== undefined;
    if (present) writeSync(fd, CLEAR_HEADER, 0, CLEAR_HEADER.length, 16);
    if (present && readAt(fd, bytes - 1, 1) === undefined) ftruncateSync(fd, bytes);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

type FrameHead = { readonly offset: number; readonly isCommit: boolean; readonly salts: bigint };

function readFrameHeads(fd: number): readonly FrameHead[] {
  const heads: FrameHead[] = [];
  for (let index = 0; ; index += 1) {
    const frame = frameAt(fd, index);
    if (frame === undefined) return heads;
    heads.push({ offset: WAL_HEADER + index * WAL_FRAME_BYTES, isCommit: frame.getUint32(4) !== 0, salts: frame.getBigUint64(8) });
  }
}

function mostCommonSalts(frames: readonly FrameHead[]): bigint {
  const counts = new Map<bigint, number>();
  for (const { salts } of frames) counts.set(salts, (counts.get(salts) ?? 0) + 1);
  return [...counts].reduce<readonly [bigint, number]>((best, next) => (next[1] > best[1] ? next : best), [0n, 0])[0];
}

function rewriteChain(fd: number, offsets: readonly number[], salts: bigint): void {
  const header = new DataView(new ArrayBuffer(WAL_HEADER));
  header.setUint32(0, WAL_MAGIC);
  header.setUint32(4, 3_007_000);
  header.setUint32(8, PAGE_BYTES);
  header.setBigUint64(16, salts);
  let sums: Sums = checksum(header, 0, WAL_HEADER - 8, [0, 0], true);
  writeSums(header, WAL_HEADER - 8, sums);
  writeSync(fd, header, 0, WAL_HEADER, 0);
  for (const offset of offsets) {
    const bytes = readAt(fd, offset, WAL_FRAME_BYTES);
    if (bytes === undefined) return;
    const frame = new DataView(bytes.buffer);
    frame.setBigUint64(8, salts);
    sums = checksum(frame, WAL_FRAME_HEADER, PAGE_BYTES, checksum(frame, 0, 8, sums, true), true);
    writeSums(frame, 16, sums);
    writeSync(fd, frame, 0, WAL_FRAME_HEADER, offset);
  }
}

function writeSums(view: DataView, at: number, [a, b]: Sums): void {
  view.setUint32(at, a);
  view.setUint32(at + 4, b);
}
