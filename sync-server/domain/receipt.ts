import { createPrivateKey, sign } from "node:crypto";
import type { SigningKey } from "../store/store.ts";

/** What a receipt states, for the life of the file ([SY34]). Amount in cents, instant in UTC ms. */
export type ReceiptFacts = {
  readonly centre: string; readonly epoch: string; readonly bank: string; readonly file: string; readonly version: number; readonly changeHash: string;
  readonly number: string; readonly siren: string; readonly amount: number; readonly scheme: string; readonly grantOn: string; readonly at: number;
};
export type SignReceipt = (facts: ReceiptFacts) => Promise<string>;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Compact JWS, EdDSA. Signed off the main thread, many at a time: a signature costs as much as all the rest of a change. */
export function createReceiptSigner({ kid, x, d }: SigningKey): SignReceipt {
  const key = createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", x, d }, format: "jwk" });
  const header = encode({ alg: "EdDSA", kid, typ: "guichet-receipt+jwt" });
  return (facts) =>
    new Promise((resolve, reject) => {
      const signed = `${header}.${encode(facts)}`;
      sign(null, Buffer.from(signed), key, (error, signature) => {
        if (error === null) resolve(`${signed}.${signature.toString("base64url")}`);
        else reject(error);
      });
    });
}
