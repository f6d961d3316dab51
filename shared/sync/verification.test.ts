import { expect, test } from "vitest";
import { MAX_CENTS } from "../kernel/cents.ts";
import { registrationNumber } from "./registration-number.ts";
import { verificationAnswerSchema, verificationRequestSchema } from "./verification.ts";

const number = registrationNumber(1, Uint8Array.of(251, 90, 230, 77, 199));
const asked = { number, siren: "732829320", amount: 25_000_050 };
const wrongCheck = `${number.slice(0, -1)}${number.endsWith("0") ? "1" : "0"}`;

test("[VE1] three things in their stored form, and nothing beside them", () => {
  expect(verificationRequestSchema.parse(asked)).toEqual(asked);
  expect(verificationRequestSchema.safeParse({ ...asked, number: registrationNumber(123_456_789, new Uint8Array(5)) }).success).toBe(true);
});

test.each([
  ["a number as it is typed", { number: number.toLowerCase() }],
  ["a number without its dashes", { number: number.replaceAll("-", "") }],
  ["a wrong check character", { number: wrongCheck }],
  ["a number that goes on", { number: `${number}\n` }],
  ["a SIREN with spaces", { siren: "732 829 320" }],
  ["a SIREN as a number", { siren: 732_829_320 }],
  ["no amount", { amount: undefined }],
  ["nothing as an amount", { amount: 0 }],
  ["an amount below zero", { amount: -1 }],
  ["half a cent", { amount: 1.5 }],
  ["more than is held", { amount: MAX_CENTS + 1 }],
  ["an amount as a text", { amount: "25000050" }],
  ["a word more", { name: "Durand" }],
])("[VE1] %s is not asked", (_what, change) => {
  expect(verificationRequestSchema.safeParse({ ...asked, ...change }).success).toBe(false);
});

test("[VE1] an answer has no room for a company, a bank or an amount", () => {
  const match = { result: "match", state: "cancelled", at: 1 };
  expect(verificationAnswerSchema.parse(match)).toEqual(match);
  for (const more of [{ siren: "732829320" }, { amount: 1 }, { bank: "x" }, { number }]) expect(verificationAnswerSchema.safeParse({ ...match, ...more }).success).toBe(false);
  expect(verificationAnswerSchema.safeParse({ result: "mismatch", state: "registered", at: 1 }).success).toBe(false);
});
