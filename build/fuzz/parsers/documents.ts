import fc from "fast-check";
import { endOfJpegs } from "../../../shared/documents/read-jpeg.ts";
import { endOfPng } from "../../../shared/documents/read-png.ts";
import { sniffDocument } from "../../../shared/documents/sniff-document.ts";
import { someJpeg, somePdf, somePng } from "../../../shared/testing/some-documents.ts";
import { crc32 } from "node:zlib";
import type { Parser } from "../parser.ts";

const PNG_MARK = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A chunk whose check sum is right unless it is to be wrong, and whose length may lie. */
const chunk = fc.record({ name: fc.constantFrom("IHDR", "IDAT", "IEND", "tEXt", "PLTE", "zTXt", "\u0000\u0000\u0000\u0000"), data: fc.oneof(fc.uint8Array({ maxLength: 30 }), fc.constant(Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])), fc.constant(new Uint8Array())), isRight: fc.boolean(), length: fc.option(fc.constantFrom(0, 1, 13, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffff4), { freq: 8 }) })
  .map(({ name, data, isRight, length }) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const whole = Buffer.alloc(body.length + 8);
    whole.writeUInt32BE(length ?? data.length, 0);
    body.copy(whole, 4);
    whole.writeUInt32BE(isRight ? crc32(body) : 7, body.length + 4);
    return whole;
  });
const png = fc.array(chunk, { maxLength: 8 }).map((chunks) => Buffer.concat([PNG_MARK, ...chunks]));

const segment = fc.tuple(fc.constantFrom(0xc0, 0xc2, 0xc4, 0xd0, 0xd8, 0xd9, 0xda, 0xdb, 0xe0, 0xe1, 0xfe, 0xff, 0x00, 0x01), fc.constantFrom(0, 1, 2, 8, 17, 0xffff), fc.uint8Array({ maxLength: 24 })).map(([mark, length, data]) => Buffer.concat([Buffer.from([0xff, mark, length >> 8, length & 0xff]), data]));
const jpeg = fc.array(segment, { maxLength: 10 }).map((segments) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), ...segments]));
const line = fc.constantFrom("%PDF-1.4\n", "%PDF-9.9\n", "%PDF-", "%%EOF\n", "startxref\n0\n", "trailer<</Root 1 0 R>>\n", "<script>", "<?php", "PK\u0005\u0006" + "\0".repeat(18), "\0\0\0", " \r\n", "stream\nendstream\n", "x".repeat(3_000));
const pdf = fc.array(line, { maxLength: 12 }).map((lines) => Buffer.from(lines.join(""), "latin1"));

const sniff: Parser = {
  name: "document-bytes", source: "shared/documents/sniff-document.ts",
  open: () => {
    const samples = [somePdf(300), someJpeg(), somePng()];
    return {
      samples, near: fc.oneof(png, jpeg, pdf, fc.tuple(fc.constantFrom(...samples), fc.constantFrom(...samples), fc.nat(400)).map(([a, b, at]) => Buffer.concat([a.subarray(0, at), b]))),
      feed: (input) => {
        const [first, second] = [endOfPng(input), endOfJpegs(input)];
        for (const end of [first, second]) if (end !== undefined && (end < 0 || end > input.length)) throw new Error("a picture ends where there are no bytes");
        const told = sniffDocument(input);
        if (!told.ok) return `refused ${told.error.type}`;
        // A document does not become another by what pads its end.
        if (!sniffDocument(Buffer.concat([input, Buffer.from("\r\n")])).ok) throw new Error("padded with a line end it is refused");
        if (told.value !== "application/pdf" && first === undefined && second === undefined) throw new Error("a picture without an end is taken");
        return `accepted ${told.value}`;
      },
    };
  },
};

export const documentParsers: readonly Parser[] = [sniff];
