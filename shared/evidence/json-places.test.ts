import fc from "fast-check";
import { expect, test } from "vitest";
import { pathText, placeAt, placeOf } from "./json-places.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const nameAt = (text: string, needle: string): string | undefined => { const place = placeAt(bytesOf(text), bytesOf(text.slice(0, text.indexOf(needle))).length); return place === undefined ? undefined : pathText(place.path); };

test("[EV3] a byte of a key, of a value, of a list, behind signs of several bytes, has its path", () => {
  const text = JSON.stringify({ a: { "é": [1, { deux: "trois" }], b: true }, c: null }, undefined, 1);
  expect([nameAt(text, "trois"), nameAt(text, "deux"), nameAt(text, "true"), nameAt(text, "null"), nameAt(text, "1,")]).toEqual(["a.é[1].deux", "a.é[1].deux", "a.b", "c", "a.é[0]"]);
  expect(nameAt(text, "{")).toBe("");
});

test("[EV3] a JSON text held as a string is gone into, escapes and all", () => {
  const inner = JSON.stringify({ fields: { "nom": "Ça \"va\" \\ \n", amount: 25 } });
  const text = JSON.stringify({ changes: [{ body: inner }] });
  expect(nameAt(text, "25")).toBe("changes[0].body › fields.amount");
  expect(nameAt(text, "va")).toBe("changes[0].body › fields.nom");
});

test("where a value stands is found by its path, and its bytes are the value's", () => {
  const text = `{ "a" : [ 1 , { "b" : "x" } ] }`;
  const place = placeOf(bytesOf(text), ["a", 1, "b"]);
  expect(text.slice(place?.start, place?.end)).toBe('"x"');
  expect(placeOf(bytesOf(text), ["a", 2])).toBeUndefined();
});

test("every value of any JSON is found where it is written; what is no JSON ends and throws nothing", () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
    const bytes = bytesOf(JSON.stringify({ value }));
    const place = placeOf(bytes, ["value"]);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(place?.start, place?.end)))).toEqual(JSON.parse(JSON.stringify(value)));
  }));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, at) => { placeAt(bytes, at); }));
  fc.assert(fc.property(fc.jsonValue(), fc.nat(), fc.nat(255), (value, at, byte) => {
    const bytes = bytesOf(JSON.stringify({ value }));
    bytes[at % bytes.length] = byte;
    placeAt(bytes, at % bytes.length);
  }));
});

test("[EV3] what is nested deeper than any stack follows is named by what holds it, and ends nothing", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  for (const held of [deep, JSON.stringify(deep)]) {
    const text = `{"a":{"b":${held}},"c":1}`;
    expect(placeOf(bytesOf(text), ["a", "b"])).toMatchObject({ start: text.indexOf(held) });
    expect(nameAt(text, "[[[")).toMatch(/^a\.b/);
    expect(placeOf(bytesOf(text), ["d"])).toBeUndefined();
  }
});
