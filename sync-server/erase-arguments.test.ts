import { expect, test } from "vitest";
import { eraseArguments, retentionArguments } from "./erase-arguments.ts";

const [BANK, FILE, PERSON] = ["018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002", "018f0000-0000-7000-8000-000000000003"];

test.each([
  [[BANK, "--due"], { bank: BANK, json: false, what: { due: true } }],
  [[BANK, "--json", "--due"], { bank: BANK, json: true, what: { due: true } }],
  [[BANK, "--file", FILE], { bank: BANK, json: false, what: { file: FILE, request: undefined } }],
  [[BANK, "--request", PERSON, "--file", FILE, "--json"], { bank: BANK, json: true, what: { file: FILE, request: PERSON } }],
])("%j is understood", (args, order) => {
  expect(eraseArguments(args)).toEqual(order);
});

test.each([[[]], [[BANK]], [["x", "--due"]], [[BANK, "--due", "--file", FILE]], [[BANK, "--file"]], [[BANK, "--file", "x"]], [[BANK, "--file", FILE, "--request"]], [[BANK, "--due", "--request", PERSON]], [[BANK, "--due", "--all"]], [[BANK, "--due", FILE]]])("%j is not", (args) => {
  expect(eraseArguments(args)).toBeUndefined();
});

test("what is only looked at takes a bank, and nothing else", () => {
  expect([retentionArguments([BANK]), retentionArguments([BANK, "--json"]), retentionArguments([]), retentionArguments([BANK, "--yes"])]).toEqual([{ bank: BANK, json: false }, { bank: BANK, json: true }, undefined, undefined]);
});
