import { expect, test } from "vitest";
import { frenchSpaces } from "./french-spaces.ts";
import { texts, words } from "./texts.ts";

test("spaces before high punctuation and inside guillemets do not break; what has none keeps none", () => {
  expect(frenchSpaces("Le SIREN a 9 chiffres ; il en manque un.")).toBe("Le SIREN a 9 chiffres\u202f; il en manque un.");
  expect(frenchSpaces("Texte : « oui » ? 90 % de 10 € !")).toBe("Texte\u00a0: «\u00a0oui\u00a0»\u202f? 90\u202f% de 10\u202f€\u202f!");
  expect(frenchSpaces("1 250 000,50 ou 1,2 M€, SIREN 732 829 320, 4 chiffres, 3 ans en 2021")).toBe("1\u00a0250\u00a0000,50 ou 1,2\u202fM€, SIREN 732\u00a0829\u00a0320, 4 chiffres, 3 ans en 2021");
  expect(frenchSpaces("14:05, http://exemple.fr")).toBe("14:05, http://exemple.fr");
});

test("no French text of a window may break before its punctuation", () => {
  expect(Object.keys(texts.fr).filter((key) => / [:;!?%»]|« /.test(words.fr.find(key) ?? " :"))).toEqual([]);
});
