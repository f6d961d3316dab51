import { BUILT_IN } from "../pge/packs/packs.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instant } from "../kernel/instant.ts";
import { legalDate } from "../kernel/legal-date.ts";
import { allowedSteps } from "./allowed-steps.ts";
import { levelOn } from "./delegation.ts";
import { judgeStep, type Judge } from "./judge-step.ts";
import { ledgerLineOf } from "./ledger-line.ts";
import { lifeOf } from "./loan-life.ts";
import { advisorOf, loanLifeOf, workedOn, type LoanFile } from "./loan-file.ts";
import { readFacts } from "./read-facts.ts";
import { STEP_NAMES, type StepFacts, type StepName } from "./step-specs.ts";
import { aLoan, after, entryOf, FACTS, user } from "./testing-loan.ts";

const DAY = "2020-04-22";
const on = (day: string, step: StepName): readonly [StepName, StepFacts] => [step, FACTS[step](day)];
const approved = after(aLoan(), on("2020-04-20", "approved"));
const disbursed = after(approved, on("2020-04-21", "disbursed"));
const declared = after(disbursed, on(DAY, "declared"));
const judge = (over: Partial<Judge> = {}): Judge => ({ author: user("maud"), role: "manager", businessDate: legalDate(DAY), packs: BUILT_IN, rule: () => undefined, ...over });
const judged = (file: LoanFile, step: StepName, facts: Readonly<Record<string, string | number>> = {}, over: Partial<Judge> = {}) => judgeStep(file, step, { ...FACTS[step](DAY), ...facts }, judge(over));

describe("[LI1] what is recorded of a step", () => {
  test("passes its gate as it was meant", () => {
    for (const step of STEP_NAMES) expect([step, readFacts(step, FACTS[step](DAY))]).toEqual([step, { ok: true, value: FACTS[step](DAY) }]);
  });
  test.each([
    ["disbursed", { amount: 1 }, [{ field: "on", reason: "REQUIRED" }]],
    ["disbursed", { on: "2020-04-31", amount: 1 }, [{ field: "on", reason: "DATE_FORMAT" }]],
    ["disbursed", { on: DAY, amount: "1" }, [{ field: "amount", reason: "WRONG_TYPE" }]],
    ["disbursed", { on: DAY, amount: -1 }, [{ field: "amount", reason: "AMOUNT_NEGATIVE" }]],
    ["approved", { on: DAY, level: 2 }, [{ field: "level", reason: "UNKNOWN_FIELD" }]],
    ["mediated", { on: DAY, outcome: "PEUT_ETRE" }, [{ field: "outcome", reason: "CHOICE_UNKNOWN" }]],
    ["returned", { on: DAY, why: " " }, [{ field: "why", reason: "TEXT_BLANK" }]],
  ] as const)("%s %j is refused by its fact", (step, facts, faults) => {
    expect(readFacts(step, facts)).toEqual({ ok: false, error: faults });
  });
  test("never throws, whatever it is given", () => {
    fc.assert(fc.property(fc.constantFrom(...STEP_NAMES), fc.dictionary(fc.string(), fc.anything()), (step, value) => typeof readFacts(step, value).ok === "boolean"));
  });
});

