import { expect, test } from "vitest";
import { DEFAULT_LAYOUT } from "../life/default-layout.ts";
import { DEFAULT_POLICY, policyText, readKnownPolicy, readPolicy } from "./bank-policy.ts";

test("what a bank did not decide is the default, and what nobody here understands is refused", () => {
  expect(readPolicy({})).toEqual(DEFAULT_POLICY);
  expect(readPolicy({ graceDays: 14 })).toEqual({ ...DEFAULT_POLICY, graceDays: 14 });
  for (const wrong of [{ later: 1 }, { graceDays: 0 }, { unlock: "none" }, { retention: { neverLoanMonths: 6 } }, { retention: { neverLoanMonths: 6, afterLoanYears: 4 } }, "x", null]) expect(() => readPolicy(wrong)).toThrow();
});

test("one policy has one text, whatever the order in which it was written", () => {
  const { retention, ...rest } = DEFAULT_POLICY;
  expect(policyText({ retention, ...rest })).toBe(policyText(DEFAULT_POLICY));
  expect(readPolicy(JSON.parse(policyText({ ...DEFAULT_POLICY, graceDays: 7 })))).toEqual({ ...DEFAULT_POLICY, graceDays: 7 });
});

test("what a later version decided is obeyed as far as it is understood, part by part", () => {
  expect(readKnownPolicy(JSON.stringify({ ...DEFAULT_POLICY, approveWorkstations: true, unlock: "by card", later: 1 }))).toEqual({ ...DEFAULT_POLICY, approveWorkstations: true });
  expect(readKnownPolicy('{"graceDays":3}')).toEqual({ ...DEFAULT_POLICY, graceDays: 3 });
  const layout = { ...DEFAULT_LAYOUT, delimiter: "|" as const };
  expect(readKnownPolicy(policyText({ ...DEFAULT_POLICY, declaration: layout })).declaration).toEqual(layout);
  expect(readKnownPolicy(JSON.stringify({ ...DEFAULT_POLICY, declaration: { ...layout, date: "a later way" } }))).toEqual(DEFAULT_POLICY);
  for (const broken of ["", "{", "[]", "null"]) expect(readKnownPolicy(broken)).toEqual(DEFAULT_POLICY);
});
