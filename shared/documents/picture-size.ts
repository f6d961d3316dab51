import { uint32 } from "./bytes.ts";
import type { DocumentType } from "./document.ts";
import { sizeOfJpeg } from "./read-jpeg.ts";

/** In points. */
export type PictureSize = { readonly width: number; readonly height: number };

/**
 * More than any paper of a counter has: A3 at 600 points an inch is 70 million. Decoded, a picture takes four bytes a point, whatever it weighs:
 * a few kilobytes can say 60,000 × 60,000.
 */
export const MAX_PICTURE_POINTS = 100_000_000;

/** What a picture says of its size, read from its header: nothing is decoded. Undefined for what is no picture. The bytes were sniffed. */
export function pictureSize(bytes: Uint8Array, type: DocumentType): PictureSize | undefined {
  if (type === "image/png") return { width: uint32(bytes, 16), height: uint32(bytes, 20) };
  return type === "image/jpeg" ? sizeOfJpeg(bytes) : undefined;
}

export const isTooLarge = (size: PictureSize | undefined): boolean => size !== undefined && size.width * size.height > MAX_PICTURE_POINTS;
