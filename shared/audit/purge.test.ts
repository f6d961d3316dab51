import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Powers } from "../evidence/powers.ts";
import { headLine, isPurgeName, isSignedPurge, purgeFile, purgeName, purgeSigningText, purgeText, readPurge, type Purge } from "./purge.ts";

const powers: Powers = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"), encode: (text) => new TextEncoder().encode(text), decode: (bytes) => new TextDecoder().decode(bytes),
  verify: (x, text, signature) => verify(null, text, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(x).toString("base64url") }, format: "jwk" }), signature),
};
const uuid = (n: number): string => `018f0000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const purge: Purge = {
  v: 1, centre: uuid(1), bank: uuid(2), branch: uuid(3), file: uuid(4), purge: uuid(5), on: "2026-11-29", at: 7, rule: "never-loan", since: "2026-11-01", decided: { by: "policy" },
  removed: { changes: 1, reoffered: 0, quarantined: 0, documents: 2, acts: 0, disclosures: 0, movements: 0, links: 1 }, heads: [headLine({ replica: uuid(6), seq: 3, hash: "a".repeat(64) })], links: [9],
};
const keys = generateKeyPairSync("ed25519");
const key = { kid: "k", x: keys.publicKey.export({ format: "jwk" }).x ?? "" };
const signed = (text: string): string => sign(null, Buffer.from(purgeSigningText(text)), keys.privateKey).toString("base64url");
const fileOf = (one: Purge): string => purgeFile(purgeText(one), "k", signed(purgeText(one)));

test("[ER12] a statement is read back as it was written, and its signature holds under the centre's key alone", () => {
  for (const one of [purge, { ...purge, since: null, decided: { by: "request", words: [uuid(7), uuid(8)] } as const }]) {
    const read = readPurge(fileOf(one));
    expect(read?.purge).toEqual(one);
    if (read === undefined) throw new Error("not read");
    expect([isSignedPurge(read, [key], powers), isSignedPurge(read, [{ ...key, kid: "other" }], powers), isSignedPurge({ ...read, text: read.text.replace("2026-11-29", "2026-11-28") }, [key], powers)]).toEqual([true, false, false]);
  }
  expect(isPurgeName(purgeName(purge))).toBe(true);
});

test.each<[string, object]>([
  ["another version", { v: 2 }], ["no file", { file: "x" }], ["no day", { on: "yesterday" }], ["a day that is a time", { since: 7 }], ["one word twice", { decided: { by: "request", words: [uuid(7), uuid(7)] } }], ["nobody's word", { decided: { by: "somebody" } }],
  ["a head of no form", { heads: ["x"] }], ["a link that is no number", { links: [-1] }], ["a count left out", { removed: {} }],
])("[ER12] what is no statement of the one spelling is none: %s", (_what, over) => {
  const text = JSON.stringify({ ...purge, ...over });
  expect(readPurge(purgeFile(text, "k", signed(text)))).toBeUndefined();
  expect(readPurge(purgeFile(` ${purgeText(purge)}`, "k", "s"))).toBeUndefined();
});

test("any text at all is read or is none, and nothing throws", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map((text) => purgeFile(text, "k", "s"))), (text) => { expect(readPurge(text)).toBeUndefined(); }));
});
