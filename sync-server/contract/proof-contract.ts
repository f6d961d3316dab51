import { afterAll, expect, test } from "vitest";
import { createLineProof } from "../../shared/audit/line-proof.ts";
import type { ProofAnswer, ProofRequest } from "../../shared/sync/proof-messages.ts";
import { nodePowers } from "../domain/node-powers.ts";
import { contractWorld, created, errorOf, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { smallAnchors } from "../testing/small-anchors.ts";
import { newId, type Workstation } from "../testing/workstation.ts";

/** What every real centre must prove to a workstation: that its audit has each push of hers, as far as anchors hold it. [AP1] to [AP3] */
export function proofContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);
  const small = smallAnchors(store);
  afterAll(small.close);

  async function made() {
    const it = await world();
    while ((await store().indexAudit(1_000)) > 0);
    const ask = (of: Workstation, more: Partial<ProofRequest> = {}) => it.services.proveLine(of.caller, { protocol: 1, ...it.address, replica: of.replica, after: 0, within: false, ...more });
    const check = async (of: Workstation) => createLineProof({ bank: of.caller.bank?.id ?? "", replica: of.replica, centre: it.address.centre, keys: (await it.services.centre()).receiptKeys, powers: nodePowers });
    const work = async (of: Workstation): Promise<void> => void (await of.send(created(newId(), {})));
    return { ...it, ask, check, work };
  }

  test("[AP1] each push of a workstation is proven from its event to a signed anchor, between the work of others; what no anchor holds yet is told to wait", async () => {
    const it = await made();
    const [marie, zoe] = [await it.workstation("marie"), await it.workstation("paul")];
    for (let n = 0; n < 3; n += 1) {
      await it.work(marie);
      await it.work(zoe);
      if (n < 2) await small.anchor();
    }
    const answer = valueOf(await it.ask(marie));
    const proof = await it.check(marie);
    expect(answer.runs.map((run) => proof.take(run))).toEqual(answer.runs.map(() => undefined));
    expect(proof.proven().map(({ first, last }) => [first, last])).toEqual([[1, 1], [2, 2]]);
    expect(answer).toMatchObject({ anchored: true, waiting: [{ first: 3, last: 3 }] });
    expect(JSON.stringify(answer), "of others nothing but hashes").not.toContain(zoe.replica);
    await small.anchor();
    const tip = proof.anchored();
    const later = valueOf(await it.ask(marie, { after: tip?.n ?? 0, known: tip?.n ?? 1 }));
    expect([later.knownHash, later.runs.map((run) => proof.take(run)), later.waiting]).toEqual([tip?.hash, [undefined], []]);
    expect(proof.proven().at(-1)).toMatchObject({ last: 3, hash: marie.lastHash() });
  });

  test("[AP2] the owner of a replica alone is told, of her own replica alone", async () => {
    const it = await made();
    const [marie, paul] = [await it.workstation("marie"), await it.workstation("paul")];
    await it.work(marie);
    expect(errorOf(await it.services.proveLine(paul.caller, { protocol: 1, ...it.address, replica: marie.replica, after: 0, within: false })).code).toBe("G3003");
    expect(errorOf(await it.services.proveLine(await it.caller("boss"), { protocol: 1, ...it.address, replica: marie.replica, after: 0, within: false })).code).toBe("G3002");
  });

  test("[AP3] a long run is told in pages that go on where the one before was cut", async () => {
    const it = await made();
    const marie = await it.workstation("marie");
    await it.work(marie);
    // More links than one answer holds, of the centre's own, before the anchor comes.
    await store().importDirectory({ banks: [], operators: Array.from({ length: 5_200 }, (_, n) => ({ id: newId(), issuer: "https://many.test", subject: `${it.address.centre} ${n}`, name: "many" })) });
    await small.anchor();
    const proof = await it.check(marie);
    const pages: ProofAnswer[] = [];
    for (let next: ProofAnswer["next"] = { after: 0, within: false }; next !== undefined; next = pages.at(-1)?.next) {
      const page = valueOf(await it.ask(marie, next));
      for (const run of page.runs) expect(proof.take(run)).toBeUndefined();
      pages.push(page);
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(proof.proven()).toMatchObject([{ first: 1, last: 1 }]);
  });
}
