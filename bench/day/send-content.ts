import { createHash } from "node:crypto";
import type { ByteTransport } from "../../main/core/documents/byte-transport.ts";
import type { Transport } from "../../main/core/sync/transport.ts";
import { MIN_PART_BYTES, rangesOf } from "../../shared/documents/parts.ts";
import type { Failure } from "../../shared/sync/sync-state.ts";
import { somePdf } from "../../shared/testing/some-documents.ts";
import type { Asker } from "../load/pull-body.ts";

export type ContentLine = Pick<Transport, "beginDocument" | "completeDocument"> & Pick<ByteTransport, "putPart">;
export type Content = { readonly file: string; readonly document: string; readonly bytes: Uint8Array };

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The accounts of a company, as a PDF that no other file lists. */
export function contentFor(file: string, index: number): Content {
  const bytes = somePdf(48_000 + (index % 1_000), index);
  return { file, document: hashOf(bytes), bytes };
}

/** As a workstation sends a content: what is missing, part by part, then the whole. Undefined: it is at the centre. */
export async function sendContent(line: ContentLine, token: string, asker: Asker, { file, document, bytes }: Content): Promise<Failure | undefined> {
  const asked = { protocol: 1, ...asker, file, document };
  const parts = rangesOf(bytes.length, MIN_PART_BYTES).map(({ from, to }) => bytes.subarray(from, to));
  const begun = await line.beginDocument(token, { ...asked, partBytes: MIN_PART_BYTES, parts: parts.map(hashOf) });
  if (begun.kind === "failed") return begun.failure;
  for (const { part, place } of begun.value.missing) {
    const piece = parts.find((one) => hashOf(one) === part);
    if (piece === undefined) throw new Error(`the centre misses a part that document ${document} does not have`);
    const sent = await line.putPart({ file, document, part }, piece, place, token);
    if (sent.kind === "failed") return sent.failure;
  }
  if (begun.value.complete) return undefined;
  const completed = await line.completeDocument(token, asked);
  return completed.kind === "failed" ? completed.failure : undefined;
}
