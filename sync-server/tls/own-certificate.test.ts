import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { makeOwnCertificate } from "./own-certificate.ts";
import { readTlsIdentity } from "./tls-identity.ts";

const NOW = Date.UTC(2026, 10, 29, 12);

test("a certificate of one's own is of its key, for one name, for a year, and never the same twice", async () => {
  const [first, second] = [await makeOwnCertificate(NOW, "pod-7"), await makeOwnCertificate(NOW, "pod-7")];
  const read = new X509Certificate(first.cert);
  expect([read.subject, read.checkHost("pod-7"), read.ca, read.verify(read.publicKey)]).toEqual(["CN=pod-7", "pod-7", false, true]);
  expect(readTlsIdentity(first.cert, first.key, NOW)).toEqual({ ok: true, value: first });
  expect(Date.parse(read.validTo)).toBe(first.endsAt);
  expect(readTlsIdentity(first.cert, first.key, first.endsAt + 1_000)).toEqual({ ok: false, error: "expired" });
  expect(readTlsIdentity(first.cert, second.key, NOW)).toEqual({ ok: false, error: "other" });
  expect(new X509Certificate(second.cert).serialNumber).not.toBe(read.serialNumber);
});

test("what is no certificate or no key is told apart", async () => {
  const { cert, key } = await makeOwnCertificate(NOW);
  expect(readTlsIdentity("", key, NOW)).toEqual({ ok: false, error: "certificate" });
  expect(readTlsIdentity(cert, cert, NOW)).toEqual({ ok: false, error: "key" });
});
