import { expect, test } from "vitest";
import { DEFAULT_LAYOUT } from "../life/default-layout.ts";
import { DEFAULT_POLICY } from "../policy/bank-policy.ts";
import { policyChanges, policyLines } from "./policy-words.ts";
import { words } from "./texts.ts";

test("what changes is told rule by rule, before and after, and nothing that stays", () => {
  const after = { ...DEFAULT_POLICY, approveWorkstations: true, graceDays: 14, retention: { neverLoanMonths: 1, afterLoanYears: null } };
  expect(policyChanges(DEFAULT_POLICY, after, words.en).map(({ rule, before, after: then }) => [rule, before, then])).toEqual([
    ["approveWorkstations", "works at once", "waits for approval"], ["graceDays", "without limit", "14 days"], ["neverLoanMonths", "no time set: nothing is erased", "1 month"],
  ]);
  const [layout] = policyChanges(DEFAULT_POLICY, { ...DEFAULT_POLICY, declaration: DEFAULT_LAYOUT }, words.en);
  expect(layout).toMatchObject({ rule: "declaration", before: "Guichet’s layout, or the workstation’s own", after: expect.stringMatching(/^NUMERO \(number\) ; SIREN .*JJ\/MM\/AAAA · TOTAL · NUMERO → STATUT/) });
  const held = { ...DEFAULT_POLICY, releases: { halted: false, upTo: null, firstBranches: ["0190a0b0-0000-7000-8000-000000000001"], share: 20 } };
  expect(policyChanges(DEFAULT_POLICY, held, words.en)).toMatchObject([{ rule: "releases", before: "all may pass", after: "1 branch first · 20% of the other workstations" }]);
  expect(policyChanges(held, { ...held, releases: { ...held.releases, halted: true } }, words.en)).toMatchObject([{ after: "all halted" }]);
  expect(policyChanges(after, after, words.fr)).toEqual([]);
  expect(policyLines(DEFAULT_POLICY, words.fr)).toHaveLength(7);
});