describe("[LI2] what is possible from where", () => {
  const stages: readonly (readonly [string, LoanFile, readonly StepName[]])[] = [
    ["a draft", aLoan({ status: "draft" }), ["declined", "assigned", "noted"]],
    ["a draft whose account changed", aLoan({ status: "draft", accountChange: { by: user("karim"), at: instant(1) } }), ["account-confirmed", "declined", "assigned", "noted"]],
    ["registered", aLoan(), ["approved", "returned", "amended", "declined", "cancelled", "assigned", "noted"]],
    ["returned", after(aLoan(), on(DAY, "returned")), ["approved", "amended", "declined", "cancelled", "assigned", "noted"]],
    ["approved", approved, ["disbursed", "returned", "amended", "declined", "cancelled", "assigned", "noted"]],
    ["disbursed", disbursed, ["declared", "amended", "option-chosen", "premium-paid", "incident", "repaid", "assigned", "noted"]],
    ["declared", declared, ["answered", "amended", "option-chosen", "premium-paid", "incident", "restructured", "repaid", "assigned", "noted"]],
    ["declared and answered", after(declared, on(DAY, "answered")), ["amended", "option-chosen", "premium-paid", "incident", "restructured", "repaid", "assigned", "noted"]],
    ["in incident", after(declared, on(DAY, "incident")), ["regularised", "guarantee-called", "premium-paid", "restructured", "repaid", "assigned", "noted"]],
    ["called", after(declared, on(DAY, "incident"), on(DAY, "guarantee-called")), ["guarantee-paid", "premium-paid", "restructured", "repaid", "assigned", "noted"]],
    ["restructured", after(declared, on(DAY, "restructured")), ["incident", "guarantee-called", "premium-paid", "repaid", "assigned", "noted"]],
    ["repaid", after(declared, on(DAY, "repaid")), ["premium-paid", "assigned", "noted"]],
    ["repaid by her choice", after(declared, ["option-chosen", { on: DAY, choice: "TOUT_REMBOURSER" }]), ["premium-paid", "assigned", "noted"]],
    ["declined", after(aLoan(), on(DAY, "declined")), ["mediated", "assigned", "noted"]],
    ["declined, mediation failed", after(aLoan(), on(DAY, "declined"), ["mediated", { on: DAY, outcome: "ECHEC" }]), ["assigned", "noted"]],
    ["cancelled", after(aLoan(), on(DAY, "cancelled")), ["noted"]],
    ["withdrawn", aLoan({ status: "withdrawn" }), []],
  ];
  test.each(stages)("%s", (_name, file, steps) => {
    expect(allowedSteps(file)).toEqual(steps);
    for (const step of STEP_NAMES) expect([step, judged(file, step)?.code === "G2017"]).toEqual([step, !steps.includes(step)]);
  });
});

describe("[LI11] who follows a file", () => {
  const OTHER = "0190c0de-0000-7000-8000-0000000000aa";
  test("whoever made it, until it is handed on; the last counts, through a mediation too, and her right to approve is as before", () => {
    const handed = after(approved, on(DAY, "assigned"));
    expect([advisorOf(approved), advisorOf(handed), advisorOf(after(handed, ["assigned", { on: DAY, to: "0190c0de-0000-7000-8000-0000000000bb" }]))]).toEqual(["helene", OTHER, "0190c0de-0000-7000-8000-0000000000bb"]);
    expect(advisorOf(after(handed, on(DAY, "declined"), ["mediated", { on: DAY, outcome: "ACCORD" }]))).toBe(OTHER);
    expect([lifeOf(handed.life).stage, workedOn(handed, user(OTHER))]).toEqual(["approved", false]);
  });
  test("handed to whoever has it already, or to no person, it is refused", () => {
    expect(judged(after(aLoan(), on(DAY, "assigned")), "assigned")).toEqual({ code: "G2002", fields: [{ field: "to", reason: "ASSIGNED_ALREADY" }] });
    expect(readFacts("assigned", { on: DAY, to: "Yann" })).toEqual({ ok: false, error: [{ field: "to", reason: "PERSON_UNKNOWN" }] });
  });
});

