import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSealFragment, sealFragment, sealSigningText, type SealFacts } from "./attestation-seal.ts";
import { registrationNumber } from "./registration-number.ts";

const facts: SealFacts = { number: registrationNumber(1, Uint8Array.of(251, 90, 230, 77, 199)), siren: "732829320", amount: 25_000_050, registeredOn: "2020-04-16", kid: "receipts-2020-04-15" };
const signature = "A".repeat(86);
const fragment = sealFragment(facts, signature);

test("[VE5] what was written is read again, with the exact text that was signed", () => {
  expect(parseSealFragment(fragment)).toEqual({ ok: true, value: { facts, signed: sealSigningText(facts), signature } });
  const texts = fc.record({ amount: fc.integer({ min: 1, max: 900_000_000_000_000 }), bytes: fc.uint8Array({ minLength: 5, maxLength: 5 }), epoch: fc.integer({ min: 1, max: 9_999 }), siren: fc.stringMatching(/^[0-9]{9}$/) });
  fc.assert(fc.property(texts, ({ amount, bytes, epoch, siren }) => {
    const own = { ...facts, amount, siren, number: registrationNumber(epoch, bytes) };
    expect(parseSealFragment(sealFragment(own, signature))).toMatchObject({ ok: true, value: { facts: own } });
  }));
});

test("[VE5] it needs no escape in an address, and is short enough for a code of a few centimetres", () => {
  expect(new URL(`https://centre.example/verification#${fragment}`).hash).toBe(`#${fragment}`);
  expect(fragment.length).toBeLessThan(180);
});

test("[VE5] no two facts are signed as one text, nor anything else that the centre signs", () => {
  const others = [{ ...facts, amount: 2_500_005 }, { ...facts, siren: "900000019" }, { ...facts, registeredOn: "2020-04-17" }, { ...facts, kid: "receipts-2020-04-16" }];
  expect(new Set([facts, ...others].map(sealSigningText)).size).toBe(5);
  expect(sealSigningText(facts).startsWith("guichet-attestation:1.")).toBe(true);
});

test("[VE5] cut anywhere, with a sign too many, or with figures that are none, it is damaged; a later version is told as such", () => {
  for (let end = 1; end < fragment.length; end += 1) expect([end, parseSealFragment(fragment.slice(0, end))]).toEqual([end, { ok: false, error: "damaged" }]);
  const wrong = [
    `${fragment}A`, `${fragment}.`, ` ${fragment}`, "", "number", fragment.replace("25000050", "025000050"), fragment.replace("25000050", "0"), fragment.replace("25000050", "2.5"),
    fragment.replace("25000050", "900000000000001"), fragment.replace("732829320", "73282932"), fragment.replace(facts.number, facts.number.toLowerCase()), fragment.replace("2020-04-16", "16/04/2020"),
  ];
  for (const text of wrong) expect([text, parseSealFragment(text)]).toEqual([text, { ok: false, error: "damaged" }]);
  expect(parseSealFragment(fragment.replace(/^1/, "2"))).toEqual({ ok: false, error: "newer" });
});
