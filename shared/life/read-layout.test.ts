import { expect, test } from "vitest";
import { DEFAULT_LAYOUT } from "./default-layout.ts";
import { readLayout } from "./read-layout.ts";

test("a layout is read from its text, and what is none says where, and what has to be there", () => {
  expect(readLayout(JSON.stringify(DEFAULT_LAYOUT))).toEqual({ ok: true, value: DEFAULT_LAYOUT });
  const { answer: _, ...half } = DEFAULT_LAYOUT;
  const faults = (layout: unknown) => readLayout(JSON.stringify(layout));
  expect(faults({ ...half, delimiter: "x", columns: [{ title: "A", says: "rating" }, { says: "number" }, 3] })).toEqual({ ok: false, error: { code: "G9595", fields: [
    { field: "delimiter", reason: "LAYOUT_DELIMITER" }, { field: "columns.0.says", reason: "LAYOUT_SAYS" }, { field: "columns.1.title", reason: "LAYOUT_TITLE" }, { field: "columns.2", reason: "LAYOUT_COLUMNS" }, { field: "answer", reason: "LAYOUT_ANSWER" },
  ] } });
  expect(faults({ ...DEFAULT_LAYOUT, answer: { ...DEFAULT_LAYOUT.answer, accepted: ["OK", ""] } })).toMatchObject({ error: { fields: [{ field: "answer.accepted.1", reason: "LAYOUT_LIST" }] } });
  for (const text of ["", "{", "[]", "null"]) expect(readLayout(text)).toMatchObject({ ok: false, error: { code: "G9595", fields: [] } });
});
