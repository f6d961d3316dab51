import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";

/** What is kept in the encrypted database. Both are base64url: 32 raw bytes of public key, and the private key in PKCS 8. */
export type StoredReplicaKey = { readonly publicKey: string; readonly privateKey: string };

export type ReplicaKey = {
  /** Raw Ed25519 public key, base64url, as enrolled at the centre. */
  readonly publicKey: string;
  /** Ed25519 over the UTF-8 of the text; the raw 64 bytes, base64url. 31 µs. */
  readonly sign: (text: string) => string;
};

/** A new Ed25519 pair for a new replica. */
export function generateReplicaKey(): StoredReplicaKey {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x } = publicKey.export({ format: "jwk" });
  if (x === undefined) throw new Error("an Ed25519 key without its public part");
  return { publicKey: x, privateKey: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64url") };
}

/** Throws when the stored pair is not one: the database's own tags make that a bug. */
export function openReplicaKey(stored: StoredReplicaKey): ReplicaKey {
  const key = createPrivateKey({ key: Buffer.from(stored.privateKey, "base64url"), format: "der", type: "pkcs8" });
  if (createPublicKey(key).export({ format: "jwk" }).x !== stored.publicKey) throw new Error("the replica's two keys are not a pair");
  return { publicKey: stored.publicKey, sign: (text) => sign(null, Buffer.from(text, "utf8"), key).toString("base64url") };
}
