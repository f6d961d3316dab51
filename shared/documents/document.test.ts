import fc from "fast-check";
import { expect, test } from "vitest";
import { DOCUMENT_TYPES, isDocumentName, MAX_DOCUMENT_BYTES, readDocumentFacts, toDocumentName } from "./document.ts";
import { MAX_PART_BYTES, MIN_PART_BYTES, nextPartBytes, rangesOf } from "./parts.ts";

const facts = { document: "a".repeat(64), name: "Kbis.pdf", type: "application/pdf", size: 12, piece: "KBIS" };

test("[DO1] the facts of a document pass one gate, and the first fault is named", () => {
  expect(readDocumentFacts(facts)).toEqual({ ok: true, value: facts });
  expect(readDocumentFacts({ ...facts, piece: "LATER_KIND" }).ok).toBe(true);
  const faults = [
    ["document", { document: "A".repeat(64) }], ["name", { name: "../etc/passwd" }], ["name", { name: "" }], ["name", { name: "a\u202efdp.exe" }], ["name", { name: ".hidden" }], ["name", { name: "n".repeat(121) }],
    ["type", { type: "text/html" }], ["size", { size: 0 }], ["size", { size: MAX_DOCUMENT_BYTES + 1 }], ["size", { size: 1.5 }], ["piece", { piece: "kbis<b>" }],
  ] as const;
  for (const [error, over] of faults) expect([over, readDocumentFacts({ ...facts, ...over })]).toEqual([over, { ok: false, error }]);
});

test("[DO1] whatever a file is called on a disk, it gets a name that passes, and the end that its bytes deserve", () => {
  expect(toDocumentName("C:\\bilan 2019.pdf")).toBe("C--bilan 2019.pdf");
  expect(toDocumentName(`${"très long ".repeat(20)}.jpeg`)).toMatch(/\.jpeg$/);
  expect(toDocumentName("\u202e...")).toBe("-...");
  expect(toDocumentName("")).toBe("document");
  expect(toDocumentName("facture.pdf.exe", "application/pdf")).toBe("facture.pdf.exe.pdf");
  expect(["Kbis.PDF", "a.jpeg", "a.JPG", "a.jpg.png"].map((name) => toDocumentName(name, name.toLowerCase().endsWith("pdf") ? "application/pdf" : "image/jpeg"))).toEqual(["Kbis.PDF", "a.jpeg", "a.JPG", "a.jpg.png.jpg"]);
  expect([toDocumentName("", "image/png"), toDocumentName("\u202e", "image/png")]).toEqual(["document.png", "-.png"]);
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 300 }), fc.constantFrom(...DOCUMENT_TYPES), (points, type) => {
    const name = toDocumentName(String.fromCodePoint(...points), type);
    return isDocumentName(name) && /\.(pdf|jpe?g|png)$/i.test(name);
  }));
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 300 }), (points) => isDocumentName(toDocumentName(String.fromCodePoint(...points)))));
});

test("[DO5] parts cover the content once, in order, each of the size but the last", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: MAX_DOCUMENT_BYTES }), fc.constantFrom(MIN_PART_BYTES, 262_144, MAX_PART_BYTES), (size, partBytes) => {
    const ranges = rangesOf(size, partBytes);
    expect(ranges[0]?.from).toBe(0);
    expect(ranges.at(-1)?.to).toBe(size);
    for (const [index, range] of ranges.entries()) {
      expect(range.from).toBe(index === 0 ? 0 : ranges[index - 1]?.to);
      expect(range.to - range.from).toBeLessThanOrEqual(partBytes);
    }
  }));
});

test("[DO5] parts grow on a quick line and shrink on a slow one, within their bounds", () => {
  expect([nextPartBytes(262_144, 100), nextPartBytes(262_144, 1_000), nextPartBytes(262_144, 9_000)]).toEqual([524_288, 262_144, 131_072]);
  expect([nextPartBytes(MAX_PART_BYTES, 1), nextPartBytes(MIN_PART_BYTES, 60_000)]).toEqual([MAX_PART_BYTES, MIN_PART_BYTES]);
});