describe("[LI3] another person", () => {
  test.each(["approved", "returned"] as const)("%s is not for who made the file, typed in it or amended it", (step) => {
    const touched = aLoan({ touched: { city: [2, "r", user("karim")] } });
    const amended = after(aLoan(), ["amended", FACTS.amended(DAY), "yann"]);
    expect([judged(touched, step), judged(touched, step, {}, { author: user("helene") }), judged(touched, step, {}, { author: user("karim") }), judged(amended, step, {}, { author: user("yann") })].map((no) => no?.code))
      .toEqual([undefined, "G2018", "G2018", "G2018"]);
  });
  const ladder = [{ name: "Agence", upTo: 20_000_000 }, { name: "Région", upTo: 100_000_000 }, { name: "Engagements" }];
  const loanOf = (amount: number) => aLoan({ fields: { ...aLoan().fields, amount } });
  const standIn = (from: string, until: string, level = ladder[1]) => ({ for: "Rozenn", level: level ?? { name: "" }, from, until });
  test("approves what her own level covers, to the cent, whatever her role; above, the level that may is named", () => {
    const approvals = { ladder, own: { name: "Agence", upTo: 20_000_000 }, standIns: [] };
    expect(judged(loanOf(20_000_000), "approved", {}, { approvals, role: "advisor" })).toBeUndefined();
    expect(judged(loanOf(20_000_001), "approved", {}, { approvals })).toEqual({ code: "G2019", params: { amount: 20_000_001, limit: 20_000_000, level: "Région" } });
    expect(judged(loanOf(100_000_001), "returned", { why: "Pièce." }, { approvals })).toMatchObject({ code: "G2019", params: { level: "Engagements" } });
    expect(judged(loanOf(1), "approved", {}, { approvals: { ladder, standIns: [] }, role: "administrator" })).toEqual({ code: "G2019", params: { amount: 1, level: "Agence" } });
  });
  test("where the bank has no ladder, managers, supervisors and administrators approve any amount", () => {
    expect((["manager", "administrator", "supervisor", "advisor"] as const).map((role) => judged(loanOf(900_000_000), "approved", {}, { role })?.code)).toEqual([undefined, undefined, undefined, "G2019"]);
  });
  test("a supervisor approves and notes, and leaves the bank's own work to the branch", () => {
    const by = (step: StepName) => judged(loanOf(1), step, step === "returned" ? { why: "Pièce." } : {}, { role: "supervisor" })?.code;
    expect([by("approved"), by("returned"), by("noted"), by("disbursed"), by("cancelled")]).toEqual([undefined, undefined, undefined, "G2017", "G3002"]);
  });
  test("stands in for who is away, on those days only, at the higher of both levels, and never for her own work", () => {
    const approvals = { ladder, own: { name: "Agence", upTo: 20_000_000 }, standIns: [standIn(DAY, DAY)] };
    const dear = loanOf(60_000_000);
    expect(judged(dear, "approved", {}, { approvals })).toBeUndefined();
    expect(judged({ ...dear, createdBy: user("yann") }, "approved", {}, { approvals, author: user("yann") })?.code).toBe("G2018");
    for (const other of [standIn("2019-01-01", "2019-12-31"), standIn("2023-01-01", "2023-12-31")]) expect(judged(dear, "approved", {}, { approvals: { ...approvals, standIns: [other] } })?.code).toBe("G2019");
    expect(levelOn("advisor", { ladder, own: { name: "Engagements" }, standIns: [standIn(DAY, DAY)] }, legalDate(DAY))).toEqual({ name: "Engagements" });
    expect(levelOn("advisor", { ladder, standIns: [standIn(DAY, DAY, { name: "Engagements" }), standIn(DAY, DAY)] }, legalDate(DAY))).toEqual({ name: "Engagements" });
  });
  test("a new account is confirmed by somebody else, and holds the disbursement until then", () => {
    const changed = after(approved, ["amended", { on: DAY, why: "Compte.", iban: "FR1420041010050500013M02606" }, "yann"], on(DAY, "approved"));
    expect(changed.fields.iban).toBe("FR1420041010050500013M02606");
    expect(judged(changed, "disbursed")).toMatchObject({ code: "G2017", fields: [{ field: "iban", reason: "STEP_NEEDS_CALL_BACK" }] });
    expect(judged(changed, "account-confirmed", {}, { author: user("yann") })?.code).toBe("G2018");
    expect(judged(changed, "account-confirmed")).toBeUndefined();
    expect(judged(after(changed, on(DAY, "account-confirmed")), "disbursed")).toBeUndefined();
  });
});

describe("[LI17] an account that was replaced in the draft after the pre-approval", () => {
  const touched = { iban: [3, "r", user("karim")] } as const;
  const marked = aLoan({ touched, accountChange: { by: user("karim"), at: instant(1) } });
  const ready = after(marked, on("2020-04-20", "approved"));
  test("holds the disbursement until somebody who did not work on the file has called the client back, in the draft already or later", () => {
    expect(judged(ready, "disbursed")).toMatchObject({ code: "G2017", fields: [{ field: "iban", reason: "STEP_NEEDS_CALL_BACK" }] });
    expect([judged(ready, "account-confirmed", {}, { author: user("karim") }), judged(ready, "account-confirmed", {}, { author: user("helene") }), judged(ready, "account-confirmed")].map((no) => no?.code)).toEqual(["G2018", "G2018", undefined]);
    const called = after(ready, on(DAY, "account-confirmed"));
    expect([called.accountChange, judged(called, "disbursed")]).toEqual([undefined, undefined]);
    expect(judged({ ...marked, status: "draft" }, "account-confirmed")).toBeUndefined();
  });
  test("and an amendment that names another takes its place: the account that is there is confirmed, by others than who named it", () => {
    const amended = after(marked, ["amended", { on: DAY, why: "Compte.", iban: "FR1420041010050500013M02606" }, "yann"]);
    expect([amended.accountChange, loanLifeOf(amended).unconfirmedAccount?.by, judged(amended, "account-confirmed", {}, { author: user("yann") })?.code]).toEqual([undefined, "yann", "G2018"]);
  });
  test("is still to be confirmed when a mediation opens the file again", () => {
    const opened = after(after(aLoan(), ["amended", { on: DAY, why: "Compte.", iban: "FR1420041010050500013M02606" }, "yann"]), on(DAY, "declined"), ["mediated", { on: DAY, outcome: "ACCORD" }]);
    expect([opened.status, loanLifeOf(opened).unconfirmedAccount?.by]).toEqual(["draft", "yann"]);
  });
});

