import { createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { hpkeContext } from "../../../shared/sync/hpke-context.ts";
import { sealedContentSchema, type SealedContent } from "../../../shared/sync/protocol.ts";
import { MAX_SEALED_BYTES, SEALED_INFO, sealedHeadText, type SealedPart } from "../../../shared/sync/sealed-part.ts";
import type { SealingKey } from "../../store/store.ts";

const TAG_BYTES = 16;
const hmac = (key: Uint8Array, data: Uint8Array): Uint8Array => createHmac("sha256", key).update(data).digest();

/** [OB1] What a part holds. G8002 when no key here is the one it was made for, G8001 when anything of it was changed. */
export function openPart(keys: readonly SealingKey[], part: SealedPart): Result<SealedContent, CodedError> {
  const key = keys.find(({ kid }) => kid === part.kid);
  if (key === undefined) return err({ code: "G8002" });
  try {
    const content = sealedContentSchema.safeParse(JSON.parse(decrypt(key, part)));
    return content.success ? ok(content.data) : damaged(part);
  } catch {
    // A tag that does not fit, a public part that is no point, what is not compressed, what is not JSON: all the same to whoever brings it.
    return damaged(part);
  }
}

function decrypt({ x, d }: SealingKey, part: SealedPart): string {
  const own = createPrivateKey({ key: { kty: "OKP", crv: "X25519", x, d }, format: "jwk" });
  const theirs = createPublicKey({ key: { kty: "OKP", crv: "X25519", x: part.enc }, format: "jwk" });
  const dh = diffieHellman({ privateKey: own, publicKey: theirs });
  const { key, nonce } = hpkeContext(hmac, { dh, enc: bytes(part.enc), recipient: bytes(x), info: SEALED_INFO });
  const box = bytes(part.box);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(sealedHeadText(part))).setAuthTag(box.subarray(-TAG_BYTES));
  const compressed = Buffer.concat([decipher.update(box.subarray(0, -TAG_BYTES)), decipher.final()]);
  return gunzipSync(compressed, { maxOutputLength: 2 * MAX_SEALED_BYTES }).toString("utf8");
}

const bytes = (text: string): Buffer => Buffer.from(text, "base64url");
const damaged = ({ part }: SealedPart): Result<never, CodedError> => err({ code: "G8001", params: { part } });
