import fc from "fast-check";
import { expect, test } from "vitest";
import { someJpeg, somePdf, somePng } from "../testing/some-documents.ts";
import { sniffDocument } from "./sniff-document.ts";

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const told = (bytes: Uint8Array): string => {
  const sniffed = sniffDocument(bytes);
  return sniffed.ok ? sniffed.value : sniffed.error.type;
};
const zip = join(ascii("PK\u0003\u0004and the rest"), ascii("PK\u0005\u0006"), new Uint8Array(18));
const samples = [["application/pdf", somePdf(300)], ["image/jpeg", someJpeg()], ["image/png", somePng()]] as const;

test("[DO4] each accepted type is known by its own bytes", () => {
  for (const [type, bytes] of samples) expect(told(bytes)).toBe(type);
});

test("[DO4] an end padded with white space or zeros, as writers leave it, is no fault", () => {
  for (const [type, bytes] of samples) expect([type, told(join(bytes, ascii("\r\n\0 ")))]).toEqual([type, type]);
});

test("[DO4] a PDF behind an executable's header is refused, as is anything that is no accepted type", () => {
  expect(told(join(ascii("MZ\u0090\0\u0003\0\0\0"), somePdf()))).toBe("two-types");
  expect(told(join(ascii("\u007fELF"), somePdf()))).toBe("two-types");
  for (const other of [ascii("MZ and code"), zip, ascii("<html><script>1</script></html>"), ascii("GIF89a"), new Uint8Array(0), ascii("plain text")]) expect(told(other)).toBe("unknown");
});

test("[DO4] content that is two things at once is refused", () => {
  for (const [type, bytes] of samples) {
    expect([type, told(join(bytes, zip))]).toEqual([type, "two-types"]);
    expect([type, told(join(bytes, ascii("MZ\u0090 a program")))]).toEqual([type, "two-types"]);
  }
  expect(told(join(someJpeg(), somePdf()))).toBe("two-types");
  expect(told(join(ascii("%PDF-1.4\n<script>alert(1)</script>\n"), somePdf().subarray(9)))).toBe("two-types");
  const comment = ascii("%PDF-1.4\nhidden");
  const inside = join(ascii("\u00ff\u00d8"), Uint8Array.of(0xff, 0xfe, 0, comment.length + 2), comment, someJpeg().subarray(2));
  expect(told(inside)).toBe("two-types");
});

test("[DO4] a second picture behind the first, as telephones write it, is one document", () => {
  expect(told(join(someJpeg(), someJpeg()))).toBe("image/jpeg");
});

test("[DO4] what is cut anywhere is refused: nothing but white space may be missing", () => {
  for (const [type, bytes] of samples) {
    for (let length = 0; length < bytes.length - (type === "application/pdf" ? 1 : 0); length += 1) expect([type, length, sniffDocument(bytes.subarray(0, length)).ok]).toEqual([type, length, false]);
  }
});

test("[DO4] a PNG with one wrong bit is refused: each of its chunks is summed", () => {
  const bytes = somePng();
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Uint8Array.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect([bit, sniffDocument(flipped).ok]).toEqual([bit, false]);
  }
});

test("[DO4] whatever the bytes are, there is an answer, and an accepted type begins with its own signature", () => {
  const signatures: Readonly<Record<string, readonly number[]>> = { "application/pdf": [0x25, 0x50, 0x44, 0x46, 0x2d], "image/jpeg": [0xff, 0xd8, 0xff], "image/png": [0x89, 0x50, 0x4e, 0x47] };
  const head = fc.constantFrom(...samples.map(([, bytes]) => bytes), ascii("%PDF-1.7\n"), Uint8Array.of(0xff, 0xd8, 0xff), new Uint8Array(0));
  fc.assert(fc.property(head, fc.uint8Array({ maxLength: 400 }), fc.nat(400), (start, noise, at) => {
    const bytes = Uint8Array.from(start);
    bytes.set(noise.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
    const whole = join(bytes, noise);
    const sniffed = sniffDocument(whole);
    if (sniffed.ok) expect([...whole.subarray(0, signatures[sniffed.value]?.length)]).toEqual(signatures[sniffed.value]);
  }), { numRuns: 2_000 });
});

test("[DO4] a large document is told in little time", () => {
  const bytes = somePdf(10 * 1024 * 1024 - 400);
  const startedAt = performance.now();
  expect(told(bytes)).toBe("application/pdf");
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
