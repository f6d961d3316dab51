import { zstdDecompressSync } from "node:zlib";
import { z } from "zod";
import { CHANGE_KINDS, headSchema, sealedSchema, type ChangeKind } from "../../shared/sync/change.ts";
import { readBody } from "../../shared/sync/read-body.ts";
import type { RecordedExchange } from "../../shared/testing/recorded.ts";

export const isChangeKind = (kind: string): kind is ChangeKind => CHANGE_KINDS.some((known) => known === kind);

const pushGate = z.object({ changes: z.array(sealedSchema) });

export type ReadSealed = { readonly kind: string; readonly kindVersion: number; readonly body: { readonly ok: boolean } };
/** The changes that a recorded push or re-offer carried, read as the present version reads them. */
export function readSealed({ request: { path, body, bytes } }: RecordedExchange): readonly ReadSealed[] {
  if (path !== "/v1/push" && path !== "/v1/reoffer") return [];
  const text = bytes === undefined ? body : zstdDecompressSync(Buffer.from(bytes, "base64")).toString("utf8");
  return pushGate.parse(JSON.parse(text ?? "")).changes.map((sealed) => {
    const { kind, kindVersion } = headSchema.parse(JSON.parse(sealed.head));
    return { kind, kindVersion, body: isChangeKind(kind) ? readBody(kind, JSON.parse(sealed.body)) : { ok: false } };
  });
}
