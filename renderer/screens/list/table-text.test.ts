import { expect, test } from "vitest";
import { tableText } from "./table-text.ts";

const bytes = (...values: readonly number[]): ArrayBuffer => Uint8Array.from(values).buffer;

test("UTF-8 with or without its mark, and Windows-1252, give the same accents", () => {
  for (const file of [bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0xe2, 0x82, 0xac), bytes(0xc3, 0xa9, 0xe2, 0x82, 0xac), bytes(0xe9, 0x80)]) {
    expect(tableText(file)).toEqual({ ok: true, value: "é€" });
  }
});

test("what is neither is refused rather than read as nonsense, and so is a file too large", () => {
  expect(tableText(bytes(0xff, 0xfe, 0x41, 0x00))).toEqual({ ok: false, error: "IMPORT_ENCODING" });
  expect(tableText(bytes(0x41, 0x00))).toEqual({ ok: false, error: "IMPORT_ENCODING" });
  expect(tableText(bytes(0x41, 0x81))).toEqual({ ok: false, error: "IMPORT_ENCODING" });
  expect(tableText(new ArrayBuffer(50_000_001))).toEqual({ ok: false, error: "IMPORT_TOO_LARGE" });
});
