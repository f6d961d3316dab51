import { expect, test } from "vitest";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import { oneByOne } from "./one-by-one.ts";

const numbers = Array.from({ length: 100 }, (_, n) => n);
const refused = (code: CodedError["code"]) => err({ code });

test("what is refused in one file stops no other; a disk that is full stops all", async () => {
  const seen: number[] = [];
  const record = (full: number) => (n: number) => { seen.push(n); return n === full ? refused("G1005") : n % 2 === 0 ? refused("G2017") : ok(n); };
  expect(await oneByOne({ isOpen: () => true }, numbers, record(-1))).toEqual(ok(undefined));
  expect(seen.splice(0)).toEqual(numbers);
  expect(await oneByOne({ isOpen: () => true }, numbers, record(7))).toEqual(refused("G1005"));
  expect(seen).toEqual(numbers.slice(0, 8));
});

test("others are answered between them, and one of them may lock", async () => {
  let isOpen = true;
  const seen: number[] = [];
  setImmediate(() => { isOpen = false; });
  expect(await oneByOne({ isOpen: () => isOpen }, numbers, (n) => { seen.push(n); return ok(n); })).toEqual(refused("G1008"));
  expect([seen.length > 0, seen.length < numbers.length]).toEqual([true, true]);
});
