import { expect, test } from "vitest";
import { DEFAULT_LAYOUT } from "../../../shared/life/default-layout.ts";
import { DEFAULT_POLICY, policyText } from "../../../shared/policy/bank-policy.ts";
import { keepMe } from "../policy/bank-policy.ts";
import { readMe } from "../session/open-desk.ts";
import { openTestDesk } from "../test-support/test-desk.ts";
import { keepLayout, layoutOf } from "./declare-loans.ts";

test("[PO5] the bank's layout comes before this workstation's own, which comes before the product's; nobody sets another over the bank's", async () => {
  const desk = await openTestDesk("marie");
  const { db } = desk;
  const decide = (policy: string): void => db.transaction((write) => keepMe(write, { ...readMe(db.read), policy: { n: 1, text: policy } }));
  const own = { ...DEFAULT_LAYOUT, delimiter: "," as const };
  const agreed = { ...DEFAULT_LAYOUT, delimiter: "|" as const };
  expect(layoutOf(desk)).toEqual(DEFAULT_LAYOUT);
  expect(keepLayout(desk, own).ok).toBe(true);
  expect(layoutOf(desk)).toEqual(own);
  decide(policyText({ ...DEFAULT_POLICY, declaration: agreed }));
  expect(layoutOf(desk)).toEqual(agreed);
  expect(keepLayout(desk, own)).toEqual({ ok: false, error: { code: "G9594" } });
  decide(policyText(DEFAULT_POLICY));
  expect(layoutOf(desk)).toEqual(own);
});
