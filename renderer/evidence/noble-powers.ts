import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { Powers } from "../../shared/evidence/powers.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Brought with the page: whatever browser reads it in six years, from a disk or not, needs no cryptography of its own. */
export const noblePowers: Powers = {
  sha256: (bytes) => {
    let text = "";
    for (const byte of sha256(bytes)) text += hex[byte];
    return text;
  },
  verify: (publicKey, message, signature) => {
    try {
      // RFC 8032 to the letter, as the centre's own library is: no second spelling of a signature passes.
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
  encode: (text) => encoder.encode(text),
  decode: (bytes) => {
    try {
      return strict.decode(bytes);
    } catch {
      return undefined;
    }
  },
};
