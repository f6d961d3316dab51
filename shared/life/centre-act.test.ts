import { describe, expect, test } from "vitest";
import { id, type ChangeId } from "../kernel/ids.ts";
import { instant } from "../kernel/instant.ts";
import { CENTRE_ACTS, entryOfAct, judgeCentreAct, THE_CENTRE, type CentreAct, type CentreActKind } from "./centre-act.ts";
import { ledgerLineOf } from "./ledger-line.ts";
import type { LoanFile } from "./loan-file.ts";
import { lifeOf } from "./loan-life.ts";
import { readFacts } from "./read-facts.ts";
import type { StepFacts, StepName } from "./step-specs.ts";
import { takeStep } from "./take-step.ts";
import { aLoan, after, FACTS } from "./testing-loan.ts";

const DAY = "2020-04-22";
const on = (day: string, step: StepName): readonly [StepName, StepFacts] => [step, FACTS[step](day)];
const approved = after(aLoan(), on("2020-04-20", "approved"));
const disbursed = after(approved, on("2020-04-21", "disbursed"));
const declared = after(disbursed, on(DAY, "declared"));
const acts: { readonly [K in CentreActKind]: CentreAct } = { corrected: { kind: "corrected", amount: 12_000_000 }, cancelled: { kind: "cancelled" }, released: { kind: "released" }, expired: { kind: "expired" } };
const grounds = { reason: "Montant mal saisi.", asked: "Ticket 4512" };
const taken = (file: LoanFile, act: CentreAct): LoanFile => ({ ...file, ...takeStep(file, entryOfAct(act, grounds, { on: DAY, at: instant(1), change: id<ChangeId>("0190c0de-0000-7000-8000-0000000000a1") })) });

describe("[LI13] what the centre does from where a loan stands", () => {
  test.each([
    ["a draft", aLoan({ status: "draft" }), []], ["one whose number is not there", (({ registration: _none, ...file }) => file)(aLoan()), []],
    ["registered", aLoan(), ["corrected", "cancelled", "released", "expired"]], ["approved", approved, ["corrected", "cancelled", "released"]],
    ["disbursed", disbursed, ["corrected"]], ["declared", declared, ["corrected"]], ["in incident", after(declared, on(DAY, "incident")), []], ["repaid", after(declared, on(DAY, "repaid")), []],
    ["cancelled", after(aLoan(), on(DAY, "cancelled")), []], ["declined", after(aLoan(), on(DAY, "declined")), []], ["withdrawn", aLoan({ status: "withdrawn" }), []],
  ] as const)("%s", (_where, file, possible) => {
    expect(CENTRE_ACTS.filter((kind) => judgeCentreAct(file, acts[kind], () => undefined) === undefined)).toEqual(possible);
    for (const kind of CENTRE_ACTS) if (!(possible as readonly string[]).includes(kind)) expect(judgeCentreAct(file, acts[kind], () => undefined)?.code).toBe("G9721");
  });

  test("a correction is judged with the new amount, at the foreseen day or the day of the disbursement", () => {
    const asked: unknown[] = [];
    const rule = (fields: LoanFile["fields"], grantOn: string) => { asked.push([fields.amount, grantOn]); return { code: "G2004" as const }; };
    expect([judgeCentreAct(approved, acts.corrected, rule)?.code, judgeCentreAct(disbursed, acts.corrected, rule)?.code]).toEqual(["G2004", "G2004"]);
    expect(asked).toEqual([[12_000_000, "2020-04-20"], [12_000_000, "2020-04-21"]]);
    expect(judgeCentreAct(disbursed, { kind: "corrected", amount: 20_000_000 }, rule)?.fields).toEqual([{ field: "amount", reason: "AMOUNT_UNCHANGED" }]);
  });
});

describe("[LI13] what an act makes of a loan", () => {
  test("is a step that every version reads, by nobody of the bank, with its reason", () => {
    for (const kind of CENTRE_ACTS) {
      const entry = entryOfAct(acts[kind], grounds, { on: DAY, at: instant(1), change: id<ChangeId>("0190c0de-0000-7000-8000-0000000000a1") });
      expect([kind, readFacts(entry.step, entry.facts).ok, entry.by, entry.facts["why"], entry.centre]).toEqual([kind, true, THE_CENTRE, grounds.reason, { act: kind, asked: grounds.asked }]);
    }
  });

  test("what is held of the ceiling follows", () => {
    expect(ledgerLineOf(taken(approved, acts.corrected))).toMatchObject({ state: "reserved", amount: 12_000_000 });
    expect(lifeOf(taken(approved, acts.corrected).life)).toMatchObject({ stage: "registered", approved: undefined });
    expect(ledgerLineOf(taken(disbursed, acts.corrected))).toMatchObject({ state: "granted", amount: 12_000_000, grantOn: "2020-04-21" });
    for (const kind of ["cancelled", "released", "expired"] as const) expect(ledgerLineOf(taken(approved, acts[kind]))).toMatchObject({ state: "released" });
  });
});
