import { sniffDocument } from "../../../shared/documents/sniff-document.ts";
import type { DocumentFacts } from "../../../shared/documents/document.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { ObjectKey, ObjectStore, PartName } from "../../objects/object-store.ts";
import { sha256Of } from "../sha256.ts";

/**
 * [DO6] The document from its parts, if that is what they are: its size, its hash, and by its own bytes of the type that the file says.
 * G7006 while a part is not there; G7002 and G7003 when the content is not the document.
 */
export async function joinParts(objects: Pick<ObjectStore, "readPart">, key: ObjectKey, { document, size, type }: DocumentFacts, parts: readonly PartName[]): Promise<Result<Uint8Array, CodedError>> {
  const pieces: Uint8Array[] = [];
  for (const part of parts) {
    const piece = await objects.readPart(key, part);
    if (piece === undefined) return err({ code: "G7006" });
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces);
  if (pieces.length === 0) return err({ code: "G7006" });
  if (bytes.length !== size || sha256Of(bytes) !== document) return err({ code: "G7003" });
  const sniffed = sniffDocument(bytes);
  if (!sniffed.ok) return err({ code: "G7002", params: { reason: sniffed.error.type } });
  return sniffed.value === type ? ok(bytes) : err({ code: "G7002", params: { reason: "another-type" } });
}
