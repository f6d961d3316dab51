import { expect, test } from "vitest";
import { DEFAULT_POLICY, readPolicy } from "./bank-policy.ts";

test("what a bank did not decide is the default, and what nobody here understands is refused", () => {
  expect(readPolicy({})).toEqual(DEFAULT_POLICY);
  expect(readPolicy({ graceDays: 14 })).toEqual({ ...DEFAULT_POLICY, graceDays: 14 });
  for (const wrong of [{ later: 1 }, { graceDays: 0 }, { unlock: "none" }, { retention: { neverLoanMonths: 6 } }, { retention: { neverLoanMonths: 6, afterLoanYears: 4 } }, "x", null]) expect(() => readPolicy(wrong)).toThrow();
});
