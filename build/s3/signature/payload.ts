import { S3Refusal } from "../protocol/refusal.ts";
import type { Scope } from "./canonical-request.ts";

/** What signs the chunks of a streamed body: each signature is over the one before it. */
export type ChunkKey = { readonly key: Buffer; readonly signedAt: string; readonly scope: Scope; readonly seed: string };

/** How the body is bound to the signature. */
export type Payload =
  | { readonly kind: "unsigned" }
  | { readonly kind: "sha256"; readonly hex: string }
  | { readonly kind: "chunks"; readonly signed: ChunkKey | undefined; readonly trailer: boolean };

/** Reads `x-amz-content-sha256`. @throws {S3Refusal} InvalidArgument */
export function payloadOf(hash: string, chunkKey: ChunkKey): Payload {
  if (hash === "UNSIGNED-PAYLOAD") return { kind: "unsigned" };
  if (hash === "STREAMING-UNSIGNED-PAYLOAD-TRAILER") return { kind: "chunks", signed: undefined, trailer: true };
  if (hash === "STREAMING-AWS4-HMAC-SHA256-PAYLOAD") return { kind: "chunks", signed: chunkKey, trailer: false };
  if (hash === "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER") return { kind: "chunks", signed: chunkKey, trailer: true };
  if (/^[0-9a-f]{64}$/.test(hash)) return { kind: "sha256", hex: hash };
  throw new S3Refusal("InvalidArgument", "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING form, or a sha256 in hexadecimal.");
}
