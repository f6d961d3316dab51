import { createPublicKey, verify } from "node:crypto";
import type { ReleasePowers } from "../../../shared/release/open-release.ts";

/** What shared/release asks of the platform, by Node. A key or signature that can't be one is no valid signature. */
export const releasePowers: ReleasePowers = {
  verifyEd25519: (publicKey, bytes, signature) => {
    try {
      const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
      return verify(null, bytes, key, Buffer.from(signature, "base64"));
    } catch {
      return false;
    }
  },
  decodeUtf8: (bytes) => {
    try {
      // A byte-order mark stays in the text, where JSON refuses it.
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  },
};
