import { expect, test } from "vitest";
import { passphraseStrength } from "./passphrase-strength.ts";

test("a passphrase under twelve characters says how many are missing", () => {
  expect(passphraseStrength("merci")).toEqual({ kind: "short", left: 7 });
});

test("repetitions and keyboard runs are worth nothing, however long", () => {
  for (const easy of ["aaaaaaaaaaaaaaaa", "123456789012345", "azertyuiopqsdf", "banane banane banane"]) expect(passphraseStrength(easy).kind, easy).toBe("weak");
});

test("four unrelated words are strong", () => {
  expect(passphraseStrength("lampe rivage ticket ombre")).toEqual({ kind: "strong" });
});

test("a dozen ordinary characters are fair", () => {
  expect(passphraseStrength("Rivage-2041!")).toEqual({ kind: "fair" });
});
