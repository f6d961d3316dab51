import { createPublicKey, verify } from "node:crypto";

/** Ed25519 (RFC 8032) by a raw key in base64url. What can't be a key or a signature signs nothing; never throws. */
export function verifyEd25519(x: string, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(null, message, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }), signature);
  } catch {
    return false;
  }
}
