import { MAX_DOCUMENT_BYTES } from "./document.ts";

/**
 * A content travels in parts of one size, each named by its own hash: what arrived is never sent again. Sizes are multiples of
 * {@link CHUNK_BYTES}, so that a workstation keeps what it received in whole chunks.
 */
export const CHUNK_BYTES = 64 * 1024;
export const MIN_PART_BYTES = CHUNK_BYTES;
export const FIRST_PART_BYTES = 256 * 1024;
export const MAX_PART_BYTES = 1024 * 1024;
export const MAX_PARTS = Math.ceil(MAX_DOCUMENT_BYTES / MIN_PART_BYTES);

export type PartRange = { readonly from: number; /** Exclusive. */ readonly to: number };

export function rangesOf(size: number, partBytes: number): readonly PartRange[] {
  return Array.from({ length: Math.ceil(size / partBytes) }, (_, index) => ({ from: index * partBytes, to: Math.min(size, (index + 1) * partBytes) }));
}

/** Time a part should take: long enough to fill the line, short enough that little is lost when it is cut. */
const LONG_MS = 4_000;
const SHORT_MS = 500;

/** The size that the next transfer should begin with, from how long the last part took. */
export function nextPartBytes(partBytes: number, tookMs: number): number {
  if (tookMs > LONG_MS) return Math.max(MIN_PART_BYTES, partBytes / 2);
  return tookMs < SHORT_MS ? Math.min(MAX_PART_BYTES, partBytes * 2) : partBytes;
}
