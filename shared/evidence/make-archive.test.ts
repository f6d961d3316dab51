import { crc32 as nodeCrc32 } from "node:zlib";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64url } from "./base64url.ts";
import { crc32 } from "../kernel/crc32.ts";
import { firstDifference } from "./first-difference.ts";
import { joined, makeArchive, type Content } from "./make-archive.ts";
import type { Powers } from "./powers.ts";
import { findEntries } from "./read-directory.ts";
import { layoutOf } from "./zip-layout.ts";

const powers: Powers = { sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"), verify: () => true, encode: (text) => new TextEncoder().encode(text), decode: (bytes) => new TextDecoder().decode(bytes) };
const facts = { file: "f", madeAt: 1, program: "0", demonstration: false, missing: [], unknown: [] };
const signer = { replica: "r", publicKey: "k", sign: () => "s" };
const contents = fc.uniqueArray(fc.record({ path: fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8})?$/), bytes: fc.uint8Array({ maxLength: 9_000 }) }), { selector: ({ path }) => path, maxLength: 6 });
const made = (given: readonly Content[]): Uint8Array => { const archive = makeArchive(given, facts, signer, powers); if (archive === undefined) throw new Error("too large"); return joined(archive); };

test("[EV2] the same contents are the same bytes; another order is not", () => {
  fc.assert(fc.property(contents, (given) => {
    expect(Buffer.from(made(given)).equals(Buffer.from(made(given.map((one) => ({ ...one, bytes: one.bytes.slice() })))))).toBe(true);
  }), { numRuns: 30 });
  const [a, b] = [{ path: "a", bytes: Uint8Array.of(1) }, { path: "b", bytes: Uint8Array.of(1) }];
  expect(made([a, b])).not.toEqual(made([b, a]));
});

test("[EV2] each entry is there twice, at the places that follow from lengths and names alone", () => {
  fc.assert(fc.property(contents, (given) => {
    const bytes = made(given);
    const found = findEntries(bytes);
    const paths = [...given.map(({ path }) => path), "manifest.json", "signature.json"];
    expect(found.map(({ path }) => path)).toEqual([...paths, ...paths.map((path) => `temoin/${path}`)]);
    for (const [i, { bytes: content }] of given.entries()) for (const one of [found[i], found[i + paths.length]]) expect(bytes.subarray(one?.data, (one?.data ?? 0) + (one?.bytes ?? 0))).toEqual(content);
  }), { numRuns: 30 });
});

test("what no ZIP of this form can hold is refused, not cut", () => {
  expect(() => layoutOf([{ path: "a", bytes: 0xffffffff, crc32: 0 }])).toThrow(RangeError);
  expect(() => layoutOf(Array.from({ length: 65_536 }, (_, i) => ({ path: `a${i}`, bytes: 0, crc32: 0 })))).toThrow(RangeError);
});

test("any bytes may be looked at for entries", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => { findEntries(bytes); }));
});

test("CRC-32 and base64url are those of everybody; base64url has one spelling", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    expect(crc32(bytes)).toBe(nodeCrc32(bytes));
    expect(fromBase64url(Buffer.from(bytes).toString("base64url"))).toEqual(bytes);
  }));
  expect([fromBase64url("QQ"), fromBase64url("QR"), fromBase64url("QQ=="), fromBase64url("Q"), fromBase64url("Q+")]).toEqual([Uint8Array.of(65), undefined, undefined, undefined, undefined]);
});

test("the first difference of two values has its path", () => {
  expect([firstDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }), firstDifference({ a: 1, b: 2 }, { b: 2, a: 1 }), firstDifference({ a: 1 }, { a: 1, b: 2 }), firstDifference([1], [1, 2]), firstDifference({ a: 1, b: 2 }, { a: 1 })]).toEqual([["a", 1, "b"], undefined, [], [], ["b"]]);
});
