import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFileState } from "./parse-file-state.ts";

const state = {
  file: "01800000-0000-7000-8000-000000000001", version: 2, status: "draft", fields: { legalName: "Écluse" }, touched: {}, conflicts: [],
  createdBy: "anne", createdAt: 1, updatedBy: "anne", updatedAt: 2,
};

test("[SY9] a state is read as it is, keys of a newer centre included", () => {
  expect(parseFileState(JSON.stringify({ ...state, futur: 1 }))).toEqual({ ok: true, value: { ...state, futur: 1 } });
  const registration = { number: "1-AAAA-BBBB-C", receipt: "a.b.c", registeredAt: 1, grantOn: "2020-05-20", rules: "pge@1" };
  expect(parseFileState(JSON.stringify({ ...state, status: "registered", registration, refusal: { code: "G2004", change: "x", at: 3 } })).ok).toBe(true);
});

test("[SY73] a refusal for a reason of a newer centre is read as one, and names it", () => {
  const read = parseFileState(JSON.stringify({ ...state, refusal: { code: "G2999", params: { at: 3 }, change: "x", at: 3 } }));
  expect(read).toMatchObject({ ok: true, value: { refusal: { code: "G9403", params: { at: 3, code: "G2999" }, change: "x", at: 3 } } });
});

test("a status of a newer centre is told apart from damage", () => {
  expect(parseFileState(JSON.stringify({ ...state, status: "granted" }))).toEqual({ ok: false, error: { type: "UnknownStatus", status: "granted" } });
});

test.each([
  ["", ""], ["null", ""], ["[]", ""], ["{", ""], ["7", ""],
  [JSON.stringify({ ...state, file: "x" }), "file"], [JSON.stringify({ ...state, version: 0 }), "version"], [JSON.stringify({ ...state, version: "1" }), "version"],
  [JSON.stringify({ ...state, status: 1 }), "status"], [JSON.stringify({ ...state, fields: [] }), "fields"], [JSON.stringify({ ...state, conflicts: [{}] }), "conflicts"],
  [JSON.stringify({ ...state, createdBy: undefined }), "createdBy"], [JSON.stringify({ ...state, updatedAt: "2" }), "createdAt"],
  [JSON.stringify({ ...state, registration: { number: 1 } }), "registration"], [JSON.stringify({ ...state, refusal: { code: "X", at: 1 } }), "refusal"],
])("what is not a state is refused with its path: %s", (text, path) => {
  expect(parseFileState(text)).toEqual({ ok: false, error: { type: "NotAState", path } });
});

test("no text whatever makes it throw", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
    parseFileState(text);
  }));
});
