import { createHash, createPublicKey, verify } from "node:crypto";
import type { Powers } from "../../shared/evidence/powers.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What anchors and exports of the audit are made and checked with at the centre; the page that verifies an export has a library of its own. */
export const nodePowers: Powers = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"),
  verify: (publicKey, message, signature) => {
    try {
      return verify(null, message, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") }, format: "jwk" }), signature);
    } catch {
      return false;
    }
  },
  encode: (text) => Buffer.from(text, "utf8"),
  decode: (bytes) => {
    try {
      return strict.decode(bytes);
    } catch {
      return undefined;
    }
  },
};
