import { createPrivateKey } from "node:crypto";
import type { SigningKey } from "../store/store.ts";
import { createTextSigner } from "./sign-texts.ts";

/** What a receipt states, for the life of the file ([SY34]). Amount in cents, instant in UTC ms. */
export type ReceiptFacts = {
  readonly centre: string; readonly epoch: string; readonly bank: string; readonly file: string; readonly version: number; readonly changeHash: string;
  readonly number: string; readonly siren: string; readonly amount: number; readonly scheme: string; readonly grantOn: string; readonly at: number;
};
export type ReceiptSigner = {
  readonly kid: string;
  /** One receipt for each, in order. */
  readonly sign: (facts: readonly ReceiptFacts[]) => Promise<readonly string[]>;
  /** Any other text with the same key: it has to begin with what it is for, as no receipt does. base64url. */
  readonly signText: (text: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Compact JWS, EdDSA. */
export function createReceiptSigner({ kid, x, d }: SigningKey): ReceiptSigner {
  const signer = createTextSigner(createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", x, d }, format: "jwk" }));
  const header = encode({ alg: "EdDSA", kid, typ: "guichet-receipt+jwt" });
  return {
    kid,
    sign: async (all) => {
      const texts = all.map((facts) => `${header}.${encode(facts)}`);
      const signatures = await signer.sign(texts);
      return texts.map((text, i) => `${text}.${signatures[i] ?? ""}`);
    },
    signText: async (text) => (await signer.sign([text]))[0] ?? "",
    close: signer.close,
  };
}
