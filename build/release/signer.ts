import { createHash, createPublicKey, sign, type KeyObject } from "node:crypto";
import { releasePowers } from "../../main/core/update/release-powers.ts";
import { signatureText } from "../../shared/release/signature.ts";

/** Whoever can sign: a key file opened for the time of a command, or a KMS, which never gives its key. */
export type ReleaseSigner = {
  readonly keyId: string;
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  /** The 64 bytes of the Ed25519 signature over these exact bytes. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
};

/** First 16 hexadecimal digits of the SHA-256 of the raw public key. */
export const keyIdOf = (publicKey: string): string => createHash("sha256").update(Buffer.from(publicKey, "base64url")).digest("hex").slice(0, 16);
export const publicKeyOf = (key: KeyObject): string => String(createPublicKey(key).export({ format: "jwk" }).x);

export function signerOf(key: KeyObject): ReleaseSigner {
  const publicKey = publicKeyOf(key);
  return { publicKey, keyId: keyIdOf(publicKey), sign: async (bytes) => sign(null, bytes, key) };
}

/** The text of `release.json.sig`. Throws when the signer's answer is not a signature of its own key: nothing wrong is ever written. */
export async function signBytes(bytes: Uint8Array, signer: ReleaseSigner): Promise<string> {
  const signature = Buffer.from(await signer.sign(bytes)).toString("base64");
  if (!releasePowers.verifyEd25519(signer.publicKey, bytes, signature)) throw new Error("the signature is not of the key given");
  return signatureText({ algorithm: "ed25519", key: signer.keyId, signature });
}
