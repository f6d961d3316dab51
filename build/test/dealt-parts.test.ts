import fc from "fast-check";
import { expect, test } from "vitest";
import { dealt } from "./dealt-parts.ts";

test("the parts are together all files, each once, whatever the order they are found in, and none has more than one file above another", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.string(), { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (files, count) => {
    const parts = Array.from({ length: count }, (_part, at) => dealt(files, (file) => file, at + 1, count));
    expect(parts.flat().toSorted()).toEqual(files.toSorted());
    const sizes = parts.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(Array.from({ length: count }, (_part, at) => dealt(files.toReversed(), (file) => file, at + 1, count))).toEqual(parts);
  }));
});

test("neighbours go to different parts", () => {
  expect(dealt(["e2e/second", "e2e/first", "main/desk", "e2e/planted"], (file) => file, 1, 3)).toEqual(["e2e/first", "main/desk"]);
});
