import type { CodedError } from "../kernel/error-codes.ts";
import { ok, type Result } from "../kernel/result.ts";

/** What one call answers of a content: base64, each piece but the last of whole triples; `next` is undefined at the end. */
type Piece = { readonly bytes: string; readonly next: number | undefined };

/** A content that comes in pieces, whole: `read` is asked for the one that begins at `offset`, until there is none or it fails. */
export async function readToEnd(read: (offset: number) => Promise<Result<Piece, CodedError>>): Promise<Result<readonly string[], CodedError>> {
  const pieces: string[] = [];
  for (let offset: number | undefined = 0; offset !== undefined; ) {
    const piece: Result<Piece, CodedError> = await read(offset);
    if (!piece.ok) return piece;
    pieces.push(piece.value.bytes);
    offset = piece.value.next;
  }
  return ok(pieces);
}
