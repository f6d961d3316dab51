import { createHash, createPrivateKey, type KeyObject } from "node:crypto";
import { uuidV7 } from "../../shared/kernel/ids.ts";

/** 15 April 2020, nine in the morning in Paris: the clock of every recording, on both sides. */
export const RECORDED_AT = Date.UTC(2020, 3, 15, 7);

export const hashOf = (text: string): Buffer => createHash("sha256").update(`guichet recorded ${text}`).digest();
/** The same id for the same words, always. */
export const idOf = (words: string): string => uuidV7(RECORDED_AT, hashOf(words));

/** Bytes that look random and are the same in every run. */
export function countedBytes(words: string): (length: number) => Uint8Array {
  let turn = 0;
  return (length) => {
    turn += 1;
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) => hashOf(`${words} ${turn} ${block}`));
    return Uint8Array.from(Buffer.concat(blocks).subarray(0, length));
  };
}

/** PKCS #8 before the 32 bytes of a private key (RFC 8410). */
const PREFIX = { ed25519: "302e020100300506032b657004220420", x25519: "302e020100300506032b656e04220420" } as const;

export type KnownKey = { readonly key: KeyObject; readonly x: string; readonly d: string };
/** A key pair that everybody may know: it opens recordings only. */
export function knownKey(kind: keyof typeof PREFIX, words: string): KnownKey {
  const key = createPrivateKey({ key: Buffer.concat([Buffer.from(PREFIX[kind], "hex"), hashOf(words)]), format: "der", type: "pkcs8" });
  const { x = "", d = "" } = key.export({ format: "jwk" });
  return { key, x, d };
}
