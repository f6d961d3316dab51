import { createCipheriv, createHmac, createPublicKey, diffieHellman, generateKeyPairSync } from "node:crypto";
import { gzipSync } from "node:zlib";
import { hpkeContext } from "../../../shared/sync/hpke-context.ts";
import type { Hello, SealedContent } from "../../../shared/sync/protocol.ts";
import { SEALED_INFO, SEALED_VERSION, sealedHeadText, type SealedPart } from "../../../shared/sync/sealed-part.ts";

export type CentreSealingKey = Hello["sealingKeys"][number];
/** Where a part belongs: told in the clear, bound to what it holds. */
export type PartPlace = Pick<SealedPart, "centre" | "epoch" | "set" | "part" | "of">;

const hmac = (key: Uint8Array, data: Uint8Array): Uint8Array => createHmac("sha256", key).update(data).digest();

/** [OB1] Seals a push so that only the centre can read it: not even this workstation, later. */
export function sealPart({ x, kid }: CentreSealingKey, { centre, epoch, set, part, of }: PartPlace, content: SealedContent): SealedPart {
  const pair = generateKeyPairSync("x25519");
  const enc = pair.publicKey.export({ format: "jwk" }).x ?? "";
  const head = { guichet: "sealed", v: SEALED_VERSION, centre, epoch, kid, set, part, of, enc } as const;
  const dh = diffieHellman({ privateKey: pair.privateKey, publicKey: createPublicKey({ key: { kty: "OKP", crv: "X25519", x }, format: "jwk" }) });
  const { key, nonce } = hpkeContext(hmac, { dh, enc: bytes(enc), recipient: bytes(x), info: SEALED_INFO });
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(sealedHeadText(head)));
  const box = Buffer.concat([cipher.update(gzipSync(JSON.stringify(content))), cipher.final(), cipher.getAuthTag()]);
  return { ...head, box: box.toString("base64url") };
}

const bytes = (text: string): Buffer => Buffer.from(text, "base64url");
