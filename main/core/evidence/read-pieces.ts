import type { EvidenceBytes } from "../../../shared/bridge/evidence-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Archive } from "../../../shared/evidence/make-archive.ts";

/** Of one answer to a window. */
const READ_BYTES = 384 * 1024;

/** The next bytes of an archive from a place on, without joining it. G4001 beyond its end. */
export function readPieces({ pieces, size }: Archive, offset: number): Result<EvidenceBytes, CodedError> {
  if (offset >= size) return err({ code: "G4001", params: { path: "offset" } });
  const read: Uint8Array[] = [];
  let [begin, wanted] = [0, Math.min(READ_BYTES, size - offset)];
  for (const piece of pieces) {
    const from = Math.max(0, offset - begin);
    if (from < piece.length && wanted > 0) {
      const part = piece.subarray(from, from + wanted);
      read.push(part);
      wanted -= part.length;
      offset += part.length;
    }
    begin += piece.length;
    if (wanted === 0) break;
  }
  return ok({ bytes: Buffer.concat(read).toString("base64"), next: offset < size ? offset : undefined });
}
