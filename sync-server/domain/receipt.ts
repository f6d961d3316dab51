import { createPrivateKey, sign } from "node:crypto";
import type { SigningKey } from "../store/store.ts";

/** What a receipt states, for the life of the file ([SY34]). Amount in cents, instant in UTC ms. */
export type ReceiptFacts = {
  readonly centre: string; readonly epoch: string; readonly bank: string; readonly file: string; readonly version: number; readonly changeHash: string;
  readonly number: string; readonly siren: string; readonly amount: number; readonly scheme: string; readonly grantOn: string; readonly at: number;
};
/** One receipt for each, in order. */
export type SignReceipts = (facts: readonly ReceiptFacts[]) => Promise<readonly string[]>;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Up to this many are signed on the spot: handing a signature to another thread and hearing of it costs as much as making it. */
const FEW = 4;

/** Compact JWS, EdDSA. Many at a time are signed off the main thread: a signature costs as much as all the rest of a change. */
export function createReceiptSigner({ kid, x, d }: SigningKey): SignReceipts {
  const key = createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", x, d }, format: "jwk" });
  const header = encode({ alg: "EdDSA", kid, typ: "guichet-receipt+jwt" });
  const textOf = (facts: ReceiptFacts): string => `${header}.${encode(facts)}`;
  const joined = (text: string, signature: Buffer): string => `${text}.${signature.toString("base64url")}`;
  return async (all) => {
    const texts = all.map(textOf);
    if (texts.length <= FEW) return texts.map((text) => joined(text, sign(null, Buffer.from(text), key)));
    return Promise.all(texts.map((text) => new Promise<string>((resolve, reject) => {
      sign(null, Buffer.from(text), key, (error, signature) => {
        if (error === null) resolve(joined(text, signature));
        else reject(error);
      });
    })));
  };
}
