import type { DocumentType } from "../../shared/documents/document.ts";
import { isTooLarge, pictureSize } from "../../shared/documents/picture-size.ts";
import { sniffDocument } from "../../shared/documents/sniff-document.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";

/**
 * The address under which the window shows a content of base64. It may have come from elsewhere: nothing is decoded that is not, by its own
 * bytes, the picture that the file lists (G7002), of a size that this computer can hold (G7009). A PDF has no such address.
 */
export function pictureOf(base64: string, type: DocumentType): Result<string, CodedError> {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const sniffed = sniffDocument(bytes);
  if (!sniffed.ok) return err({ code: "G7002", params: { reason: sniffed.error.type } });
  const size = pictureSize(bytes, sniffed.value);
  if (size === undefined || sniffed.value !== type) return err({ code: "G7002", params: { reason: "another-type" } });
  return isTooLarge(size) ? err({ code: "G7009", params: size }) : ok(`data:${type};base64,${base64}`);
}
