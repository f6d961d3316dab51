import { err, ok, type Result } from "../kernel/result.ts";
import type { DocumentType } from "./document.ts";
import { endOfJpegs } from "./read-jpeg.ts";
import { endOfPng } from "./read-png.ts";
import { endsLikeZip, find, findLast, latin1, startsWith } from "./bytes.ts";

/** Why the bytes are not taken: no accepted type, one that is cut or broken, or content that is also something else. */
export type SniffError = { readonly type: "unknown" | "damaged" | "two-types" };

/**
 * What the bytes are, from the bytes alone: a name or an announced type is never believed. A document begins with its own signature, holds
 * the least structure of its kind to its end, and nothing follows that another program would take for something else.
 */
export function sniffDocument(bytes: Uint8Array): Result<DocumentType, SniffError> {
  if (startsWith(bytes, latin1("%PDF-"))) return sniffPdf(bytes);
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return sniffImage(bytes, "image/jpeg", endOfJpegs);
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return sniffImage(bytes, "image/png", endOfPng);
  // A reader of PDF looks for the header in the first kilobyte: an executable or a picture may hide one there.
  return err({ type: find(bytes, latin1("%PDF-"), 0, HEAD) === undefined ? "unknown" : "two-types" });
}

const HEAD = 1024;
const PDF_TAIL = 2048;
const PDF_VERSION = /^%PDF-(1\.[0-7]|2\.0)[\r\n \t%]/;

function sniffPdf(bytes: Uint8Array): Result<DocumentType, SniffError> {
  if (!PDF_VERSION.test(textOf(bytes, 0, 9))) return err({ type: "damaged" });
  const end = findLast(bytes, latin1("%%EOF"));
  if (end === undefined || findLast(bytes.subarray(Math.max(0, end - PDF_TAIL), end), latin1("startxref")) === undefined) return err({ type: "damaged" });
  if (!isBlank(bytes.subarray(end + 5)) || endsLikeZip(bytes) || saysScript(bytes)) return err({ type: "two-types" });
  return ok("application/pdf");
}

function sniffImage(bytes: Uint8Array, type: DocumentType, endOf: (bytes: Uint8Array) => number | undefined): Result<DocumentType, SniffError> {
  if (find(bytes, latin1("%PDF-"), 0, HEAD) !== undefined) return err({ type: "two-types" });
  const end = endOf(bytes);
  if (end === undefined) return err({ type: "damaged" });
  if (!isBlank(bytes.subarray(end)) || endsLikeZip(bytes)) return err({ type: "two-types" });
  return ok(type);
}

/** A browser that guesses would show it as a page. */
const saysScript = (bytes: Uint8Array): boolean => /<(script|html|!doctype html|body|iframe|svg)[\s>]/i.test(textOf(bytes, 0, HEAD)) || /<\?php/i.test(textOf(bytes, 0, HEAD));

/** White space and zeros, as writers pad with. */
const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0 || byte === 9 || byte === 10 || byte === 13 || byte === 32);

const textOf = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
