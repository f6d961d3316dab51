import { describe, expect, onTestFinished, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import type { OperatorActKind } from "../../shared/life/centre-act.ts";
import { lifeOf } from "../../shared/life/loan-life.ts";
import { parseFileState } from "../../shared/sync/parse-file-state.ts";
import type { ActRequest } from "../../shared/sync/operator-messages.ts";
import { contractWorld, created, errorOf, feedOf, freshSiren, ownBranch, stateOf, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { createSmallWorld, type SmallWorldOptions } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId, type Intention, type Workstation } from "../testing/workstation.ts";

const DAY = "2020-06-15";
const AMOUNT = 10_000_000;
/** A quarter of the turnover of `soundFields`. */
const CEILING = 100_000_000;
const recorded = (file: string, step: string, facts: object, base: number): Intention => ({ kind: "recorded", file, base, body: { step, facts: { on: DAY, ...facts } } });

/** Acts are told by their time, to the millisecond. */
const later = (): Promise<void> => new Promise((done) => setTimeout(done, 3));

/** What every centre must do with the acts of its operators: [LI13], [LI14]. Marie enters, Anna manages, Zoé is of the other bank; boss and chief are operators. */
export function operatorContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);

  async function registered(options: SmallWorldOptions = {}) {
    const made = await world(options);
    await made.services.setBusinessDate(await made.caller("anna"), legalDate(DAY));
    const [marie, anna] = [await made.workstation("marie"), await made.workstation("anna")];
    const [file, siren] = [newId(), freshSiren()];
    const [, verdict] = await marie.send(created(file, soundFields({ siren })), submitted(file, 1));
    if (verdict?.kind !== "accepted" || verdict.number === undefined) throw new Error(`not registered: ${JSON.stringify(verdict)}`);
    const { number } = verdict;
    const request = (kind: OperatorActKind, more: Partial<ActRequest> = {}): ActRequest => ({
      protocol: 1, ...made.address, act: newId(), number, kind, reason: "Erreur de saisie constatée.", asked: "Courrier du 12/06/2020, ref. 4512", ...more,
    });
    const act = async (kind: OperatorActKind, more: Partial<ActRequest> = {}, by = "boss") => made.services.operator.act(await made.caller(by), request(kind, more));
    const decide = async (id: string, decision: "confirm" | "turn-down", by = "chief") => made.services.operator.decide(await made.caller(by), { protocol: 1, ...made.address, act: id, decision });
    const acts = async (by = "boss") => valueOf(await made.services.operator.acts(await made.caller(by), { protocol: 1, ...made.address, number, limit: 50 })).acts;
    const state = async () => await stateOf(marie, file);
    return { ...made, marie, anna, file, siren, number, request, act, decide, acts, state, base: async () => (await state())?.version ?? 0 };
  }
  const held = async (siren: string): Promise<number | undefined> => (await store().ledgerTotals()).find((row) => row.siren === siren)?.amount;
  const approve = async (it: Awaited<ReturnType<typeof registered>>) => it.anna.send(recorded(it.file, "approved", {}, await it.base()));
  const told = async (by: Workstation, one: Intention) => { const [verdict] = await by.send(one); return verdict?.kind === "refused" ? [verdict.code, ...verdict.fields.map(({ field, reason }) => `${field}: ${reason}`)].join(", ") : verdict?.kind; };

  describe("[LI13] an amount corrected", () => {
    test("both ways before the disbursement: state, ledger, page of verification, feed and record move together", async () => {
      const it = await registered();
      const before = (await feedOf(it.marie)).length;
      for (const [amount, was] of [[25_000_000, AMOUNT], [4_000_000, 25_000_000]] as const) {
        expect(valueOf(await it.act("corrected", { amount }))).toMatchObject({ outcome: "done", number: it.number, before: { status: "registered", amount: was, held: was }, after: { status: "registered", amount, held: amount } });
        expect([(await it.state())?.fields.amount, await held(it.siren)]).toEqual([amount, amount]);
        expect(await store().findRegistrations([{ number: it.number, siren: it.siren, amount }, { number: it.number, siren: it.siren, amount: was }])).toEqual(["registered", "amended"]);
      }
      const feed = await feedOf(it.marie);
      expect([feed.length, feed.at(-1)]).toEqual([before, expect.objectContaining({ kind: "file", file: it.file, version: (await it.state())?.version })]);
      expect((await it.acts()).map(({ step, kind, amount, by, door, reason, asked }) => ({ step, kind, amount, by, door, reason, asked }))).toEqual(
        [4_000_000, 25_000_000].map((amount) => ({ step: "done", kind: "corrected", amount, by: "boss", door: "route", reason: "Erreur de saisie constatée.", asked: "Courrier du 12/06/2020, ref. 4512" })));
    });

    test("stands in the file as an act of the centre with its reason; nothing of it names an operator, and every version can read it", async () => {
      const it = await registered();
      valueOf(await it.act("corrected", { amount: 12_000_000 }));
      const state = await it.state();
      expect(state?.life).toEqual([expect.objectContaining({ step: "amended", by: "centre", facts: { on: DAY, why: "Erreur de saisie constatée.", amount: 12_000_000 }, centre: { act: "corrected", asked: "Courrier du 12/06/2020, ref. 4512" } })]);
      expect(JSON.stringify(state)).not.toContain((await it.caller("boss")).user);
      expect(state?.registration?.number).toBe(it.number);
      const { centre: _newer, ...asBefore } = state?.life?.[0] ?? { centre: undefined };
      expect(parseFileState(JSON.stringify({ ...state, life: [asBefore] })).ok).toBe(true);
    });

    test("up to what is left of the ceiling, beside the other banks' loans, and no further", async () => {
      const it = await registered();
      const [zoe, other] = [await it.workstation("zoe"), newId()];
      const [, second] = await zoe.send(created(other, soundFields({ siren: it.siren, amount: 50_000_000 })), submitted(other, 1));
      expect(second).toMatchObject({ kind: "accepted" });
      expect(errorOf(await it.act("corrected", { amount: CEILING - 50_000_000 + 1 }))).toEqual({ code: "G2004", fields: [{ field: "amount", reason: "PLAFOND_DEPASSE" }] });
      expect([await held(it.siren), (await it.acts()).length, (await it.state())?.fields.amount]).toEqual([AMOUNT + 50_000_000, 0, AMOUNT]);
      valueOf(await it.act("corrected", { amount: CEILING - 50_000_000 }));
      expect(await held(it.siren)).toBe(CEILING);
    });

    test("voids an approval, as an amendment does; one given before it was seen does not hold", async () => {
      const it = await registered();
      const seen = await it.base();
      await approve(it);
      valueOf(await it.act("corrected", { amount: 12_000_000 }));
      expect(lifeOf((await it.state())?.life)).toMatchObject({ stage: "registered", approved: undefined });
      expect(await told(await it.workstation("anna"), recorded(it.file, "approved", {}, seen))).toBe("G2001, amount: changed-since");
      expect(await told(await it.workstation("anna"), recorded(it.file, "approved", {}, await it.base()))).toBe("accepted");
      expect(await told(await it.workstation("marie"), recorded(it.file, "disbursed", { amount: 12_000_000 }, await it.base()))).toBe("accepted");
      expect(await held(it.siren)).toBe(12_000_000);
    });

    test("after the disbursement, what was granted", async () => {
      const it = await registered();
      await approve(it);
      await it.marie.send(recorded(it.file, "disbursed", { amount: AMOUNT }, await it.base()));
      expect(valueOf(await it.act("corrected", { amount: 8_000_000 }))).toMatchObject({ before: { stage: "disbursed", held: AMOUNT }, after: { stage: "disbursed", amount: 8_000_000, held: 8_000_000 } });
      expect([lifeOf((await it.state())?.life).disbursed?.amount, await held(it.siren)]).toEqual([8_000_000, 8_000_000]);
    });

    test("an amount that changes nothing, or none, is named", async () => {
      const it = await registered();
      expect(errorOf(await it.act("corrected", { amount: AMOUNT })).fields).toEqual([{ field: "amount", reason: "AMOUNT_UNCHANGED" }]);
      expect(errorOf(await it.act("corrected")).fields).toEqual([{ field: "amount", reason: "REQUIRED" }]);
    });
  });

  describe("[LI13] a registration cancelled", () => {
    test("frees the ceiling at once; the number is told as cancelled and never comes back", async () => {
      const it = await registered();
      expect(valueOf(await it.act("cancelled"))).toMatchObject({ outcome: "done", after: { status: "cancelled", held: 0 } });
      expect([(await it.state())?.status, await held(it.siren), await store().findRegistrations([{ number: it.number, siren: it.siren, amount: AMOUNT }])]).toEqual(["cancelled", undefined, ["cancelled"]]);
      const next = newId();
      const [, verdict] = await it.marie.send(created(next, soundFields({ siren: it.siren, amount: CEILING })), submitted(next, 1));
      expect([verdict?.kind, verdict?.kind === "accepted" && verdict.number !== it.number]).toEqual(["accepted", true]);
    });

    test("not once the money left, nor twice; work recorded meanwhile at a workstation is refused, not lost", async () => {
      const it = await registered();
      await approve(it);
      const seen = await it.base();
      valueOf(await it.act("cancelled"));
      expect(await told(it.marie, recorded(it.file, "disbursed", { amount: AMOUNT }, seen))).toBe("G2017");
      expect(errorOf(await it.act("cancelled"))).toEqual({ code: "G9721", params: { act: "cancelled", status: "cancelled", stage: "approved" } });
      const paid = await registered();
      await approve(paid);
      await paid.marie.send(recorded(paid.file, "disbursed", { amount: AMOUNT }, await paid.base()));
      for (const kind of ["cancelled", "released"] as const) expect(errorOf(await paid.act(kind)).code).toBe("G9721");
      expect(await held(paid.siren)).toBe(AMOUNT);
    });
  });

  describe("[LI14] a number released", () => {
    test("at the word of a second operator only; then another bank registers the company in full", async () => {
      const it = await registered();
      const id = newId();
      expect(valueOf(await it.act("released", { act: id }))).toMatchObject({ outcome: "waiting", after: { status: "cancelled", held: 0 } });
      expect([(await it.state())?.status, await held(it.siren)]).toEqual(["registered", AMOUNT]);
      expect(errorOf(await it.decide(id, "confirm", "boss"))).toEqual({ code: "G9723" });
      await later();
      expect(valueOf(await it.decide(id, "confirm"))).toMatchObject({ outcome: "done", after: { status: "cancelled", held: 0 } });
      expect((await it.state())?.life?.at(-1)).toMatchObject({ step: "cancelled", facts: { reason: "CHANGEMENT_BANQUE" }, centre: { act: "released" } });
      const [zoe, other] = [await it.workstation("zoe"), newId()];
      const [, verdict] = await zoe.send(created(other, soundFields({ siren: it.siren, amount: CEILING })), submitted(other, 1));
      expect([verdict?.kind, await held(it.siren)]).toEqual(["accepted", CEILING]);
      expect((await it.acts()).map(({ step, by }) => [step, by])).toEqual([["done", "chief"], ["asked", "boss"]]);
    });

    test("turned down, nothing changes and it waits no more; the first word, asked again, says so", async () => {
      const it = await registered();
      const asked = { act: newId() };
      valueOf(await it.act("released", asked));
      expect(valueOf(await it.act("released", asked))).toMatchObject({ outcome: "waiting" });
      expect(valueOf(await it.decide(asked.act, "turn-down", "boss"))).toMatchObject({ outcome: "turned-down" });
      expect(errorOf(await it.decide(asked.act, "confirm"))).toEqual({ code: "G9724" });
      expect(errorOf(await it.decide(newId(), "confirm"))).toEqual({ code: "G9724" });
      expect(valueOf(await it.act("released", asked))).toMatchObject({ outcome: "turned-down" });
      expect([(await it.state())?.status, await held(it.siren)]).toEqual(["registered", AMOUNT]);
    });

    test("what no longer can be done when the second word comes is refused then", async () => {
      const it = await registered();
      const id = newId();
      valueOf(await it.act("released", { act: id }));
      await approve(it);
      await it.marie.send(recorded(it.file, "disbursed", { amount: AMOUNT }, await it.base()));
      expect(errorOf(await it.decide(id, "confirm"))).toEqual({ code: "G9721", params: { act: "released", status: "registered", stage: "disbursed" } });
      expect(await held(it.siren)).toBe(AMOUNT);
    });
  });

  test("a request said twice, or by two at once, is done once; the same id for something else is refused", async () => {
    const it = await registered();
    const asked = { act: newId(), amount: 12_000_000 };
    const both = await Promise.all([it.act("corrected", asked), it.act("corrected", asked)]);
    expect(both.map((one) => valueOf(one).outcome)).toEqual(["done", "done"]);
    expect(valueOf(await it.act("corrected", asked))).toMatchObject({ outcome: "done", before: { amount: AMOUNT }, after: { amount: 12_000_000 } });
    expect([(await it.acts()).length, (await it.state())?.life?.length]).toEqual([1, 1]);
    expect(errorOf(await it.act("corrected", { ...asked, amount: 13_000_000 }))).toEqual({ code: "G9722" });
    expect(errorOf(await it.act("cancelled", { act: asked.act }))).toEqual({ code: "G9722" });
  });

  test("shown first, it changes nothing; what changed since it was shown is not decided on", async () => {
    const it = await registered();
    const shown = valueOf(await it.act("cancelled", { dry: true }));
    expect([shown.outcome, shown.before.version, shown.after?.held, (await it.state())?.status, await held(it.siren), (await it.acts()).length]).toEqual(["shown", 2, 0, "registered", AMOUNT, 0]);
    await approve(it);
    expect(errorOf(await it.act("cancelled", { seen: shown.before.version }))).toEqual({ code: "G2001" });
    expect(valueOf(await it.act("cancelled", { seen: await it.base() })).outcome).toBe("done");
  });

  test("found by number however it is written, or by company and bank; an operator reads nothing else of the client", async () => {
    const it = await registered();
    const find = async (search: object, by = "boss") => it.services.operator.find(await it.caller(by), { protocol: 1, ...it.address, search: search as { number: string } });
    const bank = it.directory.banks[0];
    for (const search of [{ number: it.number }, { number: it.number.toLowerCase().replaceAll("-", " ") }, { siren: it.siren, bank: bank?.id ?? "" }]) {
      expect(valueOf(await find(search)).registrations).toEqual([{
        bank: bank?.id, bankName: "Bank A", branch: ownBranch(it.marie), branchName: "A1", file: it.file, number: it.number, siren: it.siren, scheme: "CLASSIQUE", grantOn: "2020-04-20",
        standing: { status: "registered", stage: "registered", amount: AMOUNT, held: AMOUNT, version: 2 },
      }]);
    }
    for (const search of [{ number: "1-0000-0000-0" }, { number: "?" }, { siren: it.siren, bank: it.directory.banks[1]?.id ?? "" }]) expect(errorOf(await find(search))).toEqual({ code: "G9720" });
  });

  test("nobody of a bank does or reads any of it, whatever door is left open; nor does who is no operator in the database", async () => {
    const it = await registered();
    const ask = { protocol: 1, ...it.address };
    for (const by of ["marie", "anna"]) {
      const caller = await it.caller(by);
      for (const desk of [it.services.operator.act(caller, it.request("cancelled")), it.services.operator.decide(caller, { ...ask, act: newId(), decision: "confirm" }), it.services.operator.acts(caller, { ...ask, limit: 5 }), it.services.operator.find(caller, { ...ask, search: { number: it.number } })]) expect(errorOf(await desk).code).toBe("G3002");
    }
    const stranger = { ...(await it.caller("boss")), user: it.marie.caller.user };
    expect(errorOf(await it.services.operator.act(stranger, it.request("cancelled"))).code).toBe("G9720");
    expect(await store().listActs(stranger.user, { limit: 5 })).toEqual([]);
    const [bank, branch] = [it.marie.caller.bank?.id ?? "", ownBranch(it.marie)];
    const note = store().push({ bank: bank as never, branches: [branch], persons: [] }, (tx) => tx.acts.note({ act: newId(), step: "done", kind: "cancelled", branch, file: it.file, number: it.number, amount: null, reason: "x", asked: "x", person: stranger.user, door: "route", at: 1, before: "{}", after: null }, undefined, 1));
    await expect(note).rejects.toThrow();
    expect((await it.state())?.status).toBe("registered");
  });

  describe("[LI15] a reservation that nobody uses", () => {
    const DAY_MS = 86_400_000;
    let days = 29;
    /** A centre whose clock is the test's, with a setting of its own: the store is that of other tests, whose files expire with ours. At its end the clock stands where nothing is due. */
    async function expiring() {
      const clock = { now: Date.now() };
      onTestFinished(() => { clock.now = 0; });
      days += 1;
      const options = { now: () => instant(clock.now), expiry: { days, warningDays: 7 } };
      const it = await registered(options);
      return { ...it, clock, days, options, run: () => it.services.expireReservations(), entries: async () => (await it.state())?.life?.map(({ step, centre }) => [step, centre?.act]) };
    }

    test("is given back when its time is over, and not a moment before; by nobody, and on the record", async () => {
      const it = await expiring();
      it.clock.now += it.days * DAY_MS - 1;
      await it.run();
      expect([(await it.state())?.status, await held(it.siren)]).toEqual(["registered", AMOUNT]);
      it.clock.now += 1;
      expect((await it.run()).expired).toBeGreaterThanOrEqual(1);
      expect([(await it.state())?.status, await held(it.siren), await store().findRegistrations([{ number: it.number, siren: it.siren, amount: AMOUNT }])]).toEqual(["cancelled", undefined, ["cancelled"]]);
      expect((await it.state())?.life).toEqual([expect.objectContaining({ step: "cancelled", by: "centre", centre: { act: "expired", asked: String(it.days) } })]);
      expect(await it.acts()).toMatchObject([{ step: "done", kind: "expired", by: "", door: "clock", before: { held: AMOUNT }, after: { status: "cancelled", held: 0 } }]);
      expect((await it.run()).expired).toBe(0);
      expect((await it.acts()).length).toBe(1);
    });

    test("stays where it was approved in time, and where its amount was corrected its time goes on from its registration", async () => {
      const [used, corrected] = [await expiring(), await expiring()];
      await approve(used);
      valueOf(await corrected.act("corrected", { amount: 12_000_000 }));
      used.clock.now += used.days * DAY_MS;
      corrected.clock.now += corrected.days * DAY_MS;
      await corrected.run();
      expect([await used.entries(), await held(used.siren)]).toEqual([[["approved", undefined]], AMOUNT]);
      expect([await corrected.entries(), await held(corrected.siren)]).toEqual([[["amended", "corrected"], ["cancelled", "expired"]], undefined]);
    });

    test("made before the centre had the setting is told of for as long as any other, before it is given back", async () => {
      const old = await expiring();
      old.clock.now += 400 * DAY_MS;
      days += 1;
      const { services } = await createSmallWorld(store(), { ...old.options, expiry: { days, warningDays: 7 }, directory: old.directory });
      expect((await services.centre()).expiry).toEqual({ days, warningDays: 7, since: old.clock.now });
      expect(await services.expireReservations()).toEqual({ expired: 0, used: 0 });
      old.clock.now += 7 * DAY_MS;
      await services.expireReservations();
      expect(await old.entries()).toEqual([["cancelled", "expired"]]);
    });

    test("is given back once, by however many servers", async () => {
      const it = await expiring();
      const { services: other } = await createSmallWorld(store(), { ...it.options, directory: it.directory });
      it.clock.now += it.days * DAY_MS;
      await Promise.all([it.run(), other.expireReservations(), it.run()]);
      expect([await it.entries(), (await it.acts()).length]).toEqual([[["cancelled", "expired"]], 1]);
    });

    test("stays for ever where the centre has no such setting", async () => {
      const clock = { now: Date.now() };
      const it = await registered({ now: () => instant(clock.now), expiry: "off" });
      clock.now += 4_000 * DAY_MS;
      expect([await it.services.expireReservations(), (await it.state())?.status, (await it.services.centre()).expiry]).toEqual([{ expired: 0, used: 0 }, "registered", undefined]);
      const [bank, branch] = [it.marie.caller.bank?.id ?? "", ownBranch(it.marie)];
      const forged = store().push({ bank: bank as never, branches: [branch], persons: [] }, (tx) => tx.acts.note({ act: newId(), step: "done", kind: "expired", branch, file: it.file, number: it.number, amount: null, reason: "x", asked: "x", person: null, door: "clock", at: 1, before: "{}", after: null }, undefined, 1));
      await expect(forged).rejects.toThrow();
    });
  });
}
