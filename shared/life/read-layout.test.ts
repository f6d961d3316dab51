import { expect, test } from "vitest";
import { DEFAULT_LAYOUT } from "./default-layout.ts";
import { readLayout } from "./read-layout.ts";

test("a layout is read from its text, and what is none says where", () => {
  expect(readLayout(JSON.stringify(DEFAULT_LAYOUT))).toEqual({ ok: true, value: DEFAULT_LAYOUT });
  const { answer: _, ...half } = DEFAULT_LAYOUT;
  const read = readLayout(JSON.stringify({ ...half, delimiter: "x", columns: [{ title: "A", says: "rating" }] }));
  expect(read).toMatchObject({ ok: false, error: { code: "G9595", params: { why: expect.stringMatching(/^delimiter : .* ; columns\.0\.says : .* ; answer : /) } } });
  for (const text of ["", "{", "[]", "null"]) expect(readLayout(text)).toMatchObject({ ok: false, error: { code: "G9595" } });
});
