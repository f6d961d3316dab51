import { expect, test } from "vitest";
import { verification as english } from "./en/verification.ts";
import { verification as french } from "./fr/verification.ts";
import { isVerificationText, verificationWords } from "./verification-words.ts";

const holesOf = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();
const entries = Object.entries(french);

test("the page's English has the keys and holes of its French, and no text is empty", () => {
  const translated: Readonly<Record<string, string>> = english;
  expect(Object.keys(english)).toEqual(Object.keys(french));
  for (const [key, text] of entries) {
    expect(holesOf(translated[key] ?? ""), key).toEqual(holesOf(text));
    expect([text.trim(), (translated[key] ?? "").trim()], key).not.toContain("");
  }
});

test("its French is written as French prints it", () => {
  const { say } = verificationWords("fr");
  for (const key of Object.keys(french).filter(isVerificationText)) {
    expect(say(key), key).not.toMatch(/\w'\w|!|[ ][:;?%»]|« /);
  }
});

test("a hole is filled, one is singular, figures follow the language", () => {
  const [fr, en] = [verificationWords("fr"), verificationWords("en")];
  expect(fr.count("faults.title", 1)).toBe("Un élément à corriger");
  expect(en.count("wait.minutes", 3)).toBe("3 minutes");
  expect(fr.say("amount.understood", { amount: fr.format.amountExact(25_000_050) })).toBe("Soit 250\u202f000,50\u00a0€");
  expect(en.say("amount.understood", { amount: en.format.amountExact(25_000_050) })).toBe("That is €250,000.50");
  expect([isVerificationText("title"), isVerificationText("toString")]).toEqual([true, false]);
});
