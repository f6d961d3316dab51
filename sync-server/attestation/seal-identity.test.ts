import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { readSealIdentity, type SealIdentity } from "./seal-identity.ts";
import { createTestSeal } from "./test-authority.ts";
import { pemOf } from "./testing/pem.ts";

const AT = Date.UTC(2026, 10, 29);
let seal: SealIdentity;
beforeAll(async () => {
  seal = await createTestSeal(AT);
});
const keyOf = (passphrase?: string): string => {
  const key = createPrivateKey({ key: Buffer.from(seal.key), format: "der", type: "pkcs8" });
  return String(passphrase === undefined ? key.export({ type: "pkcs8", format: "pem" }) : key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase }));
};
const chain = (): string => seal.certificates.map(pemOf).join("");

test("a certificate, those that vouch for it and its key are read, the key locked or not", () => {
  expect(readSealIdentity(chain(), keyOf(), undefined, AT)).toEqual({ ok: true, value: seal });
  expect(readSealIdentity(`Bag Attributes\n${chain()}`, keyOf("mot de passe"), "mot de passe", AT)).toEqual({ ok: true, value: seal });
});

test("each thing that is wrong is told apart, and nothing of a key or a passphrase with it", () => {
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });
  const weak = generateKeyPairSync("rsa", { modulusLength: 1_024 }).privateKey.export({ type: "pkcs8", format: "pem" });
  const elsewhere = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
  const faults = [
    readSealIdentity("", keyOf(), undefined, AT), readSealIdentity(chain().replace(/[A-Z]{12}/, "????????????"), keyOf(), undefined, AT), readSealIdentity(chain(), "no key", undefined, AT),
    readSealIdentity(chain(), keyOf("mot de passe"), "autre", AT), readSealIdentity(chain(), keyOf("mot de passe"), undefined, AT), readSealIdentity(chain(), String(weak), undefined, AT),
    readSealIdentity(chain(), String(elsewhere), undefined, AT), readSealIdentity(chain(), String(other), undefined, AT), readSealIdentity(chain(), keyOf(), undefined, AT + 400 * 86_400_000),
    readSealIdentity(chain(), keyOf(), undefined, AT - 86_400_000), readSealIdentity(seal.certificates.toReversed().map(pemOf).join(""), keyOf(), undefined, AT),
  ].map((read) => (read.ok ? "read" : read.error));
  expect(faults).toEqual(["certificate", "certificate", "key", "key", "key", "weak", "weak", "other", "expired", "expired", "other"]);
});

test("the seal of a demonstration says in both its names that it is worth nothing, and is another each time", async () => {
  const again = await createTestSeal(AT);
  for (const der of seal.certificates) expect(Buffer.from(der).toString("utf8")).toContain("GUICHET TEST, SANS VALEUR");
  expect(Buffer.from(again.key).equals(Buffer.from(seal.key))).toBe(false);
});
