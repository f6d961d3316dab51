import { expect, test } from "vitest";
import { operator as english } from "./en/operator.ts";
import { operator as french } from "./fr/operator.ts";
import { operatorWords } from "./operator-words.ts";

const holesOf = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();

test("English says what French says, with the same holes; French does not break before its punctuation", () => {
  expect(Object.keys(english)).toEqual(Object.keys(french));
  for (const [key, text] of Object.entries(french)) expect(holesOf(english[key as keyof typeof english]), key).toEqual(holesOf(text));
  for (const key of Object.keys(french)) expect(operatorWords("fr").say(key as keyof typeof french), key).not.toMatch(/ [:;!?%»]|« |\w'\w/);
});

test("where a loan stands is one line in each language", () => {
  const standing = { status: "registered", stage: "approved", amount: 10_000_000, held: 10_000_000, version: 3 };
  expect(operatorWords("fr").standing(standing)).toBe("Accordé · montant 100\u202f000\u00a0€ · retenu sous le plafond 100\u202f000\u00a0€");
  expect(operatorWords("en").standing({ ...standing, status: "cancelled", held: 0 })).toBe("Registration cancelled · amount €100,000 · held under the ceiling €0");
});
