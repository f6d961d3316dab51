import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addYears, legalDate } from "../kernel/legal-date.ts";
import { entryOf } from "../life/testing-loan.ts";
import type { StepName } from "../life/step-specs.ts";
import { DEFAULT_POLICY } from "../policy/bank-policy.ts";
import { isErasableOnRequest, retentionOf, type RetainedFile } from "./retention.ts";
import { aRetained } from "./testing-retained.ts";

const on = legalDate;
const POLICY = { neverLoanMonths: 24, afterLoanYears: 5 };
const draft: RetainedFile = { status: "draft", lastChangeOn: on("2020-05-31") };
const LENT = [["approved", "2020-04-15"], ["disbursed", "2020-04-20"]] as const;
const repaid = aRetained([...LENT, ["repaid", "2021-04-20"]]);
const final = entryOf("guarantee-paid", { on: "2022-03-01", payment: "FINAL", sense: "V", amount: 1_000 });
const called = aRetained([...LENT, ["declared", "2020-05-02"], ["incident", "2021-05-02"], ["guarantee-called", "2021-08-01"]]);

describe("[ER1] kept without an end", () => {
  test.each<[string, RetainedFile, string]>([
    ["registered: it holds a number", aRetained([]), "number"],
    ["approved", aRetained([["approved", "2020-04-15"]]), "number"],
    ["lent", aRetained(LENT), "loan"],
    ["its guarantee called and not paid", called, "loan"],
    ["paid for a part", { ...called, life: [...(called.life ?? []), entryOf("guarantee-paid", { on: "2022-03-01", payment: "PROVISIONNEL", sense: "V", amount: 1_000 })] }, "loan"],
    ["in mediation", aRetained([["declined", "2020-04-15"], ["mediated", "2020-04-16"]]), "mediation"],
    ["with a step of a newer version", { ...repaid, life: [...(repaid.life ?? []), entryOf("from-the-future" as StepName, { on: "2021-05-01" })] }, "unread"],
  ])("%s", (_what, file, ground) => {
    expect(retentionOf(file, POLICY, on("2099-01-01"))).toEqual({ kind: "kept", ground, until: undefined });
  });
});

describe("[ER2] never a loan: months after the last change", () => {
  test.each<[string, RetainedFile]>([
    ["a draft", draft], ["withdrawn", { ...draft, status: "withdrawn" }], ["refused by the bank", { ...draft, status: "declined", life: [entryOf("declined", { on: "2020-04-01" })] }],
    ["cancelled before the money left", { ...aRetained([["cancelled", "2020-04-30"]]), lastChangeOn: on("2020-05-31") }],
  ])("%s", (_what, file) => {
    expect(retentionOf(file, POLICY, on("2022-05-30"))).toEqual({ kind: "kept", ground: "policy", until: "2022-05-31" });
    expect(retentionOf(file, POLICY, on("2022-05-31"))).toEqual({ kind: "erasable", rule: "never-loan", since: "2022-05-31" });
  });
});

describe("[ER3] a loan that ended: years after the last day of it, and no less than the texts", () => {
  const bare = { relationYears: 5, accountsYears: null };
  test.each<[string, RetainedFile, Parameters<typeof retentionOf>[1], Parameters<typeof retentionOf>[3], string, string]>([
    ["the accounts outlast the bank's five years", repaid, POLICY, undefined, "accounts", "2031-12-31"],
    ["the bank's own time is longer", repaid, { ...POLICY, afterLoanYears: 12 }, undefined, "policy", "2033-04-20"],
    ["without accounts here, the relation is the text named", repaid, POLICY, bare, "relation", "2026-04-20"],
    ["paid for good after a call", { ...called, life: [...(called.life ?? []), final] }, POLICY, bare, "relation", "2027-03-01"],
    ["a premium paid after the end counts", aRetained([...LENT, ["repaid", "2021-04-20"], ["premium-paid", "2021-06-01"]]), POLICY, bare, "relation", "2026-06-01"],
    ["on the 29th of February", aRetained([...LENT, ["repaid", "2024-02-29"]]), POLICY, bare, "relation", "2029-02-28"],
  ])("%s", (_what, file, policy, floors, ground, until) => {
    expect(retentionOf(file, policy, addDays(on(until), -1), floors)).toEqual({ kind: "kept", ground, until });
    expect(retentionOf(file, policy, on(until), floors)).toEqual({ kind: "erasable", rule: "ended-loan", since: until });
  });
});

test("[ER4] where the bank set no time nothing goes", () => {
  for (const file of [draft, repaid]) expect(retentionOf(file, DEFAULT_POLICY.retention, on("2099-01-01"))).toEqual({ kind: "kept", ground: "unset", until: undefined });
});

test("[ER5] before its time, at its client's request, only what was never decided", () => {
  expect([draft, { ...draft, status: "withdrawn" as const }].map(isErasableOnRequest)).toEqual([true, true]);
  expect([aRetained([]), repaid, { ...draft, status: "declined" as const }, aRetained([["cancelled", "2020-04-30"]])].map(isErasableOnRequest)).toEqual([false, false, false, false]);
});

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(on("2020-01-01"), days));
const anyPolicy = fc.record({ neverLoanMonths: fc.option(fc.integer({ min: 1, max: 120 })), afterLoanYears: fc.option(fc.integer({ min: 5, max: 30 })) });
const anyFile = fc.constantFrom<RetainedFile>(draft, repaid, called, aRetained(LENT), aRetained([]), { ...called, life: [...(called.life ?? []), final] });

test("what may go on a day may go on every later one, and the day told is the first", () => {
  fc.assert(fc.property(anyFile, anyPolicy, anyDay, anyDay, (file, policy, first, second) => {
    const [early, late] = first <= second ? [first, second] : [second, first];
    const now = retentionOf(file, policy, early);
    if (now.kind === "erasable") expect(retentionOf(file, policy, late).kind).toBe("erasable");
    else if (now.until !== undefined) expect([retentionOf(file, policy, now.until).kind, retentionOf(file, policy, addDays(now.until, -1)).kind]).toEqual(["erasable", "kept"]);
  }));
});
test("[ER3] no policy makes a loan go before five years after its end", () => {
  fc.assert(fc.property(anyPolicy, anyDay, (policy, day) => {
    if (retentionOf(repaid, policy, day, { relationYears: 5, accountsYears: null }).kind === "erasable") expect(day >= addYears(on("2021-04-20"), 5)).toBe(true);
  }));
});
