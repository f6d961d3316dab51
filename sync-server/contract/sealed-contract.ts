import { expect, test } from "vitest";
import { importDirectory } from "../domain/directory.ts";
import type { PushRequest } from "../../shared/sync/protocol.ts";
import { created, contractWorld, edited, errorOf, feedOf, stateOf, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { sealForCentre } from "../testing/seal-for-centre.ts";
import type { SmallWorld } from "../testing/small-world.ts";
import { newId, type Workstation } from "../testing/workstation.ts";

/** What every centre must do with work that somebody else carried: [OB2] to [OB5]. */
export function sealedContract(open: OpenStore): void {
  const { world } = contractWorld(open);

  async function sealing({ services, address }: SmallWorld) {
    const [key] = (await services.centre()).sealingKeys;
    if (key === undefined) throw new Error("the centre tells no key");
    return { ...address, key };
  }
  const contentOf = (author: Workstation, push: PushRequest) => ({ bank: author.caller.bank?.id ?? "", push });

  test("[OB2] what a colleague carries is decided as if its author had sent it; the carrier is told how many, the author everything by her next push", async () => {
    const small = await world();
    const [marie, lea] = [await small.workstation("marie"), await small.workstation("lea")];
    const file = newId();
    for (const one of [created(file), submitted(file, 1), { kind: "withdrawn", file, base: 2 }]) marie.seal(one);
    const part = sealForCentre(await sealing(small), contentOf(marie, marie.requestFrom(1)));
    expect(valueOf(await small.services.takeSealed(lea.caller, part))).toEqual({ epoch: expect.anything(), changes: 3, fresh: 3 });
    const verdicts = valueOf(await marie.push(1)).verdicts;
    expect(verdicts).toMatchObject([{ kind: "duplicate", first: { kind: "accepted" } }, { kind: "duplicate", first: { kind: "accepted", number: expect.any(String), receipt: expect.any(String) } }, { kind: "duplicate", first: { kind: "refused", code: "G2016" } }]);
    expect(await stateOf(marie, file)).toMatchObject({ status: "registered", createdBy: marie.caller.user });
  });

  test("[OB3] brought twice, by both ways, or behind what was pushed meanwhile, everything is there once", async () => {
    const small = await world();
    const [marie, paul] = [await small.workstation("marie"), await small.workstation("paul")];
    const [one, two] = [newId(), newId()];
    marie.seal(created(one));
    const facts = await sealing(small);
    const early = sealForCentre(facts, contentOf(marie, marie.requestFrom(1)));
    marie.seal(created(two));
    const whole = sealForCentre(facts, contentOf(marie, marie.requestFrom(1)));
    expect(valueOf(await small.services.takeSealed(paul.caller, early))).toMatchObject({ fresh: 1 });
    expect(valueOf(await small.services.takeSealed(undefined, early))).toMatchObject({ changes: 1, fresh: 0 });
    expect(valueOf(await marie.push(1)).have).toBe(2);
    expect(valueOf(await small.services.takeSealed(paul.caller, whole))).toMatchObject({ changes: 2, fresh: 0 });
    expect((await feedOf(marie)).map((entry) => entry.file)).toEqual([one, two]);
  });

  test("[OB2] the author's own rights decide, not the carrier's", async () => {
    const small = await world();
    const [marie, anna] = [await small.workstation("marie"), await small.workstation("anna")];
    marie.seal(created(newId(), undefined, { branch: anna.caller.branches[1]?.id ?? "" }));
    valueOf(await small.services.takeSealed(anna.caller, sealForCentre(await sealing(small), contentOf(marie, marie.requestFrom(1)))));
    expect(valueOf(await marie.push(1)).verdicts).toMatchObject([{ kind: "duplicate", first: { kind: "refused", code: "G2008" } }]);
  });

  test("[OB2] nobody of another bank carries, and a bank that is not the replica's finds no author", async () => {
    const small = await world();
    const marie = await small.workstation("marie");
    const zoe = await small.workstation("zoe");
    marie.seal(created(newId()));
    const facts = await sealing(small);
    expect(errorOf(await small.services.takeSealed(zoe.caller, sealForCentre(facts, contentOf(marie, marie.requestFrom(1)))))).toEqual({ code: "G3002" });
    expect(errorOf(await small.services.takeSealed(await small.caller("boss"), sealForCentre(facts, contentOf(marie, marie.requestFrom(1)))))).toEqual({ code: "G3002" });
    expect(errorOf(await small.services.takeSealed(zoe.caller, sealForCentre(facts, { bank: zoe.caller.bank?.id ?? "", push: marie.requestFrom(1) })))).toEqual({ code: "G8004" });
    expect(valueOf(await marie.push(1)).verdicts).toMatchObject([{ kind: "accepted" }]);
  });

  test("[OB2] a carrier changes nothing: another signature, another's line, a line forked", async () => {
    const small = await world();
    const [marie, paul] = [await small.workstation("marie"), await small.workstation("paul")];
    marie.seal(created(newId()));
    const facts = await sealing(small);
    const take = async (push: PushRequest) => errorOf(await small.services.takeSealed(paul.caller, sealForCentre(facts, contentOf(marie, push))));
    expect(await take(marie.requestFrom(1, undefined, paul.keys.privateKey))).toEqual({ code: "G4012" });
    expect(await take({ ...marie.requestFrom(1), replica: paul.replica })).toEqual({ code: "G4012" });
    expect(await take({ ...marie.requestFrom(1), first: 2 })).toEqual({ code: "G4012" });
    expect(valueOf(await marie.push(1)).have).toBe(1);
    marie.seal(created(newId()));
    expect(await take(marie.requestFrom(1, marie.requestFrom(2).changes))).toEqual({ code: "G4009", params: { at: 1 } });
  });

  test("[OB5] a gap is told from which change on, and the missing file brought, both are taken", async () => {
    const small = await world();
    const [marie, paul] = [await small.workstation("marie"), await small.workstation("paul")];
    for (let n = 0; n < 4; n += 1) marie.seal(created(newId()));
    const facts = await sealing(small);
    const [first, second] = [marie.requestFrom(1, marie.requestFrom(1).changes.slice(0, 2)), marie.requestFrom(3)];
    const late = sealForCentre(facts, contentOf(marie, second));
    expect(errorOf(await small.services.takeSealed(paul.caller, late))).toEqual({ code: "G8005", params: { from: 1, first: 3 } });
    valueOf(await small.services.takeSealed(paul.caller, sealForCentre(facts, contentOf(marie, first))));
    expect(valueOf(await small.services.takeSealed(paul.caller, late))).toMatchObject({ fresh: 2 });
  });

  test("[OB5] another centre, another epoch, a replica that never enrolled, a newer protocol: each is told as what it is, and takes nothing", async () => {
    const small = await world();
    const marie = await small.workstation("marie");
    marie.seal(created(newId()));
    const facts = await sealing(small);
    const push = marie.requestFrom(1);
    const told = async (more: Partial<typeof facts>, changed: Partial<PushRequest> = {}) => errorOf(await small.services.takeSealed(marie.caller, sealForCentre({ ...facts, ...more }, contentOf(marie, { ...push, ...changed })))).code;
    expect(await told({ centre: newId() })).toBe("G8002");
    expect(await told({ key: { ...facts.key, kid: "another" } })).toBe("G8002");
    expect(await told({ epoch: newId() })).toBe("G8003");
    expect(await told({}, { epoch: newId() })).toBe("G8003");
    expect(await told({}, { replica: newId() })).toBe("G8004");
    expect(await told({}, { protocol: 99 })).toBe("G8006");
    expect(valueOf(await marie.push(1)).verdicts).toMatchObject([{ kind: "accepted" }]);
  });

  test("[OB2] two people's edits of one draft, carried by a third, merge as if they had been sent", async () => {
    const small = await world();
    const [marie, paul, anna] = [await small.workstation("marie"), await small.workstation("paul"), await small.workstation("anna")];
    const file = newId();
    await marie.send(created(file));
    marie.seal(edited(file, 1, { city: [null, "Brest"], amount: [null, 5_000_000] }));
    paul.seal(edited(file, 1, { tradeName: [null, "Les Écluses"], amount: [null, 7_000_000] }));
    const facts = await sealing(small);
    for (const [author, first] of [[marie, 2], [paul, 1]] as const) valueOf(await small.services.takeSealed(anna.caller, sealForCentre(facts, contentOf(author, author.requestFrom(first)))));
    expect(await stateOf(marie, file)).toMatchObject({ fields: { city: "Brest", tradeName: "Les Écluses", amount: 5_000_000 }, conflicts: [{ field: "amount", theirs: 5_000_000, mine: 7_000_000, mineBy: paul.caller.user }] });
  });

  const keysOf = async ({ services }: SmallWorld, of: Workstation) => valueOf(await services.branchKeys(of.caller, { protocol: 1, ...of.address, replica: of.replica }));

  test("[OB10] colleagues of a branch are told the same keys, others none of them, and whose workstations write in its folder", async () => {
    const small = await world();
    const [marie, paul, lea, anna] = [await small.workstation("marie"), await small.workstation("paul"), await small.workstation("lea"), await small.workstation("anna")];
    await marie.send(created(newId()), created(newId()));
    const [hers, his, elsewhere, both] = [await keysOf(small, marie), await keysOf(small, paul), await keysOf(small, lea), await keysOf(small, anna)];
    expect(hers.keys).toHaveLength(1);
    expect(his.keys).toEqual(hers.keys);
    expect(elsewhere.keys.map(({ id }) => id)).not.toEqual(hers.keys.map(({ id }) => id));
    expect(both.keys.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([...hers.keys, ...elsewhere.keys].toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    expect(Buffer.from(hers.keys[0]?.secret ?? "", "base64url")).toHaveLength(32);
    expect(hers.colleagues.map(({ replica }) => replica).toSorted()).toEqual([marie, paul, anna].map(({ replica }) => replica).toSorted());
    expect(hers.colleagues.find(({ replica }) => replica === marie.replica)).toEqual({ replica: marie.replica, user: marie.caller.user, publicKey: marie.keys.publicKey.export({ format: "jwk" }).x, have: 2 });
  });

  test("[OB10] keys are for an enrolled workstation of the caller's own", async () => {
    const small = await world();
    const [marie, paul] = [await small.workstation("marie"), await small.workstation("paul")];
    const asked = async (who: Workstation["caller"], replica: string, more = {}) => errorOf(await small.services.branchKeys(who, { protocol: 1, ...marie.address, replica, ...more })).code;
    expect(await asked(marie.caller, paul.replica)).toBe("G3003");
    expect(await asked(marie.caller, newId())).toBe("G3003");
    expect(await asked(await small.caller("boss"), marie.replica)).toBe("G3002");
    expect(await asked(marie.caller, marie.replica, { epoch: newId() })).toBe("G4011");
  });

  test("[OB10] who joins is told the key that is there; once somebody has left, what is written from then on has another, and she is told none", async () => {
    const small = await world();
    const [marie, paul] = [await small.workstation("marie"), await small.workstation("paul")];
    const before = await keysOf(small, paul);
    const [bank, ...others] = small.directory.banks;
    if (bank === undefined) throw new Error("no bank");
    const withoutPaul = { ...bank, persons: bank.persons.map((one) => (one.id === paul.caller.user ? { ...one, branches: bank.branches.slice(1).map(({ id }) => id) } : one)) };
    await importDirectory(small.store, { ...small.directory, banks: [withoutPaul, ...others] });
    const after = await keysOf(small, marie);
    expect(after.keys).toHaveLength(2);
    expect(after.keys[0]?.id).not.toBe(before.keys[0]?.id);
    expect(after.keys[1]).toEqual(before.keys[0]);
    expect(after.colleagues.some(({ replica }) => replica === paul.replica)).toBe(false);
    await importDirectory(small.store, small.directory);
    expect((await keysOf(small, marie)).keys).toEqual(after.keys);
  });
}