test("[LI1] a step of a newer version adds nothing, and what is known around it is read", () => {
  const newer = { ...entryOf("noted", { on: DAY, text: "?" }), step: "securitised" } as unknown as ReturnType<typeof entryOf>;
  expect(lifeOf([...(disbursed.life ?? []), newer])).toEqual(lifeOf(disbursed.life));
});

describe("[LI4] money leaves", () => {
  test("with everything, and not without: all that is missing is named", () => {
    const { mandateOn: _mandate, swornOn: _sworn, vigilanceBy: _by, ...fields } = aLoan().fields;
    const { registration: _number, ...bare } = aLoan({ status: "draft", fields });
    expect(judged(approved, "disbursed")).toBeUndefined();
    expect(judged(bare, "disbursed")?.fields?.map(({ reason }) => reason)).toEqual(["STEP_NEEDS_NUMBER", "MANDATE_REQUIRED", "SWORN_STATEMENT_REQUIRED", "VIGILANCE_REQUIRED"]);
    expect(judged(aLoan(), "disbursed")?.fields).toEqual([{ field: "approved", reason: "STEP_NEEDS_APPROVAL" }]);
    expect(judged(after(approved, on(DAY, "amended")), "disbursed")?.fields).toEqual([{ field: "approved", reason: "STEP_NEEDS_APPROVAL" }]);
  });
});

describe("[LI5] days and amounts", () => {
  test.each<readonly [string, LoanFile, StepName, Readonly<Record<string, string | number>>, string, string]>([
    ["a day to come", approved, "disbursed", { on: "2020-04-23" }, "on", "DATE_AFTER_BUSINESS_DATE"],
    ["before the approval", approved, "disbursed", { on: "2020-04-19" }, "on", "DATE_BEFORE_STEP"],
    ["declared before it was disbursed", disbursed, "declared", { on: "2020-04-20" }, "on", "DATE_BEFORE_STEP"],
    ["answered before it was declared", declared, "answered", { on: "2020-04-21" }, "on", "DATE_BEFORE_STEP"],
    ["more than was registered", approved, "disbursed", { amount: 20_000_001 }, "amount", "AMOUNT_OVER_REGISTERED"],
    ["nothing", approved, "disbursed", { amount: 0 }, "amount", "AMOUNT_ZERO"],
    ["an amount before the money left", approved, "amended", { amount: 1_000 }, "amount", "AMOUNT_NOT_DISBURSED"],
    ["a rejection without its reason", declared, "answered", { outcome: "REJETEE" }, "reason", "REQUIRED"],
    ["a part repaid without its amount", disbursed, "option-chosen", { choice: "REMBOURSER_EN_PARTIE" }, "repaid", "REQUIRED"],
    ["told in writing on a day to come", aLoan(), "declined", { notifiedOn: "2020-05-01" }, "notifiedOn", "DATE_AFTER_BUSINESS_DATE"],
  ])("%s", (_name, file, step, facts, field, reason) => {
    expect(judged(file, step, facts)).toEqual({ code: "G2002", fields: [{ field, reason }] });
  });
  test("an amortisation says its years", () => {
    expect(judgeStep(disbursed, "option-chosen", { on: DAY, choice: "AMORTIR" }, judge())).toEqual({ code: "G2002", fields: [{ field: "amortisationYears", reason: "REQUIRED" }] });
  });
  test("an amendment says what it changes", () => {
    expect(judgeStep(disbursed, "amended", { on: DAY, why: "Rien." }, judge())).toEqual({ code: "G2002", fields: [{ field: "why", reason: "AMENDMENT_EMPTY" }] });
  });
  test("the rules are asked at the real day, with the amount that leaves; for an amendment with what it gives", () => {
    const asked: unknown[] = [];
    const rule: Judge["rule"] = (fields, grantOn) => { asked.push([grantOn, fields.amount, fields.totalYears]); return { code: "G2004" }; };
    expect(judged(approved, "disbursed", { on: "2020-04-21", amount: 15_000_000 }, { rule })?.code).toBe("G2004");
    expect(judged(disbursed, "amended", { amount: 22_000_000 }, { rule })?.code).toBe("G2004");
    expect(judged(approved, "amended", {}, { rule })?.code).toBe("G2004");
    expect(judged(disbursed, "declared", {}, { rule })).toBeUndefined();
    expect(asked).toEqual([["2020-04-21", 15_000_000, 5], ["2020-04-21", 22_000_000, 4], ["2020-04-20", 20_000_000, 4]]);
  });
});

