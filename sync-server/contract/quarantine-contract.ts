import { expect, test } from "vitest";
import { importDirectory } from "../domain/directory.ts";
import type { PushRequest } from "../../shared/sync/protocol.ts";
import type { DecideQuarantineRequest } from "../../shared/sync/quarantine-messages.ts";
import { created, contractWorld, edited, errorOf, feedOf, stateOf, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { sealForCentre } from "../testing/seal-for-centre.ts";
import type { SmallWorld } from "../testing/small-world.ts";
import { newId, type Workstation } from "../testing/workstation.ts";

/** What every centre must do with the work of a replica that was sent away: [QU1] to [QU5]. */
export function quarantineContract(open: OpenStore): void {
  const { world } = contractWorld(open);

  const revoke = ({ store }: SmallWorld, { caller: { bank, user }, replica }: Workstation): Promise<boolean> => {
    if (bank === undefined) throw new Error("of no bank");
    return store.revokeReplica({ bank: bank.id, branches: [], persons: [user] }, replica, Date.now());
  };
  async function carry({ services, address }: SmallWorld, carrier: Workstation | undefined, author: Workstation, push: PushRequest = author.requestFrom(1)) {
    const [key] = (await services.centre()).sealingKeys;
    if (key === undefined) throw new Error("the centre tells no key");
    return services.takeSealed(carrier?.caller, sealForCentre({ ...address, key }, { bank: author.caller.bank?.id ?? "", push }));
  }
  const list = async ({ services, address }: SmallWorld, by: Workstation) => valueOf(await services.quarantine.list(by.caller, { protocol: 1, ...address })).waiting;
  const decide = ({ services, address }: SmallWorld, by: Workstation, of: Workstation, decision: DecideQuarantineRequest["decision"], upTo = of.nextSeq() - 1) =>
    services.quarantine.decide(by.caller, { protocol: 1, ...address, replica: by.replica, of: of.replica, upTo, decision });

  test("[QU1] what a revoked replica had made is kept without effect; its own push is refused as before; brought twice it is there once", async () => {
    const small = await world();
    const [marie, paul, anna] = [await small.workstation("marie"), await small.workstation("paul"), await small.workstation("anna")];
    const [sent, held] = [newId(), newId()];
    await marie.send(created(sent));
    for (const one of [created(held), submitted(held, 1)]) marie.seal(one);
    expect([await revoke(small, marie), await revoke(small, marie)]).toEqual([true, false]);
    expect(errorOf(await marie.push(1))).toEqual({ code: "G3003" });
    expect(valueOf(await carry(small, paul, marie))).toEqual({ epoch: expect.anything(), changes: 3, fresh: 2, quarantined: true });
    expect(valueOf(await carry(small, undefined, marie))).toMatchObject({ changes: 3, fresh: 0, quarantined: true });
    expect((await feedOf(paul)).map(({ file }) => file)).toEqual([sent]);
    expect(await list(small, anna)).toEqual([{ replica: marie.replica, user: marie.caller.user, name: "marie", device: "test", why: "revoked", changes: 3, upTo: 3, since: expect.any(Number), carriers: ["paul"], mine: false }]);
  });

  test("[QU1] a carrier changes nothing here either: another signature, a gap, a fork; nothing of them is kept", async () => {
    const small = await world();
    const [marie, paul, anna] = [await small.workstation("marie"), await small.workstation("paul"), await small.workstation("anna")];
    await marie.send(created(newId()));
    for (let n = 0; n < 3; n += 1) marie.seal(created(newId()));
    await revoke(small, marie);
    expect(errorOf(await carry(small, paul, marie, marie.requestFrom(2, undefined, paul.keys.privateKey)))).toEqual({ code: "G4012" });
    expect(errorOf(await carry(small, paul, marie, marie.requestFrom(3)))).toEqual({ code: "G8005", params: { from: 2, first: 3 } });
    expect(errorOf(await carry(small, paul, marie, marie.requestFrom(1, marie.requestFrom(2).changes)))).toEqual({ code: "G4009", params: { at: 1 } });
    expect(await list(small, anna)).toEqual([]);
    expect(valueOf(await carry(small, paul, marie, marie.requestFrom(2, marie.requestFrom(2).changes.slice(0, 1))))).toMatchObject({ fresh: 1 });
    expect(valueOf(await carry(small, paul, marie, marie.requestFrom(3)))).toMatchObject({ fresh: 2 });
    expect(await list(small, anna)).toMatchObject([{ changes: 3, upTo: 4 }]);
    const page = valueOf(await small.services.quarantine.changes(anna.caller, { protocol: 1, ...small.address, of: marie.replica, after: 2 }));
    expect([page.more, page.changes.map(({ seq }) => seq), JSON.parse(page.changes[0]?.head ?? "{}")]).toMatchObject([false, [3, 4], { kind: "created", replica: marie.replica }]);
  });

  test("[QU2] what waits in many parts is read page by page, each change once, to its end", async () => {
    const small = await world();
    const [marie, paul, anna] = [await small.workstation("marie"), await small.workstation("paul"), await small.workstation("anna")];
    for (let n = 0; n < 9; n += 1) marie.seal(created(newId()));
    await revoke(small, marie);
    const { changes } = marie.requestFrom(1);
    for (let n = 1; n <= 9; n += 1) valueOf(await carry(small, paul, marie, marie.requestFrom(Math.max(1, n - 2), changes.slice(Math.max(0, n - 3), n))));
    const seen: number[] = [];
    for (let more = true, pages = 0; more; pages += 1) {
      const page = valueOf(await small.services.quarantine.changes(anna.caller, { protocol: 1, ...small.address, of: marie.replica, after: seen.at(-1) ?? 0 }));
      seen.push(...page.changes.map(({ seq }) => seq));
      more = page.more;
      expect([pages, page.changes.length > 0 || !more]).toEqual([pages, true]);
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(valueOf(await decide(small, anna, marie, "accept"))).toMatchObject({ accepted: 9, unusable: 0 });
  });

  test("[QU2] it is seen by who sees all its branches, and by nobody of another bank", async () => {
    const small = await world();
    const [marie, paul, lea, anna] = [await small.workstation("marie"), await small.workstation("paul"), await small.workstation("lea"), await small.workstation("anna")];
    const zoe = await small.workstation("zoe");
    const both = created(newId(), undefined, { branch: anna.caller.branches[1]?.id ?? "" });
    for (const one of [created(newId()), both]) marie.seal(one);
    await revoke(small, marie);
    valueOf(await carry(small, paul, marie));
    for (const by of [paul, lea, zoe]) {
      expect(await list(small, by)).toEqual([]);
      expect(valueOf(await small.services.quarantine.changes(by.caller, { protocol: 1, ...small.address, of: marie.replica, after: 0 })).changes).toEqual([]);
    }
    expect(await list(small, anna)).toHaveLength(1);
    expect(errorOf(await decide(small, paul, marie, "accept"))).toEqual({ code: "G3002" });
    expect(errorOf(await decide(small, zoe, marie, "accept"))).toEqual({ code: "G8014" });
    expect(errorOf(await small.services.quarantine.list(await small.caller("boss"), { protocol: 1, ...small.address })).code).toBe("G3002");
  });

  test("[QU3] accepted, everything has the effect and the verdict that it would have had, in its author's name; nobody accepts twice", async () => {
    const small = await world();
    const [marie, paul, anna] = [await small.workstation("marie"), await small.workstation("paul"), await small.workstation("anna")];
    const [shared, own] = [newId(), newId()];
    await marie.send(created(shared));
    await paul.send(edited(shared, 1, { city: [null, "Brest"] }));
    for (const one of [edited(shared, 1, { city: [null, "Rennes"] }), created(own), submitted(own, 1), { kind: "withdrawn", file: own, base: 2 }]) marie.seal(one);
    await revoke(small, marie);
    valueOf(await carry(small, paul, marie, marie.requestFrom(2)));
    expect(valueOf(await decide(small, anna, marie, "accept"))).toEqual({ epoch: expect.anything(), accepted: 3, refused: 1, skipped: 0, unusable: 0 });
    expect(await stateOf(paul, own)).toMatchObject({ status: "registered", createdBy: marie.caller.user, registration: { number: expect.any(String) } });
    expect(await stateOf(paul, shared)).toMatchObject({ conflicts: [{ field: "city", theirs: "Brest", mine: "Rennes", mineBy: marie.caller.user }] });
    expect(await list(small, anna)).toEqual([]);
    expect(errorOf(await decide(small, anna, marie, "accept"))).toEqual({ code: "G8014" });
    expect(valueOf(await carry(small, paul, marie))).toMatchObject({ changes: 5, fresh: 0, quarantined: true });
  });

  test("[QU3] parts that overlap are taken once; what came after she looked waits for another look", async () => {
    const small = await world();
    const [marie, paul, anna] = [await small.workstation("marie"), await small.workstation("paul"), await small.workstation("anna")];
    const files = [newId(), newId(), newId(), newId()];
    for (const file of files) marie.seal(created(file));
    await revoke(small, marie);
    const { changes } = marie.requestFrom(1);
    valueOf(await carry(small, paul, marie, marie.requestFrom(1, changes.slice(0, 2))));
    expect(valueOf(await carry(small, paul, marie, marie.requestFrom(1, changes.slice(0, 3))))).toMatchObject({ fresh: 1 });
    const [shown] = await list(small, anna);
    expect(shown).toMatchObject({ changes: 3, upTo: 3 });
    valueOf(await carry(small, paul, marie));
    expect(valueOf(await decide(small, anna, marie, "accept", shown?.upTo))).toMatchObject({ accepted: 3 });
    expect((await feedOf(paul)).map(({ file }) => file)).toEqual(files.slice(0, 3));
    expect(await list(small, anna)).toMatchObject([{ upTo: 4 }]);
    expect(valueOf(await decide(small, anna, marie, "accept", 4))).toMatchObject({ accepted: 1 });
    expect((await feedOf(paul)).map(({ file }) => file)).toEqual(files);
  });

  test("[QU4] turned down, nothing has effect, what builds on it is skipped, and its author may still do the same from a replica that is hers", async () => {
    const small = await world();
    const [marie, paul, anna] = [await small.workstation("marie"), await small.workstation("paul"), await small.workstation("anna")];
    const [file, change] = [newId(), newId()];
    marie.seal(created(file, undefined, { change }));
    await revoke(small, marie);
    valueOf(await carry(small, paul, marie));
    expect(valueOf(await decide(small, anna, marie, "reject"))).toEqual({ epoch: expect.anything(), accepted: 0, refused: 1, skipped: 0, unusable: 0 });
    marie.seal(edited(file, 1, { city: [null, "Brest"] }));
    valueOf(await carry(small, paul, marie, marie.requestFrom(2)));
    expect(valueOf(await decide(small, anna, marie, "accept"))).toMatchObject({ accepted: 0, skipped: 1 });
    expect(await feedOf(paul)).toEqual([]);
    const again = await small.workstation("marie");
    expect(await again.send(created(file, undefined, { change }))).toMatchObject([{ kind: "accepted", version: 1 }]);
  });

  test("[QU3] two ends of a line that forked: the first is taken, the other set aside", async () => {
    const small = await world();
    const [marie, paul, anna] = [await small.workstation("marie"), await small.workstation("paul"), await small.workstation("anna")];
    const [one, other] = [newId(), newId()];
    marie.seal(created(one));
    const first = marie.requestFrom(1);
    await revoke(small, marie);
    valueOf(await carry(small, paul, marie, first));
    const forked = { ...JSON.parse(first.changes[0]?.head ?? "{}"), file: other, change: newId() };
    valueOf(await carry(small, paul, marie, marie.requestFrom(1, [{ ...first.changes[0], head: JSON.stringify(forked) } as PushRequest["changes"][number]])));
    expect(valueOf(await decide(small, anna, marie, "accept"))).toMatchObject({ accepted: 1, unusable: 1 });
    expect(await feedOf(paul)).toHaveLength(1);
    expect(await list(small, anna)).toEqual([]);
  });

  test("[QU5] nobody decides her own work, nor with a workstation that is not hers; a person who left is told as one who left", async () => {
    const small = await world();
    const [marie, anna, paul] = [await small.workstation("marie"), await small.workstation("anna"), await small.workstation("paul")];
    const hers = await small.workstation("anna");
    hers.seal(created(newId()));
    await revoke(small, hers);
    valueOf(await carry(small, paul, hers));
    expect(await list(small, anna)).toMatchObject([{ mine: true }]);
    expect(errorOf(await decide(small, anna, hers, "accept"))).toEqual({ code: "G3002" });
    marie.seal(created(newId()));
    const [bank, ...others] = small.directory.banks;
    if (bank === undefined) throw new Error("no bank");
    await importDirectory(small.store, { ...small.directory, banks: [{ ...bank, persons: bank.persons.filter(({ id }) => id !== marie.caller.user) }, ...others] });
    valueOf(await carry(small, paul, marie));
    expect((await list(small, anna)).map(({ why, user }) => [why, user])).toContainEqual(["left", marie.caller.user]);
    expect(errorOf(await small.services.quarantine.decide(anna.caller, { protocol: 1, ...small.address, replica: paul.replica, of: marie.replica, upTo: 1, decision: "accept" }))).toEqual({ code: "G3003" });
    expect(valueOf(await decide(small, anna, marie, "accept"))).toMatchObject({ accepted: 1 });
    expect(await feedOf(paul)).toHaveLength(1);
  });
}
