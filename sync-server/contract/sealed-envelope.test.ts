import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SealedContent } from "../../shared/sync/protocol.ts";
import { sealedPartSchema } from "../../shared/sync/sealed-part-schema.ts";
import { parseSealedPart, readSealedFile, type SealedPart } from "../../shared/sync/sealed-part.ts";
import { sealForCentre } from "../testing/seal-for-centre.ts";
import { newId } from "../testing/workstation.ts";
import { openPart } from "../domain/sealed/open-part.ts";

const newKey = (kid: string) => {
  const { x = "", d = "" } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  return { kid, x, d };
};
const key = newKey("sealed-2026-11-28");
const [centre, epoch] = [newId(), newId()];
const content: SealedContent = {
  bank: newId(),
  push: { protocol: 1, centre, epoch, replica: newId(), first: 1, changes: [{ head: "{}", body: '{"fields":{"legalName":"Été"}}', salt: "0".repeat(32) }], signature: "c2ln" },
};
const facts = { centre, epoch, key };
const part = sealForCentre(facts, content);

test("[OB1] a part opens to what was sealed, by its own key only", () => {
  expect(openPart([newKey("other"), key], part)).toEqual({ ok: true, value: content });
  expect(openPart([newKey("other")], part)).toEqual({ ok: false, error: { code: "G8002" } });
  expect(openPart([newKey(key.kid)], part)).toEqual({ ok: false, error: { code: "G8001", params: { part: 1 } } });
});

test("[OB1] no bit of a part can be turned: in its box, its public part, or what is told in the clear", () => {
  const turned = (field: "box" | "enc", at: number): SealedPart => {
    const bytes = Buffer.from(part[field], "base64url");
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
    return { ...part, [field]: bytes.toString("base64url") };
  };
  for (const field of ["box", "enc"] as const) {
    for (let bit = 0; bit < Buffer.from(part[field], "base64url").length * 8; bit += 1) expect([field, bit, openPart([key], turned(field, bit)).ok]).toEqual([field, bit, false]);
  }
  for (const other of [{ centre: newId() }, { epoch: newId() }, { set: newId() }, { part: 2 }, { of: 2 }]) expect(openPart([key], { ...part, ...other })).toMatchObject({ error: { code: "G8001" } });
});

test("[OB1] a public part that is no secret between two is refused", () => {
  for (const enc of [Buffer.alloc(32), Buffer.from([1, ...Array<number>(31).fill(0)])]) expect(openPart([key], { ...part, enc: enc.toString("base64url") })).toMatchObject({ error: { code: "G8001" } });
});

test("[OB1] what is sealed for the centre and is no push is refused, and a small part that swells is stopped", () => {
  for (const wrong of ["", "{", "[]", '{"bank":1}', JSON.stringify({ ...content, push: { ...content.push, changes: [] } }), "[".repeat(100_000), " ".repeat(50_000_000)]) {
    expect([wrong.slice(0, 20), openPart([key], sealForCentre(facts, wrong))]).toMatchObject([wrong.slice(0, 20), { error: { code: "G8001" } }]);
  }
});

test("[OB4] a file cut anywhere is refused before anything of it is read, but for its last line end", () => {
  const set = newId();
  const text = [1, 2].map((n) => `${JSON.stringify(sealForCentre({ ...facts, set, part: n, of: 2 }, content))}\n`).join("");
  expect(readSealedFile(text)).toMatchObject({ ok: true, value: [{ part: { part: 1 } }, { part: { part: 2 } }] });
  for (let length = 0; length < text.length - 1; length += 1) expect([length, readSealedFile(text.slice(0, length)).ok]).toEqual([length, false]);
  expect(readSealedFile(text.slice(0, -1)).ok).toBe(true);
  expect(readSealedFile(text.replaceAll("\n", "\r\n")).ok).toBe(true);
});

test("[OB4] parts out of order, twice, missing, of two files or of two centres are told by their place", () => {
  const sealed = (more: Partial<SealedPart>): string => `${JSON.stringify({ ...part, of: 2, ...more })}\n`;
  const told = (...parts: readonly Partial<SealedPart>[]) => readSealedFile(parts.map(sealed).join(""));
  expect(told({ part: 1 }, { part: 2 }).ok).toBe(true);
  expect(told({ part: 2 }, { part: 1 })).toMatchObject({ error: { code: "G8001", params: { part: 1 } } });
  for (const second of [{ part: 1 }, { part: 2, set: newId() }, { part: 2, centre: newId() }, { part: 2, of: 3 }]) expect(told({ part: 1 }, second)).toMatchObject({ error: { code: "G8001", params: { part: 2 } } });
  expect(told({ part: 1 })).toMatchObject({ error: { code: "G8001", params: { part: 2 } } });
  expect(told({ part: 1 }, { part: 2 }, { part: 3 }).ok).toBe(false);
});

test("[OB5] what a newer Guichet wrote is told as that, and what is no part as damage", () => {
  expect(parseSealedPart(JSON.stringify({ ...part, v: 2, more: true }))).toEqual({ ok: false, error: { code: "G8006" } });
  for (const line of ["", "null", "[]", "{}", '"sealed"', JSON.stringify({ ...part, box: "é" }), JSON.stringify({ ...part, enc: "AA" })]) expect(parseSealedPart(line)).toEqual({ ok: false, error: { code: "G8001" } });
});

test("[OB5] what the window reads as a part is what the centre takes as one", () => {
  const odd = fc.constantFrom<unknown>(undefined, null, 0, 1, 1.5, -1, 2, 100_000, 100_001, 2 ** 53, "", "é", "a".repeat(21), "a".repeat(22), "a".repeat(43), "a".repeat(81), newId(), newId().toUpperCase(), "sealed", [], {});
  fc.assert(fc.property(fc.constantFrom(...Object.keys(part)), odd, (name, value) => {
    const one = { ...part, [name]: value, more: 1 };
    const [read, taken] = [parseSealedPart(JSON.stringify(one)), sealedPartSchema.safeParse(JSON.parse(JSON.stringify(one)))];
    expect(read.ok ? read.value : undefined).toEqual(taken.data);
  }), { numRuns: 1_000 });
});
