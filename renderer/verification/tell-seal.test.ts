import { expect, test } from "vitest";
import { verificationWords } from "../../shared/i18n/verification-words.ts";
import type { Outcome } from "./ask-centre.ts";
import { tellSealed, tellUnsealed, type UnsealedCheck } from "./tell-seal.ts";

const facts = { number: "1-ABCD-EFGH-K", siren: "732829320", amount: 25_000_050, registeredOn: "2020-04-16", kid: "k" };
const at = 1_600_000_000_000;
const outcomes: readonly Outcome[] = [
  { kind: "answered", answer: { result: "match", state: "registered", at } }, { kind: "answered", answer: { result: "match", state: "cancelled", at } }, { kind: "answered", answer: { result: "amended", at } },
  { kind: "answered", answer: { result: "mismatch", at } }, { kind: "offline" }, { kind: "busy" }, { kind: "tooOften", waitS: 90 }, { kind: "refused", code: "G4001" },
];
const checks: readonly UnsealedCheck[] = [{ kind: "forged" }, { kind: "damaged" }, { kind: "newer" }, { kind: "unable" }, { kind: "offline" }];

test.each(["fr", "en"] as const)("[VE6] a genuine seal is good only while the centre says that it stands, and each state has its own title (%s)", (language) => {
  const tellings = outcomes.map((outcome) => tellSealed(outcome, facts, verificationWords(language)));
  expect(tellings.map(({ mark }) => mark)).toEqual(["done", "stop", "stop", "stop", "attend", "attend", "attend", "attend"]);
  expect(new Set(tellings.slice(0, 4).map(({ title }) => title)).size).toBe(4);
  for (const { asked } of tellings) expect(asked).toHaveLength(4);
});

test.each(["fr", "en"] as const)("[VE6] a code that is not found genuine is never good, and what it says is not repeated (%s)", (language) => {
  const tellings = checks.map((check) => tellUnsealed(check, verificationWords(language)));
  expect(tellings.map(({ mark }) => mark)).toEqual(["stop", "attend", "attend", "attend", "attend"]);
  expect(new Set(tellings.map(({ sentences }) => sentences.join(" "))).size).toBe(checks.length);
  for (const { asked } of tellings) expect(asked).toEqual([]);
});

test("what the seal says stands beside the answer, in the reader's language", () => {
  const [first = { kind: "busy" }] = outcomes;
  expect(tellSealed(first, facts, verificationWords("fr")).asked.map(([, value]) => value)).toEqual(["1-ABCD-EFGH-K", "732\u00a0829\u00a0320", "250\u202f000,50\u00a0€", "16/04/2020"]);
});
