import { createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { parseSealFragment } from "../../shared/sync/attestation-seal.ts";
import type { AttestationFacts } from "../attestation/attestation-facts.ts";
import type { Sealer } from "../attestation/create-sealer.ts";
import { contractWorld, created, errorOf, freshSiren, stateOf, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { createSmallWorld, type SmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId, type Workstation } from "../testing/workstation.ts";

const DAY = "2020-06-15";
const PAGE = "https://verification.centre.example/";
const AMOUNT = 10_000_000;

/** What every centre must do before it seals anything ([AT1]), whatever its store. */
export function attestationContract(open: OpenStore): void {
  const { store } = contractWorld(open);

  type Setting = SmallWorld & { readonly marie: Workstation; readonly file: string; readonly siren: string; readonly number: string; readonly sealed: AttestationFacts[]; readonly ask: (by?: string, over?: object) => ReturnType<SmallWorld["services"]["attest"]> };
  /** A registered file, and a seal that only keeps what it was asked to seal. */
  async function registered(how: { readonly answer?: "busy"; readonly none?: true } = {}): Promise<Setting> {
    const sealed: AttestationFacts[] = [];
    const sealer: Sealer = {
      seal: async (facts) => {
        sealed.push(facts);
        return how.answer ?? { bytes: Buffer.from("%PDF"), pages: 1 };
      },
      close: async () => undefined,
    };
    const made = await createSmallWorld(store(), how.none === true ? {} : { sealer });
    await made.services.setBusinessDate(await made.caller("anna"), legalDate(DAY));
    const marie = await made.workstation("marie");
    const [file, siren] = [newId(), freshSiren()];
    const [, verdict] = await marie.send(created(file, soundFields({ siren })), submitted(file, 1));
    if (verdict?.kind !== "accepted" || verdict.number === undefined) throw new Error(`not registered: ${JSON.stringify(verdict)}`);
    const ask: Setting["ask"] = async (by = "marie", over = {}) => {
      const asking = by === "marie" ? marie : await made.workstation(by);
      return await made.services.attest(asking.caller, { protocol: 1, ...made.address, replica: asking.replica, file, language: "fr", ...over }, PAGE);
    };
    return { ...made, marie, file, siren, number: verdict.number, sealed, ask };
  }
  async function step(it: Setting, by: string, name: string, facts: object = {}): Promise<void> {
    const base = (await stateOf(it.marie, it.file))?.version ?? 0;
    const [verdict] = await (await it.workstation(by)).send({ kind: "recorded", file: it.file, base, body: { step: name, facts: { on: DAY, ...facts } } });
    expect([name, verdict?.kind]).toEqual([name, "accepted"]);
  }

  test("[AT1] what is sealed is what the centre holds: figures of the ledger, and a code that its own key signed", async () => {
    const it = await registered();
    expect(valueOf(await it.ask())).toEqual({ number: it.number, pdf: Buffer.from("%PDF").toString("base64"), pages: 1, sealedAt: expect.any(Number) });
    const [facts] = it.sealed;
    expect(facts).toMatchObject({ number: it.number, siren: it.siren, amount: AMOUNT, bank: "Bank A", branch: "A1", page: PAGE, language: "fr", demonstration: true, quotaPct: 90, guaranteed: 9_000_000 });
    expect(JSON.stringify(facts)).not.toContain("marie");
    const code = parseSealFragment(facts?.link.slice(PAGE.length + 1) ?? "");
    if (!code.ok) throw new Error(code.error);
    expect(code.value.facts).toMatchObject({ number: it.number, siren: it.siren, amount: AMOUNT });
    const { receiptKeys } = await it.services.centre();
    const key = receiptKeys.find(({ kid }) => kid === code.value.facts.kid);
    const { kty = "OKP", crv = "Ed25519", x = "" } = key ?? {};
    expect(verify(null, Buffer.from(code.value.signed), createPublicKey({ key: { kty, crv, x }, format: "jwk" }), Buffer.from(code.value.signature, "base64url"))).toBe(true);
  });

  test("[AT1] once less was disbursed it is that amount which is attested, and its share that is guaranteed", async () => {
    const it = await registered();
    await step(it, "anna", "approved");
    await step(it, "marie", "disbursed", { amount: 8_000_000 });
    valueOf(await it.ask());
    expect(it.sealed.map(({ amount, guaranteed, grantOn }) => [amount, guaranteed, grantOn])).toEqual([[8_000_000, 7_200_000, DAY]]);
  });

  test("[AT1] nothing is sealed of a number that was given back, of a draft, or of a file that the ledger does not confirm", async () => {
    const it = await registered();
    const draft = newId();
    await it.marie.send(created(draft, soundFields({ siren: freshSiren() })));
    expect(errorOf(await it.ask("marie", { file: draft })).code).toBe("G9702");
    // The ledger says another amount than the file, as it never should: it is the ledger that a stranger is answered from.
    const { bank, branches } = it.marie.caller;
    if (bank === undefined) throw new Error("marie has a bank");
    await store().push({ bank: bank.id, branches: branches.map(({ id }) => id), persons: [it.marie.caller.user] }, async (tx) => {
      await tx.openLedger([it.siren]);
      await tx.write({ created: [], updated: [], changes: [], holds: [], disclosures: [], movements: [{ siren: it.siren, file: it.file, scheme: "CLASSIQUE", amount: 5_000_000, grantOn: DAY, state: "granted", number: it.number, movedAt: 2 }] });
    });
    expect(errorOf(await it.ask()).code).toBe("G9704");
    await step(it, "anna", "cancelled", { reason: "ABANDON_CLIENT", why: "Le client renonce à son prêt." });
    expect(errorOf(await it.ask()).code).toBe("G9702");
    expect(it.sealed).toEqual([]);
  });

  test("[AT1] only for who sees the file, from a workstation of her own, of this centre", async () => {
    const it = await registered();
    expect(errorOf(await it.ask("lea")).code).toBe("G2008");
    expect(errorOf(await it.ask("zoe")).code).toBe("G2008");
    valueOf(await it.ask("anna"));
    expect(errorOf(await it.ask("marie", { replica: newId() })).code).toBe("G3003");
    expect(errorOf(await it.ask("marie", { epoch: newId() })).code).toBe("G4011");
    const boss = await it.caller("boss");
    expect(errorOf(await it.services.attest(boss, { protocol: 1, ...it.address, replica: newId(), file: it.file, language: "fr" }, PAGE)).code).toBe("G3002");
    expect(it.sealed).toHaveLength(1);
  });

  test("[AT1] a centre without a certificate says so, and one that has too many to make asks to wait", async () => {
    expect(errorOf(await (await registered({ none: true })).ask()).code).toBe("G9703");
    expect(errorOf(await (await registered({ answer: "busy" })).ask()).code).toBe("G5002");
  });
}