test("[LI6] what the file holds of the ceiling", () => {
  const line = (file: LoanFile) => { const { state, amount, grantOn } = ledgerLineOf(file) ?? {}; return [state, amount, grantOn]; };
  const less = after(approved, ["disbursed", { on: "2020-04-21", amount: 15_000_000 }]);
  expect(ledgerLineOf(aLoan({ status: "draft" }))).toBeDefined(); // it has a number: a draft never does
  expect([aLoan(), approved, less, after(less, ["amended", { on: DAY, why: "Plus.", amount: 18_000_000 }]), after(less, on(DAY, "repaid")), after(aLoan(), on(DAY, "cancelled")), after(approved, on(DAY, "declined"))].map(line)).toEqual([
    ["reserved", 20_000_000, "2020-04-20"], ["reserved", 20_000_000, "2020-04-20"], ["granted", 15_000_000, "2020-04-21"], ["granted", 18_000_000, "2020-04-21"], ["granted", 15_000_000, "2020-04-21"],
    ["released", 20_000_000, "2020-04-20"], ["released", 20_000_000, "2020-04-20"],
  ]);
  const reopened = after(aLoan(), on(DAY, "declined"), ["mediated", { on: DAY, outcome: "ACCORD" }]);
  expect([reopened.status, reopened.registration, ledgerLineOf(reopened), lifeOf(reopened.life).declined]).toEqual(["draft", undefined, undefined, undefined]);
});

test("[LI8] a declaration that was rejected is none, since the day of the disbursement", () => {
  const rejected = after(declared, ["answered", { on: DAY, outcome: "REJETEE", reason: "SIREN inconnu" }]);
  expect(lifeOf(rejected.life)).toMatchObject({ stage: "disbursed", since: "2020-04-21", declaration: { answer: "REJETEE", reason: "SIREN inconnu" } });
  expect(judged(rejected, "declared")).toBeUndefined();
  expect(lifeOf(after(rejected, on(DAY, "declared")).life)).toMatchObject({ stage: "declared", declaration: { answer: undefined } });
});

test("the guarantee: what was paid, less what went back", () => {
  const called = after(declared, on(DAY, "incident"), on(DAY, "guarantee-called"), on(DAY, "guarantee-paid"), ["guarantee-paid", { on: DAY, payment: "FINAL", sense: "R", amount: 1_000_000 }]);
  expect(lifeOf(called.life)).toMatchObject({ stage: "called", called: { amount: 18_000_000 }, paid: 8_000_000 });
});

test("whatever is recorded as it is allowed, the loan stands somewhere and the ledger has one line of it", () => {
  fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 30 }), (picks) => {
    let file = aLoan();
    for (const pick of picks) {
      const steps = allowedSteps(file);
      const step = steps[pick % Math.max(1, steps.length)];
      if (step !== undefined && judged(file, step) === undefined) file = after(file, [step, FACTS[step](DAY)]);
    }
    const line = ledgerLineOf(file);
    return file.status === "draft" ? line === undefined : line?.number === "1-7K3M-9QPX-T" && (line.state === "released") === (file.status === "declined" || file.status === "cancelled");
  }));
});
