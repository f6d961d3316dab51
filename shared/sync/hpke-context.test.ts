import { createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";
import { expect, test } from "vitest";
import { hpkeContext } from "./hpke-context.ts";

/** Made by another implementation of RFC 9180 (the npm package hpke, 1.1.7). */
const made = {
  x: "hXoy2SgvM-5fLEZ8VUvyZWXLHAlkrFx3zCSLoHyT3E4", d: "wDMa40yOBgoptJEWKlEJHT3DFeszAKZ-mNostlVDBlQ",
  enc: "nMDRYBexoW2rsBWqPzNlJbQXlJSCC7Po1fBaUqGvSwg", box: "Fj0LGOb6BgFrn6601_WHAWbRJ1IylRJXbkbzSAIKedKR",
};
const bytes = (text: string): Buffer => Buffer.from(text, "base64url");

test("[OB1] what another implementation of RFC 9180 sealed is opened", () => {
  const own = createPrivateKey({ key: { kty: "OKP", crv: "X25519", x: made.x, d: made.d }, format: "jwk" });
  const theirs = createPublicKey({ key: { kty: "OKP", crv: "X25519", x: made.enc }, format: "jwk" });
  const dh = diffieHellman({ privateKey: own, publicKey: theirs });
  const hmac = (key: Uint8Array, data: Uint8Array): Uint8Array => createHmac("sha256", key).update(data).digest();
  const { key, nonce } = hpkeContext(hmac, { dh, enc: bytes(made.enc), recipient: bytes(made.x), info: "guichet-sealed-1" });
  const box = bytes(made.box);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from("en-tête")).setAuthTag(box.subarray(-16));
  expect(Buffer.concat([decipher.update(box.subarray(0, -16)), decipher.final()]).toString()).toBe("Dossier à porter");
});
