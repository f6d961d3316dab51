import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { created, contractWorld, edited, errorOf, feedOf, stateOf, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { newId } from "../testing/workstation.ts";

/** What every centre must do with a replica's line: [SY1] to [SY11]. */
export function lineContract(open: OpenStore): void {
  const { world } = contractWorld(open);

  test("[SY1] only the replica's own person pushes its line, and only an enrolled one", async () => {
    const { workstation, services, caller } = await world();
    const marie = await workstation("marie");
    marie.seal(created(newId()));
    expect(errorOf(await services.push(await caller("paul"), marie.requestFrom(1)))).toEqual({ code: "G3003" });
    expect(errorOf(await services.push(await caller("zoe"), marie.requestFrom(1)))).toEqual({ code: "G3003" });
    expect(errorOf(await services.push(marie.caller, { ...marie.requestFrom(1), replica: newId() }))).toEqual({ code: "G3003" });
    expect(errorOf(await services.push(await caller("boss"), marie.requestFrom(1)))).toEqual({ code: "G3002" });
    expect(valueOf(await marie.push(1)).have).toBe(1);
  });

  test("[SY1] enrolling again with the same key is harmless and answers what the centre has; another key or person is refused", async () => {
    const { workstation, services, caller } = await world();
    const marie = await workstation("marie");
    await marie.send(created(newId()));
    expect(valueOf(await marie.enrol())).toMatchObject({ have: 1, me: { user: marie.caller.user, name: "marie" } });
    const key = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }).x ?? "";
    const request = { protocol: 1, centre: marie.address.centre, replica: marie.replica, device: "x", publicKey: key };
    expect(errorOf(await services.enrol(marie.caller, request)).code).toBe("G3003");
    expect(errorOf(await services.enrol(await caller("paul"), request)).code).toBe("G3003");
    expect(errorOf(await services.enrol(await caller("boss"), request)).code).toBe("G3002");
    expect(errorOf(await services.enrol(marie.caller, { ...request, publicKey: "AAAA" })).code).toBe("G4001");
  });

  test("[SY2] another protocol, centre or epoch is told apart", async () => {
    const { workstation, services } = await world();
    const marie = await workstation("marie");
    marie.seal(created(newId()));
    const request = marie.requestFrom(1);
    expect(errorOf(await services.push(marie.caller, { ...request, protocol: 99 })).code).toBe("G4010");
    expect(errorOf(await services.push(marie.caller, { ...request, centre: newId() })).code).toBe("G4011");
    expect(errorOf(await services.push(marie.caller, { ...request, epoch: newId() })).code).toBe("G4011");
  });

  test("[SY3] a gap is answered with what the centre has, and takes nothing", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    await marie.send(created(newId()));
    marie.seal(created(newId()));
    marie.seal(created(newId()));
    expect(errorOf(await marie.push(3))).toEqual({ code: "G4008", params: { have: 1 } });
    expect(valueOf(await marie.push(2)).have).toBe(3);
  });

  test("[SY4] [ST4] what is pushed twice is kept once, answered with its first verdict, and what is new in the same push is processed", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    const [one, two] = [newId(), newId()];
    const first = await marie.send(created(one), submitted(one, 1), { kind: "withdrawn", file: one, base: 2 });
    expect(first.map((verdict) => verdict.kind)).toEqual(["accepted", "accepted", "refused"]);
    marie.seal(created(two, undefined, {}));
    const again = valueOf(await marie.push(1));
    expect(again.verdicts.slice(0, 3)).toEqual(first.map((verdict) => ({ kind: "duplicate", first: verdict })));
    expect(again).toMatchObject({ have: 4, verdicts: [{}, {}, {}, { kind: "accepted", version: 1 }] });
    expect((await feedOf(marie)).filter((entry) => entry.file === one)).toHaveLength(1);
    expect(valueOf(await marie.push(4)).verdicts).toEqual([{ kind: "duplicate", first: again.verdicts[3] }]);
  });

  test("[SY4] another change at a place that is taken is a fork, and so is a line that does not go on from the last", async () => {
    const { workstation, services } = await world();
    const marie = await workstation("marie");
    await marie.send(created(newId()), created(newId()));
    marie.seal(created(newId()));
    const swapped = marie.requestFrom(2, marie.requestFrom(3).changes);
    expect(errorOf(await services.push(marie.caller, swapped))).toEqual({ code: "G4009", params: { at: 2 } });
    marie.seal(created(newId()));
    expect(errorOf(await services.push(marie.caller, marie.requestFrom(3, marie.requestFrom(4).changes)))).toEqual({ code: "G4009", params: { at: 3 } });
    expect(valueOf(await marie.push(3)).have).toBe(4);
  });

  test("[SY6] a push that another key signed, or whose signature is of other changes, takes nothing", async () => {
    const { workstation, services } = await world();
    const marie = await workstation("marie");
    marie.seal(created(newId()));
    const stranger = generateKeyPairSync("ed25519").privateKey;
    expect(errorOf(await services.push(marie.caller, marie.requestFrom(1, undefined, stranger)))).toEqual({ code: "G4012" });
    const { signature } = marie.requestFrom(1);
    marie.seal(created(newId()));
    expect(errorOf(await services.push(marie.caller, { ...marie.requestFrom(1), signature }))).toEqual({ code: "G4012" });
    expect(valueOf(await marie.push(1)).have).toBe(2);
  });

  test("[SY7] a link that does not hold inside a push is a fork at its place", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    marie.seal(created(newId()));
    marie.seal(created(newId(), undefined, { head: { prev: "f".repeat(64) } }));
    expect(errorOf(await marie.push(1))).toEqual({ code: "G4009", params: { at: 2 } });
  });

  const bad = {
    "too large": { code: "G2013", change: { kind: "created", body: { fields: { legalName: "x".repeat(70_000) } } } },
    "with U+0000 written as an escape": { code: "G2011", change: { kind: "created", body: { fields: { legalName: "a\u0000b" } } } },
    "with half a surrogate pair written as an escape": { code: "G2011", change: { kind: "created", body: { fields: { legalName: "a\ud800b" } } } },
    "of a kind that is not known": { code: "G2012", change: { kind: "granted", body: {} } },
    "of a later version of its kind": { code: "G2012", change: { kind: "created", body: { fields: {} }, head: { kindVersion: 2 } } },
    "with another body than was hashed": { code: "G2014", change: { kind: "created", body: { fields: {} }, head: { bodyHash: "0".repeat(64) } } },
    "of another author": { code: "G2014", change: { kind: "created", body: { fields: {} }, head: { author: "somebody" } } },
    "of another bank": { code: "G2014", change: { kind: "created", body: { fields: {} }, head: { bank: newId() } } },
    "of another replica": { code: "G2014", change: { kind: "created", body: { fields: {} }, head: { replica: newId() } } },
    "that says another place": { code: "G2014", change: { kind: "created", body: { fields: {} }, head: { seq: 40 } } },
    "with a body of another shape": { code: "G2014", change: { kind: "created", body: { fields: [] } } },
    "in a branch that she may not see": { code: "G2008", change: { kind: "created", body: { fields: {} }, branch: newId() } },
    "on a file that is not there": { code: "G2008", change: { kind: "edited", body: { edits: {} }, base: 1 } },
    "with a wrong field": { code: "G2002", change: { kind: "created", body: { fields: { amount: "1", nonsense: 2 } } } },
  } as const;
  for (const [what, { code, change }] of Object.entries(bad)) {
    test(`[SY8] [ST5] a change ${what} is refused alone and its neighbours go on`, async () => {
      const { workstation } = await world();
      const marie = await workstation("marie");
      const [before, after] = [newId(), newId()];
      const verdicts = await marie.send(created(before), { file: newId(), ...change }, created(after));
      expect(verdicts).toMatchObject([{ kind: "accepted" }, { kind: "refused", code }, { kind: "accepted" }]);
      expect((await feedOf(marie)).map((entry) => entry.file)).toEqual([before, after]);
      expect(valueOf(await marie.push(1)).verdicts).toEqual(verdicts.map((first) => ({ kind: "duplicate", first })));
    });
  }

  for (const [what, raw, code] of [["that is not JSON", "{", "G2014"], ["with U+0000", '{"a":"\u0000"}', "G2011"], ["with half a surrogate pair", '{"a":"\ud800"}', "G2011"], ["too deep to be one", "[".repeat(20_000), "G2014"]] as const) {
    test(`[SY8] [ST5] a head ${what} is refused alone and its neighbours go on`, async () => {
      const { workstation } = await world();
      const marie = await workstation("marie");
      marie.seal(created(newId()));
      marie.keepRaw({ head: raw, body: "{}", salt: "0".repeat(32) });
      marie.seal(created(newId()));
      expect(valueOf(await marie.push(1)).verdicts).toMatchObject([{ kind: "accepted" }, { kind: "refused", code }, { kind: "accepted" }]);
      expect(valueOf(await marie.push(2)).verdicts).toMatchObject([{ kind: "duplicate", first: { code } }, { kind: "duplicate" }]);
    });
  }

  test("[SY11] a change re-issued by another replica of the same person is answered with its first verdict and has no other effect", async () => {
    const { workstation } = await world();
    const [old, fresh] = [await workstation("marie"), await workstation("marie")];
    const [file, change] = [newId(), newId()];
    const fields = { legalName: "Alpha" };
    const [first] = await old.send(created(file, fields, { change }));
    expect(await fresh.send(created(file, fields, { change }))).toEqual([{ kind: "duplicate", first }]);
    expect(valueOf(await fresh.push(1)).verdicts).toEqual([{ kind: "duplicate", first }]);
    expect(await feedOf(old)).toHaveLength(1);
  });

  test("[SY11] [SY20] a line re-issued by another replica is refused, skipped and mended as it was the first time", async () => {
    const { workstation } = await world();
    const [old, fresh] = [await workstation("marie"), await workstation("marie")];
    const [file, bad, after, mending] = [newId(), newId(), newId(), newId()];
    const line = [created(file, {}, { change: newId() }), edited(file, 1, { amount: [null, "many"] }, { change: bad }), edited(file, 1, { city: [null, "Lyon"] }, { change: after }), edited(file, 1, { amount: [null, 5] }, { change: mending, mends: bad })];
    const first = await old.send(...line);
    expect(first.map((verdict) => verdict.kind)).toEqual(["accepted", "refused", "skipped", "accepted"]);
    expect(await fresh.send(...line)).toEqual([{ kind: "duplicate", first: first[0] }, { kind: "duplicate", first: first[1] }, { kind: "skipped", cause: bad }, { kind: "duplicate", first: first[3] }]);
    expect(await fresh.send(edited(file, 2, { city: [null, "Lyon"] }, { change: after }))).toMatchObject([{ kind: "accepted" }]);
  });

  test("[SY8] [SY19] a body nested deeper than anything sensible, or naming ten thousand fields, is refused alone and shortly", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    const deep = `${"[".repeat(9_000)}${"]".repeat(9_000)}`;
    const wide = Object.fromEntries(Array.from({ length: 4_000 }, (_, i) => [`f${i}`, 1]));
    const verdicts = await marie.send(
      { kind: "created", file: newId(), rawBody: `{"fields":{"otherLoans":[{"bank":"A","amount":1,"status":"ATTESTE","more":${deep}}]}}` },
      { kind: "created", file: newId(), rawBody: `{"fields":{"city":${deep}}}` }, { kind: "created", file: newId(), body: { fields: wide } }, { kind: "created", file: newId(), rawBody: deep }, created(newId(), {}),
    );
    expect(verdicts).toMatchObject([{ code: "G2002" }, { code: "G2002" }, { code: "G2002" }, { code: "G2014" }, { kind: "accepted" }]);
    expect(verdicts[2]?.kind === "refused" && verdicts[2].fields.length).toBe(100);
  });

  test("[ST2] who left a branch a moment ago, and is still remembered in it, is refused by the database and not by a fault", async () => {
    const { workstation, directory, store } = await world();
    const marie = await workstation("marie");
    const banks = directory.banks.map((bank) => ({ ...bank, persons: bank.persons.map((person) => (person.name === "marie" ? { ...person, branches: [] } : person)) }));
    await store.importDirectory({ ...directory, banks });
    marie.seal(created(newId(), {}));
    expect(errorOf(await marie.push(1))).toEqual({ code: "G3002" });
    await store.importDirectory(directory);
    expect(valueOf(await marie.push(1)).have).toBe(1);
  });

  test("[SY11] an id borrowed from another's change is malformed, says nothing of that change, and stops nobody", async () => {
    const { workstation } = await world();
    const [marie, paul, lea] = [await workstation("marie"), await workstation("paul"), await workstation("lea")];
    const [change, file] = [newId(), newId()];
    await marie.send(created(file, { legalName: "Alpha" }, { change }));
    for (const other of [paul, lea]) {
      expect(await other.send(created(newId(), {}, { change }), created(newId()))).toMatchObject([{ kind: "refused", code: "G2014", fields: [{ field: "head.change" }] }, { kind: "accepted" }]);
    }
    expect(await marie.send(created(newId(), {}, { change }), created(newId()))).toMatchObject([{ kind: "refused", code: "G2014" }, { kind: "accepted" }]);
  });

  test("[SY11] one id used twice in one push decides once", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    const change = newId();
    expect(await marie.send(created(newId(), {}, { change }), created(newId(), {}, { change }))).toMatchObject([{ kind: "accepted" }, { kind: "refused", code: "G2014" }]);
  });

  test("[SY20] after a refusal, later changes of that file are skipped, in the same push and in later ones; other files go on", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    const [file, other, cause] = [newId(), newId(), newId()];
    const verdicts = await marie.send(created(file, {}), edited(file, 1, { amount: [null, "many"] }, { change: cause }), edited(file, 1, { city: [null, "Lyon"] }), created(other, {}));
    expect(verdicts).toMatchObject([{ kind: "accepted" }, { kind: "refused", code: "G2002", fields: [{ field: "amount" }] }, { kind: "skipped", cause }, { kind: "accepted" }]);
    expect(await marie.send(edited(file, 1, { city: [null, "Lyon"] }, { mends: newId() }))).toEqual([{ kind: "skipped", cause }]);
    expect((await stateOf(marie, file))?.version).toBe(1);
  });

  test("[SY20] the change that mends is processed, and those after it need no mark; refused in its turn, it is the new cause", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    const [file, cause, second] = [newId(), newId(), newId()];
    await marie.send(created(file, {}), edited(file, 1, { amount: [null, "many"] }, { change: cause }));
    expect(await marie.send(edited(file, 1, { amount: [null, "still"] }, { mends: cause, change: second }), edited(file, 1, { city: [null, "Lyon"] }, { mends: cause }))).toMatchObject([{ kind: "refused" }, { kind: "skipped", cause: second }]);
    expect(await marie.send(edited(file, 1, { amount: [null, 100] }, { mends: second }), edited(file, 1, { city: [null, "Lyon"] }))).toMatchObject([{ kind: "accepted", version: 2 }, { kind: "accepted", version: 3 }]);
    expect(await marie.send(edited(file, 3, { city: ["Lyon", "Nice"] }))).toMatchObject([{ kind: "accepted", version: 4 }]);
  });

  test("[SY20] a colleague's changes of the same file are not skipped", async () => {
    const { workstation } = await world();
    const [marie, paul] = [await workstation("marie"), await workstation("paul")];
    const file = newId();
    await marie.send(created(file, {}), edited(file, 1, { amount: [null, "many"] }));
    expect(await paul.send(edited(file, 1, { city: [null, "Lyon"] }))).toMatchObject([{ kind: "accepted" }]);
  });

  test("[SY21] a skipped change may be re-issued under its own id, and a refused creation is mended by a creation", async () => {
    const { workstation } = await world();
    const marie = await workstation("marie");
    const [file, cause, skipped] = [newId(), newId(), newId()];
    await marie.send(created(file, { amount: -5 }, { change: cause }), edited(file, 1, { city: [null, "Lyon"] }, { change: skipped }));
    expect(await marie.send(created(file, { amount: 500 }, { mends: cause }), edited(file, 1, { city: [null, "Lyon"] }, { change: skipped }))).toMatchObject([{ kind: "accepted", version: 1 }, { kind: "accepted", version: 2 }]);
  });
}
