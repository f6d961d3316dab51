import { generateKeyPairSync, verify } from "node:crypto";
import { expect, test } from "vitest";
import { createTextSigner } from "./sign-texts.ts";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");

test.each([0, 1, 4, 5, 300])("%i texts come back signed, in order, whoever signs them", async (count) => {
  const signer = createTextSigner(privateKey);
  const texts = Array.from({ length: count }, (_, i) => `text ${i} é`);
  const signatures = await signer.sign(texts);
  expect(signatures).toHaveLength(count);
  for (const [i, text] of texts.entries()) expect(verify(null, Buffer.from(text), publicKey, Buffer.from(signatures[i] ?? "", "base64url"))).toBe(true);
  await signer.close();
});

test("calls at once each get their own, and a thread that was ended is replaced", async () => {
  const signer = createTextSigner(privateKey);
  const many = (name: string, count = 20): string[] => Array.from({ length: count }, (_, i) => `${name} ${i}`);
  const [a, b] = await Promise.all([signer.sign(many("a")), signer.sign(many("b"))]);
  expect(a).not.toEqual(b);
  // Half a second of signing: the thread is ended in the middle of it, however late it hears of its end.
  const lost = signer.sign(many("c", 20_000));
  lost.catch(() => {});
  await signer.close();
  await expect(lost).rejects.toThrow("ended");
  expect(await signer.sign(many("a"))).toEqual(a);
  await signer.close();
});
