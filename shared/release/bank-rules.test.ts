import { expect, test } from "vitest";
import { bankHold, bankNumberOf, isNoRule, NO_RELEASE_RULES, type BankSituation } from "./bank-rules.ts";
import { releaseRulesSchema } from "./bank-rules-schema.ts";
import { isVersion, type Version } from "./version.ts";

const PILOT = "0190a0b0-0000-7000-8000-000000000001";
const OTHER = "0190a0b0-0000-7000-8000-000000000002";
const v = (text: string): Version => {
  if (!isVersion(text)) throw new Error(text);
  return text;
};
const there: BankSituation = { version: v("2.0.0"), mandatory: false, branches: [OTHER], number: 30 };

test("[RE1] a halt holds back everybody of the bank, first branches and mandatory releases too", () => {
  const rules = { ...NO_RELEASE_RULES, halted: true, firstBranches: [PILOT] };
  expect([bankHold(rules, there), bankHold(rules, { ...there, branches: [PILOT] }), bankHold(rules, { ...there, mandatory: true })]).toEqual(["bank-halted", "bank-halted", "bank-halted"]);
});

test("[RE1] no version above the one that the bank names is taken, a mandatory one neither; that one is", () => {
  const rules = { ...NO_RELEASE_RULES, upTo: v("2.0.0") };
  expect(bankHold(rules, there)).toBeUndefined();
  expect([bankHold(rules, { ...there, version: v("2.0.1") }), bankHold(rules, { ...there, version: v("2.0.1"), mandatory: true, branches: [PILOT] })]).toEqual(["bank-version", "bank-version"]);
});

test("[RE2] the first branches take a release at once, the others as far as the share reaches them, a mandatory one everywhere", () => {
  const rules = { ...NO_RELEASE_RULES, firstBranches: [PILOT], share: 30 };
  expect([bankHold(rules, { ...there, branches: [OTHER, PILOT], number: 99 }), bankHold(rules, { ...there, number: 29 }), bankHold(rules, there), bankHold(rules, { ...there, mandatory: true })])
    .toEqual([undefined, undefined, "bank-staged", undefined]);
  expect(bankHold({ ...rules, share: 0 }, { ...there, number: 0 })).toBe("bank-staged");
});

test("[RE2] where a bank decided nothing, it holds back nobody", () => {
  expect([isNoRule(NO_RELEASE_RULES), bankHold(NO_RELEASE_RULES, { ...there, number: 99 })]).toEqual([true, undefined]);
  expect(releaseRulesSchema.safeParse({ ...NO_RELEASE_RULES, upTo: "2.0" }).success).toBe(false);
});

test("[RE3] numbers are spread evenly, stay for a replica and a version, and fall anew for the next version", () => {
  const replicas = Array.from({ length: 5_000 }, (_, n) => `0190a0b0-0000-7000-8000-${n.toString(16).padStart(12, "0")}`);
  const below = (version: string, share: number): readonly string[] => replicas.filter((replica) => bankNumberOf(replica, version) < share);
  for (const share of [1, 10, 50]) expect(Math.abs(below("2.0.0", share).length - share * 50)).toBeLessThan(share * 50 * 0.2 + 25);
  const [first, second] = [new Set(below("2.0.0", 10)), below("2.0.1", 10)];
  expect(second.filter((replica) => first.has(replica)).length).toBeLessThan(100);
  expect(below("2.0.0", 100)).toHaveLength(5_000);
});
