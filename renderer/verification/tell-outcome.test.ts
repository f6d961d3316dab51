import { expect, test } from "vitest";
import { verificationWords } from "../../shared/i18n/verification-words.ts";
import type { Outcome } from "./ask-centre.ts";
import { chosenLanguage } from "./speak.ts";
import { tellOutcome } from "./tell-outcome.ts";
import { waitText } from "./wait-text.ts";

const asked = { number: "1-ABCD-EFGH-K", siren: "732829320", amount: 25_000_050 };
const at = 1_600_000_000_000;
const outcomes: readonly Outcome[] = [
  { kind: "answered", answer: { result: "match", state: "registered", at } }, { kind: "answered", answer: { result: "match", state: "cancelled", at } }, { kind: "answered", answer: { result: "amended", at } }, { kind: "answered", answer: { result: "mismatch", at } },
  { kind: "offline" }, { kind: "busy" }, { kind: "tooOften", waitS: 90 }, { kind: "refused", code: "G4001" },
];

test.each(["fr", "en"] as const)("only a registration that stands is told as good, and each outcome has its own words (%s)", (language) => {
  const words = verificationWords(language);
  const tellings = outcomes.map((outcome) => tellOutcome(outcome, asked, words));
  expect(tellings.map(({ mark }) => mark)).toEqual(["done", "stop", "stop", "stop", "attend", "attend", "attend", "attend"]);
  expect(new Set(tellings.map(({ sentences }) => sentences.join(" "))).size).toBe(outcomes.length);
  for (const { sentences } of tellings.slice(4)) expect(sentences).toContain(words.say("fail.note"));
  for (const { sentences } of tellings) expect(sentences.join(" ")).not.toMatch(/\{\w+\}/);
});

test("what was asked stands beside every outcome, as it was read", () => {
  const { asked: recap } = tellOutcome({ kind: "busy" }, asked, verificationWords("fr"));
  expect(recap.map(([, value]) => value)).toEqual(["1-ABCD-EFGH-K", "732\u00a0829\u00a0320", "250\u202f000,50\u00a0€"]);
});

test("a wait is told in the unit that one waits in, never too short", () => {
  const words = verificationWords("fr");
  expect([0.2, 1, 59, 60, 61, 3_599, 3_600, 86_400].map((seconds) => waitText(seconds, words))).toEqual(["une seconde", "une seconde", "59 secondes", "une minute", "2 minutes", "60 minutes", "une heure", "24 heures"]);
});

test("the page is French unless its address asks for English", () => {
  expect(["", "?lang=fr", "?lang=de", "?lang=en", "?x=1&lang=en"].map(chosenLanguage)).toEqual(["fr", "fr", "fr", "en", "en"]);
});
