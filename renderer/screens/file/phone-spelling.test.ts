import { expect, test } from "vitest";
import { phoneSpelling } from "./phone-spelling.ts";

test("letters take the usual word of the language, digits are said as they are", () => {
  expect(phoneSpelling("1-7KA-Z", "fr")).toEqual([
    [{ c: "1", word: undefined }],
    [{ c: "7", word: undefined }, { c: "K", word: "Kléber" }, { c: "A", word: "Anatole" }],
    [{ c: "Z", word: "Zoé" }],
  ]);
  expect(phoneSpelling("X", "en")).toEqual([[{ c: "X", word: "X-ray" }]]);
});

test("every letter of the alphabet has a word in both languages", () => {
  for (const language of ["fr", "en"] as const) {
    for (const [sign] of phoneSpelling([..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].join("-"), language)) expect(sign?.word?.charAt(0), sign?.c).toBe(sign?.c);
  }
});
