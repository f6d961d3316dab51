import { compactVerify, importJWK } from "jose";
import { expect, test } from "vitest";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { TRAINING_SIREN } from "../../shared/pge/training-company.ts";
import { changeHashOf } from "../../shared/sync/change.ts";
import { parseRegistrationNumber } from "../../shared/sync/registration-number.ts";
import { DISCLOSURES_A_DAY } from "../domain/push/disclose.ts";
import { pgeFrance } from "../../shared/pge/packs/pge-france.ts";
import { packName } from "../../shared/pge/packs/packs.ts";
import { sha256 } from "../domain/sha256.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId } from "../testing/workstation.ts";
import type { SmallWorld } from "../testing/small-world.ts";
import { contractWorld, created, edited, freshSiren, stateOf, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";

const MILLION = 100_000_000;

/** What every centre must do with a submission: [SY30] to [SY34], after the scheme's first month unless said. */
export function registrationContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);
  async function later(): Promise<SmallWorld> {
    const made = await world();
    await made.services.setBusinessDate(await made.caller("anna"), legalDate("2020-06-15"));
    return made;
  }

  test("[SY30] a sound file is registered: number, receipt, ledger, and the state says so", async () => {
    const { workstation } = await later();
    const marie = await workstation("marie");
    const [file, siren] = [newId(), freshSiren()];
    const [, verdict] = await marie.send(created(file, soundFields({ siren })), submitted(file, 1));
    if (verdict?.kind !== "accepted" || verdict.number === undefined) throw new Error(`not registered: ${JSON.stringify(verdict)}`);
    expect(parseRegistrationNumber(verdict.number)).toEqual({ ok: true, value: verdict.number });
    expect(await stateOf(marie, file)).toMatchObject({ status: "registered", version: 2, registration: { number: verdict.number, receipt: verdict.receipt, grantOn: "2020-04-20" } });
    expect((await store().ledgerTotals()).find((row) => row.siren === siren)).toEqual({ siren, entries: 1, banks: 1, amount: 10_000_000 });
  });

  test("[SY34] the receipt is signed by the centre's key over everything it states", async () => {
    const { workstation, services, address } = await later();
    const marie = await workstation("marie");
    const [file, siren] = [newId(), freshSiren()];
    const [, verdict] = await marie.send(created(file, soundFields({ siren })), submitted(file, 1));
    if (verdict?.kind !== "accepted" || verdict.receipt === undefined) throw new Error("not registered");
    const [key] = (await services.centre()).receiptKeys;
    if (key === undefined) throw new Error("no key");
    const { payload, protectedHeader } = await compactVerify(verdict.receipt, await importJWK({ ...key }, "EdDSA"));
    expect(protectedHeader).toMatchObject({ alg: "EdDSA", kid: key.kid });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      centre: address.centre, epoch: address.epoch, bank: marie.caller.bank?.id, file, version: 2, changeHash: changeHashOf(sha256, marie.requestFrom(2).changes[0]?.head ?? ""),
      number: verdict.number, siren, amount: 10_000_000, scheme: "CLASSIQUE", grantOn: "2020-04-20", at: expect.any(Number),
    });
  });

  test("[SY30] missing fields, rules and the individual procedure each have their code, beside the field; the refusal is noted and the file stays hers to mend", async () => {
    const { workstation } = await later();
    const marie = await workstation("marie");
    const refusals = [
      [{ amount: undefined }, "G2002", "amount"], [{ otherSecurity: true }, "G2003", "otherSecurity"], [{ staffFrance: 6_000, turnover: 600_000_000_000, turnover2019: 600_000_000_000 }, "G2005", "staffFrance"],
    ] as const;
    for (const [over, code, field] of refusals) {
      const [file, cause] = [newId(), newId()];
      const fields = Object.fromEntries(Object.entries({ ...soundFields({ siren: freshSiren() }), ...over }).filter(([, value]) => value !== undefined));
      const [, verdict] = await marie.send(created(file, fields), submitted(file, 1, { change: cause }));
      expect(verdict).toMatchObject({ kind: "refused", code });
      expect(verdict?.kind === "refused" ? verdict.fields.map((fault) => fault.field) : []).toContain(field);
      expect(await stateOf(marie, file)).toMatchObject({ status: "draft", version: 2, refusal: { code, change: cause } });
      const mended = Object.fromEntries(Object.entries(over).map(([name, wrong]) => [name, [wrong ?? null, soundFields()[name as keyof typeof over]] as const]));
      expect(await marie.send(edited(file, 2, mended, { mends: cause }), submitted(file, 2))).toMatchObject([{ kind: "accepted" }, { kind: "accepted", number: expect.any(String) }]);
      expect(await stateOf(marie, file)).not.toHaveProperty("refusal");
    }
  });

  test("[FI8] a guided file is refused whoever sends it, complete as it may be, and stays a draft", async () => {
    const { workstation } = await later();
    const marie = await workstation("marie");
    const file = newId();
    expect(await marie.send(created(file, soundFields({ siren: TRAINING_SIREN })), submitted(file, 1))).toMatchObject([{ kind: "accepted" }, { kind: "refused", code: "G2002", fields: [{ field: "siren", reason: "TRAINING_COMPANY" }] }]);
    expect(await stateOf(marie, file)).toMatchObject({ status: "draft" });
  });

  test.each(["pge-france@0.9.0", "pge-france@99.0.0", "other-scheme@1.0.0"])("[SY30] a change made under the rules %s is judged by the centre's own, never refused for having others", async (rules) => {
    const { workstation } = await later();
    const marie = await workstation("marie");
    const [file, wrong] = [newId(), newId()];
    const head = { rules };
    expect(await marie.send({ ...created(file, soundFields({ siren: freshSiren() })), head }, { ...submitted(file, 1), head })).toMatchObject([{ kind: "accepted" }, { kind: "accepted", number: expect.any(String) }]);
    expect(await stateOf(marie, file)).toMatchObject({ status: "registered", registration: { rules: packName(pgeFrance) } });
    expect(await marie.send({ ...created(wrong, { ...soundFields({ siren: freshSiren() }), otherSecurity: true }), head }, { ...submitted(wrong, 1), head })).toMatchObject([{ kind: "accepted" }, { kind: "refused", code: "G2003" }]);
  });

  test("[SY17] nobody submits what she has not seen", async () => {
    const { workstation } = await later();
    const [marie, paul] = [await workstation("marie"), await workstation("paul")];
    const file = newId();
    await marie.send(created(file));
    await paul.send(edited(file, 1, { amount: [10_000_000, 20_000_000] }));
    expect(await marie.send(submitted(file, 1))).toMatchObject([{ kind: "refused", code: "G2001", fields: [{ field: "amount" }] }]);
    expect(await paul.send(submitted(file, 1))).toMatchObject([{ kind: "accepted" }]);
  });

  test("[SY48] nobody decides on a version that the centre does not have: it was lost", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    const [file, cause] = [newId(), newId()];
    await marie.send(created(file, soundFields({ siren: freshSiren() })));
    expect(await marie.send(submitted(file, 4, { change: cause }))).toMatchObject([{ kind: "refused", code: "G9301", params: { seen: 4, have: 1 }, version: 2 }]);
    expect(await stateOf(marie, file)).toMatchObject({ status: "draft", refusal: { code: "G9301", change: cause } });
    expect(await marie.send({ kind: "withdrawn", file, base: 5, mends: cause })).toMatchObject([{ kind: "refused", code: "G9301" }]);
    expect(await stateOf(marie, file)).toMatchObject({ status: "draft" });
  });

  test("[SY18] a registered file is closed", async () => {
    const { workstation } = await later();
    const marie = await workstation("marie");
    const file = newId();
    await marie.send(created(file), submitted(file, 1));
    const [cause] = [newId()];
    expect(await marie.send(edited(file, 2, { amount: [10_000_000, 5] }, { change: cause }))).toMatchObject([{ kind: "refused", code: "G2006" }]);
    expect(await marie.send(submitted(file, 2, { mends: cause }))).toMatchObject([{ kind: "refused", code: "G2016" }]);
  });

  test("[SY31] the ceiling is one, over files and banks, in one push as in several", async () => {
    const { workstation } = await later();
    const [marie, zoe] = [await workstation("marie"), await workstation("zoe")];
    const siren = freshSiren(); // its ceiling is one million
    const [a, b, c, d] = [newId(), newId(), newId(), newId()];
    const ask = (amount: number) => soundFields({ siren, amount, exposureAtGrant: amount });
    expect(await marie.send(created(a, ask(0.4 * MILLION)), submitted(a, 1), created(b, ask(0.5 * MILLION)), submitted(b, 1), created(c, ask(0.2 * MILLION)), submitted(c, 1))).toMatchObject([
      {}, { number: expect.any(String) }, {}, { number: expect.any(String) }, {}, { kind: "refused", code: "G2004", params: { available: 0.1 * MILLION, own: 0.9 * MILLION } },
    ]);
    expect(await zoe.send(created(d, ask(0.2 * MILLION)), submitted(d, 1))).toMatchObject([{}, { kind: "refused", code: "G2004", fields: [{ field: "amount", reason: "PLAFOND_DEPASSE" }], params: { available: 0.1 * MILLION, own: 0 } }]);
    expect((await store().ledgerTotals()).find((row) => row.siren === siren)).toEqual({ siren, entries: 2, banks: 1, amount: 0.9 * MILLION });
  });

  test("[SY31] two banks at the same instant never pass it together", async () => {
    const { workstation } = await later();
    const [marie, zoe] = [await workstation("marie"), await workstation("zoe")];
    for (let round = 0; round < 5; round += 1) {
      const siren = freshSiren();
      const verdicts = await Promise.all([marie, zoe].map(async (one) => {
        const file = newId();
        return (await one.send(created(file, soundFields({ siren, amount: 0.6 * MILLION, exposureAtGrant: 0.6 * MILLION })), submitted(file, 1)))[1];
      }));
      expect(verdicts.map((verdict) => verdict?.kind).toSorted((a, b) => (a ?? "").localeCompare(b ?? ""))).toEqual(["accepted", "refused"]);
      expect((await store().ledgerTotals()).find((row) => row.siren === siren)).toMatchObject({ entries: 1, amount: 0.6 * MILLION });
    }
  });

  test("[SY31] a declared loan counts, unless it is an entry of the ledger", async () => {
    const { workstation } = await later();
    const [marie, zoe] = [await workstation("marie"), await workstation("zoe")];
    const siren = freshSiren();
    const [a, b, c] = [newId(), newId(), newId()];
    const ask = (amount: number, otherLoans: readonly { bank: string; amount: number; status: string; scheme: string; number?: string }[]) => soundFields({ siren, amount, exposureAtGrant: amount, otherLoans });
    const [, first] = await marie.send(created(a, ask(0.5 * MILLION, [])), submitted(a, 1));
    if (first?.kind !== "accepted" || first.number === undefined) throw new Error("not registered");
    const loan = { bank: "Bank A", amount: 0.5 * MILLION, status: "ATTESTE", scheme: "CLASSIQUE" };
    expect(await zoe.send(created(b, ask(0.4 * MILLION, [loan])), submitted(b, 1))).toMatchObject([{}, { kind: "refused", code: "G2004" }]);
    expect(await zoe.send(created(c, ask(0.4 * MILLION, [{ ...loan, number: first.number.toLowerCase().replaceAll("-", " ") }])), submitted(c, 1))).toMatchObject([{}, { number: expect.any(String) }]);
  });

  test("[SY30] in the scheme's first month a company is registered once", async () => {
    const { workstation, services, caller } = await world();
    await services.setBusinessDate(await caller("anna"), legalDate("2020-04-15"));
    const [marie, zoe] = [await workstation("marie"), await workstation("zoe")];
    const siren = freshSiren();
    const [a, b] = [newId(), newId()];
    expect(await marie.send(created(a, soundFields({ siren })), submitted(a, 1))).toMatchObject([{}, { number: expect.any(String) }]);
    expect(await zoe.send(created(b, soundFields({ siren })), submitted(b, 1))).toMatchObject([{}, { kind: "refused", code: "G2010", params: {} }]);
  });

  test("[SY32] past a number of companies a day, one person is told no more what remains; others still are", async () => {
    const { workstation } = await later();
    const [marie, paul] = [await workstation("marie"), await workstation("paul")];
    const tooMuch = (siren: string) => soundFields({ siren, amount: 2 * MILLION, exposureAtGrant: 2 * MILLION });
    const sirens = Array.from({ length: DISCLOSURES_A_DAY + 2 }, freshSiren);
    const asked = sirens.map((siren) => ({ siren, file: newId() }));
    const verdicts = await marie.send(...asked.flatMap(({ siren, file }) => [created(file, tooMuch(siren)), submitted(file, 1)]));
    const told = verdicts.filter((verdict) => verdict.kind === "refused" && verdict.code === "G2004").map((verdict) => (verdict.kind === "refused" ? verdict.params : {}));
    expect(told.filter((params) => params["available"] === MILLION)).toHaveLength(DISCLOSURES_A_DAY);
    expect(told.slice(-2)).toEqual([{}, {}]);
    const again = async (siren: string) => {
      const file = newId();
      return (await marie.send(created(file, tooMuch(siren)), submitted(file, 1)))[1];
    };
    expect(await again(sirens[0] ?? "")).toMatchObject({ params: { available: MILLION } });
    expect(await again(freshSiren())).toMatchObject({ code: "G2004", params: {} });
    const file = newId();
    expect((await paul.send(created(file, tooMuch(freshSiren())), submitted(file, 1)))[1]).toMatchObject({ params: { available: MILLION } });
  });

  test("[SY33] numbers are never issued twice and carry the epoch", async () => {
    const { workstation } = await later();
    const marie = await workstation("marie");
    const files = Array.from({ length: 100 }, newId);
    await marie.send(...files.flatMap((file) => [created(file), submitted(file, 1)]));
    const verdicts = valueOf(await marie.push(1)).verdicts;
    const numbers = verdicts.flatMap((verdict) => (verdict.kind === "duplicate" && verdict.first.kind === "accepted" && verdict.first.number !== undefined ? [verdict.first.number] : []));
    expect(new Set(numbers).size).toBe(100);
    expect(numbers.every((number) => number.startsWith("1-"))).toBe(true);
  });
}
