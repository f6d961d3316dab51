import { createCipheriv, createDecipheriv, createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } from "node:crypto";
import { z } from "zod";
import { hpkeContext } from "../../../shared/sync/hpke-context.ts";

const TAG = 16;
const bytes = (text: string): Buffer => Buffer.from(text, "base64url");
const hmac = (key: Uint8Array, data: Uint8Array): Uint8Array => createHmac("sha256", key).update(data).digest();

/** 32 bytes as base64url. */
export const x25519 = z.base64url().length(43);
/** A 32-byte secret for one holder of an X25519 key (HPKE, RFC 9180): `enc` is of a pair made for this box alone. */
export const boxShape = { enc: x25519, box: z.base64url().length(64) };
export type Boxed = { readonly enc: string; readonly box: string };
export type KeyPair = { readonly x: string; readonly d: string };

export function makePair(): KeyPair {
  const { x = "", d = "" } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  return { x, d };
}

/** Told in the clear wherever a key is named; never a secret. */
export const kidOf = (x: string): string => createHash("sha256").update(bytes(x)).digest("hex").slice(0, 16);

/** `info`: what the box is for. `about`: what it belongs to; nothing of it can be changed. */
export function sealTo(x: string, info: string, about: readonly (string | number)[], secret: Uint8Array): Boxed {
  const { x: enc, d } = makePair();
  const { key, nonce } = hpkeContext(hmac, { dh: shared(enc, d, x), enc: bytes(enc), recipient: bytes(x), info });
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(aad(info, about, enc)));
  return { enc, box: Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]).toString("base64url") };
}

/** Undefined: not for this key, not about this, or changed on its way. */
export function openBox({ x, d }: KeyPair, info: string, about: readonly (string | number)[], { enc, box }: Boxed): Uint8Array | undefined {
  try {
    const { key, nonce } = hpkeContext(hmac, { dh: shared(x, d, enc), enc: bytes(enc), recipient: bytes(x), info });
    const sealed = bytes(box);
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(aad(info, about, enc))).setAuthTag(sealed.subarray(-TAG));
    return Uint8Array.from(Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]));
  } catch {
    return undefined;
  }
}

const aad = (info: string, about: readonly (string | number)[], enc: string): string => JSON.stringify([info, ...about, enc]);
const shared = (x: string, d: string, other: string): Uint8Array => diffieHellman({
  privateKey: createPrivateKey({ key: { kty: "OKP", crv: "X25519", x, d }, format: "jwk" }),
  publicKey: createPublicKey({ key: { kty: "OKP", crv: "X25519", x: other }, format: "jwk" }),
});
