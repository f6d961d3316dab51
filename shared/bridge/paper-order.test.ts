import { expect, test } from "vitest";
import { paperOrderSchema } from "./paper-order.ts";

const file = "01900000-0000-7000-8000-0123456789ab";
const refusal = { kind: "loan", reason: "La trésorerie ne permet pas de rembourser.", decidedOn: "2020-04-15", signatory: { name: "Maëlle Exemple" } };
const isTaken = (order: unknown): boolean => paperOrderSchema.safeParse(order).success;
const letter = (over: object): boolean => isTaken({ paper: "refusal", file, refusal: { ...refusal, ...over } });

test("an order for a paper is of a file, in a language; a letter is with its words, within their limits", () => {
  expect(["summary", "schedule", "registration", "attestation"].map((paper) => isTaken({ paper, file, language: "en" }))).toEqual([true, true, true, true]);
  expect([{ paper: "summary", file }, { paper: "summary", file: "x", language: "fr" }, { paper: "contract", file, language: "fr" }, { paper: "refusal", file }].map(isTaken)).toEqual([false, false, false, false]);
  expect([{}, { department: "2A" }, { department: "" }, { kind: "examination" }, { reason: "x".repeat(2_000) }].map(letter)).toEqual([true, true, true, true, true]);
  expect([{ reason: `${"x".repeat(19)}   ` }, { reason: "x".repeat(2_001) }, { decidedOn: "2020-02-30" }, { signatory: { name: "  " } }, { department: "20" }, { kind: "both" }].map(letter)).toEqual([false, false, false, false, false, false]);
});
