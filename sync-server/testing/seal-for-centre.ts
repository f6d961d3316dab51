import { createCipheriv, createHmac, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from "node:crypto";
import { gzipSync } from "node:zlib";
import { hpkeContext } from "../../shared/sync/hpke-context.ts";
import type { SealedContent } from "../../shared/sync/protocol.ts";
import { SEALED_INFO, SEALED_VERSION, sealedHeadText, type SealedPart } from "../../shared/sync/sealed-part.ts";
import { newId } from "./workstation.ts";

export type SealingFacts = Partial<Pick<SealedPart, "set" | "part" | "of">> & { readonly centre: string; readonly epoch: string; readonly key: { readonly x: string; readonly kid: string }; /** Of this part only; drawn when not given. */ readonly once?: KeyObject };

/** A part as a workstation seals it; `content` may be anything, as from somebody who knows the centre's key and means no good. */
export function sealForCentre({ centre, epoch, key, set = newId(), part = 1, of = 1, once = generateKeyPairSync("x25519").privateKey }: SealingFacts, content: SealedContent | string): SealedPart {
  const enc = once.export({ format: "jwk" }).x ?? "";
  const head = { guichet: "sealed", v: SEALED_VERSION, centre, epoch, kid: key.kid, set, part, of, enc } as const;
  const dh = diffieHellman({ privateKey: once, publicKey: createPublicKey({ key: { kty: "OKP", crv: "X25519", x: key.x }, format: "jwk" }) });
  const hmac = (secret: Uint8Array, data: Uint8Array): Uint8Array => createHmac("sha256", secret).update(data).digest();
  const context = hpkeContext(hmac, { dh, enc: Buffer.from(enc, "base64url"), recipient: Buffer.from(key.x, "base64url"), info: SEALED_INFO });
  const cipher = createCipheriv("aes-256-gcm", context.key, context.nonce).setAAD(Buffer.from(sealedHeadText(head)));
  const box = Buffer.concat([cipher.update(gzipSync(typeof content === "string" ? content : JSON.stringify(content))), cipher.final(), cipher.getAuthTag()]);
  return { ...head, box: box.toString("base64url") };
}
