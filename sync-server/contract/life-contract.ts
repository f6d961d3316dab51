import { describe, expect, test } from "vitest";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { lifeOf } from "../../shared/life/loan-life.ts";
import type { StepFacts, StepName } from "../../shared/life/step-specs.ts";
import type { Verdict } from "../../shared/sync/protocol.ts";
import { contractWorld, created, freshSiren, stateOf, submitted, type OpenStore } from "../testing/contract-world.ts";
import type { SmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId, type Intention, type Workstation } from "../testing/workstation.ts";

const DAY = "2020-06-15";
const AMOUNT = 10_000_000;
const recorded = (file: string, step: StepName, facts: Partial<StepFacts> & object, base = 9): Intention => ({ kind: "recorded", file, base, body: { step, facts: { on: DAY, ...facts } } });

/** What every centre must do with the life of a loan: [LI1] to [LI8]. Marie enters, Anna manages. */
export function lifeContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);

  type Setting = SmallWorld & { readonly marie: Workstation; readonly anna: Workstation; readonly file: string; readonly siren: string; readonly number: string; readonly base: (file?: string) => Promise<number> };
  /** A registered file of a company of its own. */
  async function registered(): Promise<Setting> {
    const made = await world();
    await made.services.setBusinessDate(await made.caller("anna"), legalDate(DAY));
    const [marie, anna] = [await made.workstation("marie"), await made.workstation("anna")];
    const [file, siren] = [newId(), freshSiren()];
    const [, verdict] = await marie.send(created(file, soundFields({ siren })), submitted(file, 1));
    if (verdict?.kind !== "accepted" || verdict.number === undefined) throw new Error(`not registered: ${JSON.stringify(verdict)}`);
    return { ...made, marie, anna, file, siren, number: verdict.number, base: async (one = file) => (await stateOf(marie, one))?.version ?? 0 };
  }
  const said = (verdict: Verdict | undefined): string => (verdict?.kind === "refused" ? [verdict.code, ...verdict.fields.map(({ field, reason }) => `${field}: ${reason}`)].join(", ") : (verdict?.kind ?? "nothing"));
  const ledgerOf = async (siren: string) => (await store().ledgerTotals()).find((row) => row.siren === siren)?.amount;
  /** What each was told, each from a workstation of her own at the version before it. */
  async function steps(setting: Setting, ...asked: readonly (readonly [person: string, step: StepName, facts: object])[]): Promise<readonly string[]> {
    const told: string[] = [];
    for (const [person, step, facts] of asked) told.push(said((await (await setting.workstation(person)).send(recorded(setting.file, step, facts, await setting.base())))[0]));
    return told;
  }

  test("[LI1] [LI3] [LI4] [LI6] from the number to the declaration: who recorded what, and the ledger with it", async () => {
    const it = await registered();
    const { marie, anna, siren, file, number } = it;
    expect(await steps(it,
      ["marie", "disbursed", { amount: AMOUNT }], ["anna", "approved", {}], ["marie", "disbursed", { amount: 9_000_000 }], ["paul", "declared", { batch: "D-1" }], ["paul", "answered", { outcome: "ACCEPTEE", reference: "R-9" }],
    )).toEqual(["G2017, approved: STEP_NEEDS_APPROVAL", "accepted", "accepted", "accepted", "accepted"]);
    const paul = await it.caller("paul");
    const state = await stateOf(marie, file);
    expect(state?.life?.map(({ step, by }) => [step, by])).toEqual([["approved", anna.caller.user], ["disbursed", marie.caller.user], ["declared", paul.user], ["answered", paul.user]]);
    expect([state?.status, state?.registration?.number, lifeOf(state?.life).stage, await ledgerOf(siren)]).toEqual(["registered", number, "declared", 9_000_000]);
    expect(await store().findRegistrations([{ number, siren, amount: 9_000_000 }, { number, siren, amount: AMOUNT }])).toEqual(["registered", "amended"]);
  });

  test("[LI3] nobody approves her own file, nor without the right to approve", async () => {
    const it = await registered();
    expect(await steps(it, ["marie", "approved", {}], ["paul", "approved", {}])).toEqual(["G2018", "G2019"]);
    const file = newId();
    await it.anna.send(created(file, soundFields({ siren: freshSiren() })), submitted(file, 1));
    expect(said((await it.anna.send(recorded(file, "approved", {}, await it.base(file))))[0])).toBe("G2018");
  });

  test("[LI2] two who disburse the same loan: once, and the second is told", async () => {
    const it = await registered();
    const [one, two] = [await it.workstation("marie"), await it.workstation("paul")];
    await it.anna.send(recorded(it.file, "approved", {}, await it.base()));
    const base = await it.base();
    expect([said((await one.send(recorded(it.file, "disbursed", { amount: AMOUNT }, base)))[0]), said((await two.send(recorded(it.file, "disbursed", { amount: AMOUNT }, base)))[0])]).toEqual(["accepted", "G2017"]);
    expect([(await stateOf(it.marie, it.file))?.life?.length, await ledgerOf(it.siren)]).toEqual([2, AMOUNT]);
  });

  test("[LI16] a year's premium is recorded once, and the ledger does not move", async () => {
    const it = await registered();
    expect(await steps(it,
      ["marie", "premium-paid", { year: 1, amount: 22_500 }], ["anna", "approved", {}], ["marie", "disbursed", { amount: AMOUNT }],
      ["marie", "premium-paid", { year: 1, amount: 22_500 }], ["paul", "premium-paid", { year: 1, amount: 22_500 }], ["paul", "premium-paid", { year: 9, amount: 1 }], ["paul", "premium-paid", { year: 11, amount: 1 }], ["marie", "premium-paid", { year: 2, amount: 0 }],
    )).toEqual(["G2017", "accepted", "accepted", "accepted", "G2002, year: PREMIUM_YEAR_PAID", "G2002, year: PREMIUM_YEAR_BEYOND", "G2002, year: COUNT_RANGE", "G2002, amount: AMOUNT_ZERO"]);
    const state = await stateOf(it.marie, it.file);
    expect([state?.life?.map(({ step }) => step), await ledgerOf(it.siren)]).toEqual([["approved", "disbursed", "premium-paid"], AMOUNT]);
  });

  describe("[LI17] an account replaced in the draft after the pre-approval", () => {
    const OTHER = "FR1420041010050500013M02606";
    const edited = (file: string, base: number, field: string, from: string | null, to: string | null): Intention => ({ kind: "edited", file, base, body: { edits: { [field]: { from, to } } } });
    async function drafted(isPreApproved = true): Promise<SmallWorld & { readonly marie: Workstation; readonly file: string; readonly iban: string; readonly base: () => Promise<number> }> {
      const made = await world();
      await made.services.setBusinessDate(await made.caller("anna"), legalDate(DAY));
      const [marie, file] = [await made.workstation("marie"), newId()];
      const whole = soundFields({ siren: freshSiren() });
      const { preApprovedOn: _on, preApprovedBy: _by, ...bare } = whole;
      const fields = isPreApproved ? whole : bare;
      await marie.send(created(file, fields));
      return { ...made, marie, file, iban: "FR7630006000011234567890189", base: async () => (await stateOf(marie, file))?.version ?? 0 };
    }
    const step = async (it: Awaited<ReturnType<typeof drafted>>, person: string, name: StepName, facts: object): Promise<string> =>
      said((await (await it.workstation(person)).send(recorded(it.file, name, facts, await it.base())))[0]);

    test("is registered and approved, and holds the money until another has called back", async () => {
      const it = await drafted();
      expect((await it.marie.send(edited(it.file, 1, "iban", it.iban, OTHER), submitted(it.file, 2))).map(said)).toEqual(["accepted", "accepted"]);
      expect((await stateOf(it.marie, it.file))?.accountChange?.by).toBe(it.marie.caller.user);
      expect([await step(it, "anna", "approved", {}), await step(it, "marie", "disbursed", { amount: AMOUNT }), await step(it, "marie", "account-confirmed", { calledTo: "Mme Roy" })]).toEqual(["accepted", "G2017, iban: STEP_NEEDS_CALL_BACK", "G2018"]);
      expect([await step(it, "paul", "account-confirmed", { calledTo: "Mme Roy" }), await step(it, "marie", "disbursed", { amount: AMOUNT })]).toEqual(["accepted", "accepted"]);
      expect(await stateOf(it.marie, it.file)).not.toHaveProperty("accountChange");
    });

    test("by two who worked offline: his account, and her pre-approval of the one before, in whatever order they come", async () => {
      const it = await drafted(false);
      const paul = await it.workstation("paul");
      expect((await paul.send(edited(it.file, 1, "iban", it.iban, OTHER))).map(said)).toEqual(["accepted"]);
      expect(await stateOf(it.marie, it.file)).not.toHaveProperty("accountChange");
      const elsewhere = await it.workstation("anna");
      expect((await elsewhere.send(edited(it.file, 1, "preApprovedOn", null, "2020-04-12"))).map(said)).toEqual(["accepted"]);
      expect((await stateOf(it.marie, it.file))?.accountChange?.by).toBe(paul.caller.user);
    });

    test("a state in which none was replaced has no such key: its text, and so its hash, are as they were", async () => {
      const it = await drafted();
      await it.marie.send(edited(it.file, 1, "city", null, "Brest"));
      expect(Object.keys((await stateOf(it.marie, it.file)) ?? {})).toEqual(["file", "version", "status", "fields", "touched", "conflicts", "createdBy", "createdAt", "updatedBy", "updatedAt"]);
    });
  });

  describe("[LI6] the ceiling", () => {
    test("a cancelled registration, and one that the bank refused, free it at once; their numbers are told as cancelled", async () => {
      for (const [step, facts] of [["cancelled", { reason: "ABANDON_CLIENT", why: "Le client renonce." }], ["declined", { kind: "REFUS", reason: "AUTRE", why: "Refus du comité." }]] as const) {
        const it = await registered();
        expect(await steps(it, ["marie", step, facts])).toEqual(["accepted"]);
        expect([(await stateOf(it.marie, it.file))?.status, await ledgerOf(it.siren)]).toEqual([step, undefined]);
        expect(await store().findRegistrations([{ number: it.number, siren: it.siren, amount: AMOUNT }])).toEqual(["cancelled"]);
        const next = newId();
        const [, verdict] = await it.marie.send(created(next, soundFields({ siren: it.siren })), submitted(next, 1));
        expect(said(verdict)).toBe("accepted");
      }
    });

    test("in one push: cancelled, and the company's next file registered under the whole ceiling", async () => {
      const it = await registered();
      const next = newId();
      const fields = soundFields({ siren: it.siren });
      const verdicts = await it.marie.send(recorded(it.file, "cancelled", { reason: "ERREUR_SAISIE", why: "Montant." }, await it.base()), created(next, fields), submitted(next, 1));
      expect(verdicts.map(said)).toEqual(["accepted", "accepted", "accepted"]);
      expect(await ledgerOf(it.siren)).toBe(AMOUNT);
    });

    test("in one push: disbursed, then amended twice, each movement after the other", async () => {
      const it = await registered();
      await it.anna.send(recorded(it.file, "approved", {}, await it.base()));
      const base = await it.base();
      const verdicts = await it.marie.send(
        recorded(it.file, "disbursed", { amount: 8_000_000 }, base), recorded(it.file, "amended", { why: "Complément.", amount: 9_000_000 }, base + 1), recorded(it.file, "amended", { why: "Encore.", amount: 9_500_000 }, base + 2),
      );
      expect(verdicts.map(said)).toEqual(["accepted", "accepted", "accepted"]);
      expect([await ledgerOf(it.siren), await store().findRegistrations([{ number: it.number, siren: it.siren, amount: 9_500_000 }])]).toEqual([9_500_000, ["registered"]]);
    });

    test("an amendment moves it up to what is left, and no further", async () => {
      const it = await registered();
      await it.anna.send(recorded(it.file, "approved", {}, await it.base()));
      expect(await steps(it, ["marie", "disbursed", { amount: AMOUNT }], ["marie", "amended", { why: "Complément.", amount: 12_000_000 }])).toEqual(["accepted", "accepted"]);
      expect([await ledgerOf(it.siren), (await stateOf(it.marie, it.file))?.fields.amount]).toEqual([12_000_000, 12_000_000]);
      expect(await steps(it, ["marie", "amended", { why: "Trop.", amount: 900_000_000_000 }])).toEqual(["G2004, amount: PLAFOND_DEPASSE"]);
      expect(await ledgerOf(it.siren)).toBe(12_000_000);
    });
  });

  test("[LI7] declined as a draft, agreed in mediation, then registered under a new number", async () => {
    const it = await registered();
    expect(await steps(it, ["marie", "declined", { kind: "REFUS", reason: "AUTRE", why: "Refus." }], ["marie", "mediated", { outcome: "ACCORD" }])).toEqual(["accepted", "accepted"]);
    const opened = await stateOf(it.marie, it.file);
    expect([opened?.status, opened?.registration]).toEqual(["draft", undefined]);
    const [verdict] = await it.marie.send(submitted(it.file, opened?.version ?? 0));
    if (verdict?.kind !== "accepted") throw new Error(said(verdict));
    expect(verdict.number).not.toBe(it.number);
    expect(await store().findRegistrations([{ number: it.number, siren: it.siren, amount: AMOUNT }, { number: verdict.number ?? "", siren: it.siren, amount: AMOUNT }])).toEqual(["cancelled", "registered"]);
  });

  test("[LI1] what is no step, or no fact of it, is refused by its name and costs the line nothing", async () => {
    const it = await registered();
    const told: string[] = [];
    for (const body of [{ step: "sold", facts: { on: DAY } }, { step: "approved", facts: { on: "2020-06-31" } }, { step: "approved", facts: {} }, { step: "approved", facts: { on: DAY, amount: 1 } }, { step: "approved" }, { step: 7, facts: { on: DAY } }]) {
      const workstation = await it.workstation("anna");
      told.push(said((await workstation.send({ kind: "recorded", file: it.file, base: await it.base(), body }))[0]));
    }
    expect(told).toEqual(["G2012", "G2002, on: DATE_FORMAT", "G2002, on: REQUIRED", "G2002, amount: UNKNOWN_FIELD", "G2014, body.facts: malformed", "G2014, body.step: malformed"]);
  });
}
