import { expect, test } from "vitest";
import { someJpeg, someJpegOf, somePdf, somePng, somePngOf } from "../testing/some-documents.ts";
import { isTooLarge, pictureSize } from "./picture-size.ts";
import { sniffDocument } from "./sniff-document.ts";

test("[DO4] a picture's size is read from its header; what is no picture has none", () => {
  expect([pictureSize(somePng(), "image/png"), pictureSize(someJpeg(), "image/jpeg"), pictureSize(somePdf(), "application/pdf")]).toEqual([{ width: 1, height: 1 }, { width: 1, height: 1 }, undefined]);
  expect([pictureSize(somePngOf(60_000, 40_000), "image/png"), pictureSize(someJpegOf(65_500, 300), "image/jpeg")]).toEqual([{ width: 60_000, height: 40_000 }, { width: 65_500, height: 300 }]);
});

test("[DO4] a picture of a few bytes that says 60,000 × 60,000 is a whole picture, and too large; A3 at 600 points an inch is not", () => {
  const [png, jpeg] = [somePngOf(60_000, 60_000), someJpegOf(60_000, 60_000)];
  expect([png.length < 200, sniffDocument(png), jpeg.length < 400, sniffDocument(jpeg)]).toEqual([true, { ok: true, value: "image/png" }, true, { ok: true, value: "image/jpeg" }]);
  const isLarge = (width: number, height: number): readonly boolean[] => [isTooLarge(pictureSize(somePngOf(width, height), "image/png")), isTooLarge(pictureSize(someJpegOf(width, height), "image/jpeg"))];
  expect([isLarge(60_000, 60_000), isLarge(10_000, 10_001), isLarge(10_000, 10_000), isLarge(7_016, 9_921), isLarge(60_000, 1)]).toEqual([[true, true], [true, true], [false, false], [false, false], [false, false]]);
  expect(isTooLarge(pictureSize(somePngOf(0xffffffff, 0xffffffff), "image/png"))).toBe(true);
});
