import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { sealedContentSchema, type SealedContent } from "../../../shared/sync/protocol.ts";
import { MAX_SEALED_BYTES } from "../../../shared/sync/sealed-part.ts";
import { SEGMENT_INFO, SEGMENT_VERSION, segmentHeadText, type Segment } from "../../../shared/sync/segment.ts";

export type BranchKey = { readonly branch: string; readonly id: string; readonly secret: string };

const TAG_BYTES = 16;

/** [OB11] A push for the colleagues of a branch. `salt` is 32 random bytes, never used twice: key and nonce are of this file alone. */
export function closeSegment({ branch, id, secret }: BranchKey, salt: Uint8Array, content: SealedContent): Segment {
  const head = { guichet: "segment", v: SEGMENT_VERSION, branch, key: id, salt: Buffer.from(salt).toString("base64url") } as const;
  const { key, nonce } = derive(secret, salt);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(segmentHeadText(head)));
  const box = Buffer.concat([cipher.update(gzipSync(JSON.stringify(content))), cipher.final(), cipher.getAuthTag()]);
  return { ...head, box: box.toString("base64url") };
}

/** Undefined when anything of it was changed, or the key is not the one it was closed with. */
export function openSegment({ secret }: BranchKey, segment: Segment): SealedContent | undefined {
  try {
    const { key, nonce } = derive(secret, Buffer.from(segment.salt, "base64url"));
    const box = Buffer.from(segment.box, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(segmentHeadText(segment))).setAuthTag(box.subarray(-TAG_BYTES));
    const compressed = Buffer.concat([decipher.update(box.subarray(0, -TAG_BYTES)), decipher.final()]);
    const content = sealedContentSchema.safeParse(JSON.parse(gunzipSync(compressed, { maxOutputLength: 2 * MAX_SEALED_BYTES }).toString("utf8")));
    return content.success ? content.data : undefined;
  } catch {
    return undefined;
  }
}

function derive(secret: string, salt: Uint8Array): { readonly key: Buffer; readonly nonce: Buffer } {
  const bytes = Buffer.from(hkdfSync("sha256", Buffer.from(secret, "base64url"), salt, SEGMENT_INFO, 44));
  return { key: bytes.subarray(0, 32), nonce: bytes.subarray(32) };
}
