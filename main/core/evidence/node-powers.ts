import { createHash } from "node:crypto";
import type { Powers } from "../../../shared/evidence/powers.ts";
import { verifyEd25519 } from "../keys/verify-ed25519.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What an evidence file is made and checked with here; the page that verifies it has a library of its own. */
export const nodePowers: Powers = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"),
  verify: (publicKey, message, signature) => verifyEd25519(Buffer.from(publicKey).toString("base64url"), message, signature),
  encode: (text) => Buffer.from(text, "utf8"),
  decode: (bytes) => {
    try {
      return strict.decode(bytes);
    } catch {
      return undefined;
    }
  },
};
