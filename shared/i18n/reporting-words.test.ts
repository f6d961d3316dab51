import { expect, test } from "vitest";
import { reporting as english } from "./en/reporting.ts";
import { reporting as french } from "./fr/reporting.ts";
import { frenchSpaces } from "./french-spaces.ts";

const holesOf = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();

test("English has the keys and holes of French, and no text is empty", () => {
  const translated: Readonly<Record<string, string>> = english;
  expect(Object.keys(english)).toEqual(Object.keys(french));
  for (const [key, text] of Object.entries(french)) {
    expect(holesOf(translated[key] ?? ""), key).toEqual(holesOf(text));
    expect([text.trim(), (translated[key] ?? "").trim()], key).not.toContain("");
  }
});

test("French is written as French prints it", () => {
  for (const [key, text] of Object.entries(french)) expect(frenchSpaces(text).replaceAll(/\{\w+\}/g, ""), key).not.toMatch(/\w'\w|[ ][:;?!%»]|« /);
});
