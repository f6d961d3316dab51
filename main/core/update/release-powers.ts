import type { ReleasePowers } from "../../../shared/release/open-release.ts";
import { verifyEd25519 } from "../keys/verify-ed25519.ts";

/** What shared/release asks of the platform, by Node. A key or signature that can't be one is no valid signature. */
export const releasePowers: ReleasePowers = {
  verifyEd25519: (publicKey, bytes, signature) => verifyEd25519(publicKey, bytes, Buffer.from(signature, "base64")),
  decodeUtf8: (bytes) => {
    try {
      // A byte-order mark stays in the text, where JSON refuses it.
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  },
};
