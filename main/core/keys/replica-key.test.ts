import { createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { generateReplicaKey, openReplicaKey } from "./replica-key.ts";

test("a replica signs text so that its raw public key verifies it, and another text does not pass", () => {
  const stored = generateReplicaKey();
  const key = openReplicaKey(stored);
  expect(Buffer.from(key.publicKey, "base64url")).toHaveLength(32);
  const signature = Buffer.from(key.sign("poussée n° 1"), "base64url");
  expect(signature).toHaveLength(64);
  const known = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: key.publicKey }, format: "jwk" });
  expect(verify(null, Buffer.from("poussée n° 1"), known, signature)).toBe(true);
  expect(verify(null, Buffer.from("poussée n° 2"), known, signature)).toBe(false);
});

test("two replicas never share a key, and a mixed pair is refused", () => {
  const [one, two] = [generateReplicaKey(), generateReplicaKey()];
  expect(one.publicKey).not.toBe(two.publicKey);
  expect(() => openReplicaKey({ ...one, privateKey: two.privateKey })).toThrow("not a pair");
});
