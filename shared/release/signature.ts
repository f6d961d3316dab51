import { z } from "zod";
import { err, ok, type Result } from "../kernel/result.ts";
import { releaseFault, type ReleaseFault } from "./fault.ts";

/** First 16 hexadecimal digits of the SHA-256 of the raw public key. */
export const isKeyId = (text: unknown): text is string => typeof text === "string" && /^[0-9a-f]{16}$/.test(text);

/** `release.json.sig`: which key signed, and its Ed25519 signature over the exact bytes of `release.json`. */
export const signatureSchema = z.strictObject({
  algorithm: z.literal("ed25519"),
  key: z.custom<string>(isKeyId, "not a key id"),
  /** Base64 of 64 bytes. Four bits of the last sign say nothing and are zero: one signature has one text. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/),
});
export type ReleaseSignature = z.infer<typeof signatureSchema>;

export const signatureText = (signature: ReleaseSignature): string => `${JSON.stringify(signatureSchema.parse(signature))}\n`;

/** Only the one text that {@link signatureText} writes. */
export function parseSignature(text: string): Result<ReleaseSignature, ReleaseFault> {
  try {
    const parsed = signatureSchema.parse(JSON.parse(text));
    return signatureText(parsed) === text ? ok(parsed) : err(releaseFault("signature-unreadable"));
  } catch {
    return err(releaseFault("signature-unreadable"));
  }
}
