import { expect, test } from "vitest";
import { DEFAULT_POLICY, policyText } from "../../../shared/policy/bank-policy.ts";
import { readMe } from "../session/open-desk.ts";
import { openTestDesk } from "../test-support/test-desk.ts";
import { keepMe, keptBankPolicy } from "./bank-policy.ts";

test("[PO4] the policy that came with who she is is kept; a centre that tells none changes nothing, and a later version's is obeyed as far as it is understood", async () => {
  const { db } = await openTestDesk("marie");
  const me = readMe(db.read);
  const heard = (text?: string) => {
    db.transaction((write) => keepMe(write, { ...me, ...(text === undefined ? {} : { policy: { n: 1, text } }) }));
    return keptBankPolicy(db.read);
  };
  expect(heard()).toEqual(DEFAULT_POLICY);
  expect(heard(policyText({ ...DEFAULT_POLICY, graceDays: 7 })).graceDays).toBe(7);
  expect(heard().graceDays).toBe(7);
  expect(heard(JSON.stringify({ ...DEFAULT_POLICY, unlock: "both", later: {} }))).toEqual({ ...DEFAULT_POLICY, unlock: "both" });
  expect(readMe(db.read).policy?.text).toContain("later");
});
