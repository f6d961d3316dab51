import { createHash, generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { noblePowers } from "./noble-powers.ts";

test("the page's hashes and signatures are those that node:crypto makes", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = new Uint8Array(Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url"));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(), (bytes, at) => {
    expect(noblePowers.sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
    const signature = new Uint8Array(sign(null, bytes, privateKey));
    expect(noblePowers.verify(raw, bytes, signature)).toBe(true);
    signature[at % 64] = (signature[at % 64] ?? 0) ^ 1;
    expect(noblePowers.verify(raw, bytes, signature)).toBe(false);
  }), { numRuns: 20 });
});

test("what is no key, no signature or no UTF-8 is told as such, and never thrown", () => {
  expect([noblePowers.verify(new Uint8Array(32), new Uint8Array(), new Uint8Array(64)), noblePowers.verify(new Uint8Array(3), new Uint8Array(), new Uint8Array(2))]).toEqual([false, false]);
  expect([noblePowers.decode(Uint8Array.of(0xff)), noblePowers.decode(noblePowers.encode("é€"))]).toEqual([undefined, "é€"]);
});
