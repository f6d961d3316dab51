import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import type { FileState } from "../../shared/sync/file-state.ts";
import type { FirstVerdict, Verdict } from "../../shared/sync/protocol.ts";
import { importDirectory, type DirectoryInput } from "../domain/directory.ts";
import { beginEpochByTwo } from "../testing/begin-epoch-by-two.ts";
import { CONSISTENCY_IDS, type Store } from "../store/store.ts";
import { created, edited, errorOf, freshSiren, ownBranch, submitted, valueOf } from "../testing/contract-world.ts";
import type { RestorableStore } from "../testing/restorable-store.ts";
import { createSmallWorld, type SmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId, type Intention, type Workstation } from "../testing/workstation.ts";

const founding = { now: () => instant(Date.now()), randomBytes: (length: number) => new Uint8Array(randomBytes(length)) };
const first = (verdicts: readonly Verdict[]): readonly FirstVerdict[] => verdicts.map((verdict) => (verdict.kind === "duplicate" ? verdict.first : verdict));

/** adam administers the first bank, bea the second. */
function withAdministrators({ banks, operators }: DirectoryInput): DirectoryInput {
  const at = banks[0]?.id ?? "";
  const administrator = (name: string, branches: readonly { readonly id: string }[]) => ({ id: newId(), subject: `${name}@${at}`, name, role: "administrator" as const, branches: branches.map(({ id }) => id) });
  return { operators, banks: banks.map((bank, i) => ({ ...bank, persons: [...bank.persons, administrator(i === 0 ? "adam" : "bea", bank.branches)] })) };
}

/** What every centre must do after it was restored: [SY50] to [SY57]. The backup is a real copy of the store. */
export function restoreContract(make: () => Promise<RestorableStore>): void {
  const undo: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  });

  /** A centre in June 2020 that can be backed up, and brought back in a new epoch. */
  async function centre() {
    const files = await make();
    undo.push(files.drop);
    let world: SmallWorld;
    let store: Store;
    const reopen = async (directory?: SmallWorld["directory"]): Promise<void> => {
      store = await files.open();
      world = await createSmallWorld(store, directory === undefined ? {} : { directory });
    };
    await reopen();
    undo.push(() => world.services.close());
    const told = new Map<Workstation, FirstVerdict[]>();
    return {
      world: () => world, store: () => store,
      later: async () => void (await world.services.setBusinessDate(await world.caller("anna"), legalDate("2020-06-15"))),
      send: async (from: Workstation, ...intentions: readonly Intention[]) => {
        const verdicts = first(await from.send(...intentions));
        told.set(from, [...(told.get(from) ?? []), ...verdicts]);
        return verdicts;
      },
      backUp: async () => {
        await world.services.close();
        await files.backUp();
        await reopen(world.directory);
        return new Map([...told].map(([from, verdicts]) => [from, verdicts.length]));
      },
      /** The centre as it was, in a new epoch; `from` speak to it now. */
      restore: async (from: readonly Workstation[]) => {
        await world.services.close();
        await files.restore();
        const opened = await files.open();
        await beginEpochByTwo(opened, founding);
        await opened.close();
        await reopen(world.directory);
        for (const each of from) each.moveTo(world);
      },
      moveOn: (from: readonly Workstation[]) => from.forEach((each) => each.moveTo(world)),
      /** Enrols, and offers again all that was told and the centre no longer has. */
      comeBack: async (from: Workstation) => {
        const { have } = valueOf(await from.enrol());
        const lost = (told.get(from) ?? []).slice(have);
        return lost.length === 0 ? undefined : valueOf(await from.reoffer(have + 1, lost));
      },
      told: (from: Workstation): readonly FirstVerdict[] => told.get(from) ?? [],
      end: async (...subjects: readonly string[]) => {
        const answers = [];
        for (const subject of subjects) answers.push(await world.services.endRecovery(await world.caller(subject), { protocol: 1, ...world.address }));
        return answers;
      },
      states: async (from: Workstation): Promise<readonly FileState[]> => {
        const page = valueOf(await from.snapshot(ownBranch(from)));
        return page.files.map((file) => JSON.parse(file.state) as FileState);
      },
    };
  }

  test("[SY50] [SY51] a restored centre takes re-offers only, until two different persons end it", async () => {
    const here = await centre();
    const marie = await here.world().workstation("marie");
    await here.backUp();
    await here.restore([marie]);
    expect(await here.world().services.centre()).toMatchObject({ epoch: { n: 2 }, recovering: true });
    valueOf(await marie.enrol());
    marie.seal(created(newId()));
    expect(errorOf(await marie.push(1)).code).toBe("G5003");
    expect((await here.end("anna")).map((answer) => errorOf(answer).code)).toEqual(["G3002"]);
    const [one, again, two] = await here.end("boss", "boss", "chief");
    if (one === undefined || again === undefined || two === undefined) throw new Error("three answers");
    expect([valueOf(one), errorOf(again).code, valueOf(two)]).toEqual([{ ended: false, confirmed: 1 }, "G4016", { ended: true, confirmed: 2 }]);
    expect(valueOf(await marie.push(1)).verdicts).toMatchObject([{ kind: "accepted", version: 1 }]);
    expect((await here.end("boss")).map((answer) => errorOf(answer).code)).toEqual(["G4017"]);
    expect((await here.store().recovery()).events.map(({ kind }) => kind)).toEqual(["begun", "confirmed", "refused", "confirmed", "ended"]);
  });

  test("[LI1] [LI6] the lives of loans come back with their ledger, whatever the order: what was disbursed, what was cancelled", async () => {
    const here = await centre();
    await here.later();
    const [marie, anna] = [await here.world().workstation("marie"), await here.world().workstation("anna")];
    const [living, ended] = [newId(), newId()];
    const [one, two] = [freshSiren(), freshSiren()];
    const record = (file: string, base: number, step: string, facts: object): Intention => ({ kind: "recorded", file, base, body: { step, facts: { on: "2020-06-15", ...facts } } });
    await here.send(marie, created(living, soundFields({ siren: one })));
    await here.backUp();
    here.moveOn([marie, anna]);
    await here.send(marie, submitted(living, 1), created(ended, soundFields({ siren: two })), submitted(ended, 1));
    await here.send(anna, record(living, 2, "approved", {}));
    const told = await here.send(marie, record(living, 3, "disbursed", { amount: 9_000_000 }), record(living, 4, "declared", { batch: "D-1" }), record(ended, 2, "cancelled", { reason: "AUTRE", why: "Sans suite." }));
    expect(told.map(({ kind }) => kind)).toEqual(["accepted", "accepted", "accepted"]);
    const shape = (states: readonly FileState[]) => states.map(({ updatedAt: _at, createdAt: _made, life, ...state }) => ({ ...state, life: life?.map(({ at: _when, ...entry }) => entry) }));
    const [was, ledger] = [shape(await here.states(marie)), await here.store().ledgerTotals()];
    expect(ledger.filter(({ siren }) => siren === one || siren === two)).toEqual([{ siren: one, entries: 1, banks: 1, amount: 9_000_000 }]);
    for (const order of [[marie, anna], [anna, marie]]) {
      await here.restore([marie, anna]);
      for (const each of order) await here.comeBack(each);
      expect(shape(await here.states(marie))).toEqual(was);
      expect(await here.store().ledgerTotals()).toEqual(ledger);
    }
  });

  test("[SY52] [SY53] [SY54] whatever the order in which replicas come back, the files, their versions, conflicts and numbers are as they were, once", async () => {
    const here = await centre();
    await here.later();
    const [marie, paul, anna] = [await here.world().workstation("marie"), await here.world().workstation("paul"), await here.world().workstation("anna")];
    const [before, shared, refusedOne] = [newId(), newId(), newId()];
    const [siren, cause] = [freshSiren(), newId()];
    await here.send(marie, created(before, soundFields({ siren: freshSiren() })));
    await here.backUp();
    here.moveOn([marie, paul, anna]);
    // Lost: Marie's file that Paul edits, in conflict with Anna, who settles and submits; a refusal of Paul's, mended.
    await here.send(marie, created(shared, soundFields({ siren })), edited(shared, 1, { tradeName: [null, "Marie"] }));
    await here.send(paul, edited(shared, 2, { city: ["Rennes", "Paul"] }), created(refusedOne, { ...soundFields({ siren: freshSiren() }), otherSecurity: true }), submitted(refusedOne, 1, { change: cause }));
    await here.send(anna, edited(shared, 2, { city: ["Rennes", "Anna"] }), { kind: "settled", file: shared, base: 4, body: { settlements: { city: { expected: "Paul", value: "Lille" } } } }, submitted(shared, 5));
    await here.send(paul, edited(refusedOne, 2, { otherSecurity: [true, false] }, { mends: cause }), edited(refusedOne, 2, { city: ["Rennes", "Brest"] }));
    await here.send(marie, edited(before, 1, { city: ["Rennes", "Vannes"] }), submitted(before, 1));
    expect(here.told(anna).at(-1)).toMatchObject({ kind: "accepted", version: 6, number: expect.stringMatching(/^1-/) });
    const [was, ledger] = [await here.states(marie), await here.store().ledgerTotals()];
    const shape = (states: readonly FileState[]) => states.map(({ updatedAt: _at, createdAt: _made, conflicts, refusal: _noted, ...state }) => ({ ...state, conflicts: conflicts.length }));

    for (const order of [[marie, paul, anna], [anna, paul, marie], [paul, anna, marie]]) {
      await here.restore([marie, paul, anna]);
      for (const each of order) {
        const answer = await here.comeBack(each);
        expect(answer?.verdicts.map(({ kind }) => kind)).toEqual(here.told(each).slice(-(answer?.verdicts.length ?? 0)).map(({ kind }) => kind));
        expect(await here.comeBack(each), "nothing is left to offer").toBeUndefined();
        valueOf(await each.reoffer(1, here.told(each)));
      }
      expect(shape(await here.states(marie))).toEqual(shape(was));
      expect(await here.store().ledgerTotals()).toEqual(ledger);
      expect(await here.store().recovery()).toMatchObject({ waiting: [], reinstated: [{ flag: null }, { flag: null }] });
    }
    await here.end("boss", "chief");
    // Work goes on: the version is of the new epoch, and a number of the new epoch begins with it.
    const fresh = newId();
    const [, , last] = await here.send(paul, created(fresh, soundFields({ siren: freshSiren() })), edited(fresh, 1, { city: ["Rennes", "Brest"] }), submitted(fresh, 1));
    expect(last).toMatchObject({ kind: "accepted", version: 1_000_002, number: expect.stringMatching(/^2-/) });
    // What came back agrees with itself, as what was written once does.
    for (const check of CONSISTENCY_IDS) expect(await here.store().runCheck(check, undefined)).toEqual({ check, found: 0, rows: [] });
  });

  test("[SY53] a fact is back whatever the ceiling says, and flagged; a receipt that is not this centre's is no fact", async () => {
    const here = await centre();
    await here.later();
    const [marie, paul] = [await here.world().workstation("marie"), await here.world().workstation("paul")];
    await here.backUp();
    here.moveOn([marie, paul]);
    const [file, forged, other, siren] = [newId(), newId(), newId(), freshSiren()];
    await here.send(marie, created(file, soundFields({ siren, amount: 80_000_000, exposureAtGrant: 80_000_000 })), submitted(file, 1));
    await here.send(paul, created(forged, soundFields({ siren: freshSiren() })), submitted(forged, 1));
    await here.restore([marie, paul]);
    await here.end("boss", "chief");
    // Meanwhile the room under the ceiling was given to somebody else.
    valueOf(await paul.enrol());
    const receipt = (told: FirstVerdict): FirstVerdict => (told.kind === "accepted" && told.receipt !== undefined ? { ...told, receipt: `${told.receipt.slice(0, -8)}AAAAAAAA` } : told);
    expect(valueOf(await paul.reoffer(1, here.told(paul).map(receipt))).verdicts).toMatchObject([{ kind: "accepted" }, { kind: "refused", code: "G4013" }]);
    const taken = await paul.send(created(other, soundFields({ siren, amount: 90_000_000, exposureAtGrant: 90_000_000 })), submitted(other, 1));
    expect(taken.at(-1)).toMatchObject({ kind: "accepted", number: expect.stringMatching(/^2-/) });
    const [, told] = here.told(marie);
    expect((await here.comeBack(marie))?.verdicts.at(-1)).toMatchObject({ kind: "accepted", number: told?.kind === "accepted" ? told.number : "" });
    expect((await here.store().ledgerTotals()).find((row) => row.siren === siren)).toMatchObject({ entries: 2, amount: 170_000_000 });
    expect((await here.store().recovery()).reinstated).toMatchObject([{ file, flag: "G2004" }]);
  });

  test("[SY54] [SY56] where the creator never comes back, a registration stands in the ledger, its file waits and is named; other files are merged over the hole", async () => {
    const here = await centre();
    await here.later();
    const [marie, paul] = [await here.world().workstation("marie"), await here.world().workstation("paul")];
    const [kept, lost, siren] = [newId(), newId(), freshSiren()];
    await here.send(marie, created(kept, soundFields({ siren: freshSiren() })));
    await here.backUp();
    here.moveOn([marie, paul]);
    await here.send(marie, edited(kept, 1, { tradeName: [null, "Perdue"] }), created(lost, soundFields({ siren })));
    await here.send(paul, edited(kept, 2, { city: ["Rennes", "Brest"] }), submitted(lost, 1));
    await here.restore([paul]);
    expect(await here.comeBack(paul)).toMatchObject({ waiting: 2 });
    expect(await here.states(paul)).toMatchObject([{ file: kept, version: 1 }]);
    expect((await here.store().ledgerTotals()).find((row) => row.siren === siren)).toMatchObject({ entries: 1, amount: 10_000_000 });
    valueOf(await here.world().services.missing(paul.caller, { protocol: 1, ...here.world().address, replica: paul.replica, files: [{ file: lost, branch: ownBranch(paul), version: 1 }, { file: kept, branch: ownBranch(paul), version: 3 }] }));
    await here.end("boss", "chief");
    expect(await here.states(paul)).toMatchObject([{ file: kept, version: 3, fields: { city: "Brest" } }]);
    const report = await here.store().recovery();
    expect(report).toMatchObject({ recovering: false, absentReplicas: [{ replica: marie.replica, have: 1 }], waiting: [{ file: lost, kind: "submitted", outcome: null, number: expect.stringMatching(/^1-/) }], missingFiles: [{ file: lost }] });
    // She does, after all: the file is built, registered, under its number.
    marie.moveTo(here.world());
    await here.comeBack(marie);
    expect((await here.states(paul)).find(({ file }) => file === lost)).toMatchObject({ status: "registered", registration: { number: report.waiting[0]?.number } });
    expect((await here.states(paul)).find(({ file }) => file === kept)).toMatchObject({ fields: { city: "Brest", tradeName: "Perdue" } });
    expect(await here.store().recovery()).toMatchObject({ waiting: [], missingFiles: [], absentReplicas: [] });
  });

  test("[SY58] what is refused when the recovery ends is told to its author, and to nobody else", async () => {
    const here = await centre();
    const [marie, paul, anna] = [await here.world().workstation("marie"), await here.world().workstation("paul"), await here.world().workstation("anna")];
    const file = newId();
    await here.send(paul, created(file, soundFields({ siren: freshSiren() })));
    await here.backUp();
    here.moveOn([marie, paul, anna]);
    await here.send(anna, edited(file, 1, { city: ["Rennes", "Anna"] }));
    await here.send(marie, edited(file, 1, { city: ["Rennes", "Marie"] }));
    await here.send(paul, { kind: "settled", file, base: 3, body: { settlements: { city: { expected: "Anna", value: "Lille" } } } });
    await here.restore([marie, paul, anna]);
    await here.comeBack(anna);
    expect(await here.comeBack(paul), "without Marie's there is nothing to choose between").toMatchObject({ waiting: 1, verdicts: [{ kind: "accepted" }] });
    const late = (of: Workstation, by = of) => here.world().services.lateVerdicts(by.caller, { protocol: 1, ...here.world().address, replica: of.replica });
    expect(valueOf(await late(paul)).verdicts).toEqual([]);
    await here.end("boss", "chief");
    expect(valueOf(await late(paul)).verdicts).toMatchObject([{ seq: 2, verdict: { kind: "refused", code: "G2001", fields: [{ field: "city" }] } }]);
    expect([valueOf(await late(paul, marie)).verdicts, valueOf(await late(anna)).verdicts]).toEqual([[], []]);
    expect(await here.states(paul)).toMatchObject([{ file, fields: { city: "Anna" } }]);
  });

  test("[SY59] an administrator sees her bank's part of a recovery, by name; another bank's sees nothing of it, an operator figures, an advisor is no reader", async () => {
    const here = await centre();
    const [marie, paul] = [await here.world().workstation("marie"), await here.world().workstation("paul")];
    const lost = newId();
    await here.backUp();
    here.moveOn([marie, paul]);
    await here.send(marie, created(lost, soundFields({ siren: freshSiren() })));
    await here.send(paul, edited(lost, 1, { city: ["Rennes", "Brest"] }));
    await here.restore([paul]);
    await importDirectory(here.store(), withAdministrators(here.world().directory));
    await here.comeBack(paul);
    valueOf(await here.world().services.missing(paul.caller, { protocol: 1, ...here.world().address, replica: paul.replica, files: [{ file: lost, branch: ownBranch(paul), version: 2 }] }));
    valueOf(await here.world().services.alarm(paul.caller, { protocol: 1, ...here.world().address, replica: paul.replica, kind: "feed-ahead", have: 1, known: 3 }));
    const ask = async (subject: string) => valueOf(await here.world().services.recoveryReport(await here.world().caller(subject), { protocol: 1, ...here.world().address }));
    const [seen, foreign, operator] = [await ask("adam"), await ask("bea"), await ask("boss")];
    expect(seen).toMatchObject({
      epoch: { n: 2 }, recovering: true, events: [{ kind: "begun", mine: false }], totals: { back: 1, absent: 1, waiting: 1, missing: 1, alarms: 1 },
      replicas: [{ replica: marie.replica, name: "marie", state: "absent", have: 0 }, { replica: paul.replica, name: "paul", state: "back", have: 1 }],
      waiting: [{ file: lost, kind: "edited", why: "creation", name: "paul" }], missing: [{ file: lost, version: 2 }], alarms: [{ kind: "feed-ahead", have: 1, known: 3, name: "paul" }],
    });
    expect(foreign).toMatchObject({ totals: { back: 0, absent: 0, waiting: 0, missing: 0, alarms: 0 }, replicas: [], waiting: [], missing: [], alarms: [], reinstated: [] });
    expect(operator).toMatchObject({ totals: { absent: 1, waiting: 1, missing: 1, alarms: 1 } });
    expect([operator.replicas, operator.waiting, operator.missing, operator.alarms, operator.reinstated]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect((await here.end("adam", "bea")).map(valueOf)).toEqual([{ ended: false, confirmed: 1 }, { ended: true, confirmed: 2 }]);
    expect((await ask("adam")).events).toMatchObject([{ kind: "begun" }, { kind: "confirmed", mine: true, name: "adam" }, { kind: "confirmed", mine: false }, { kind: "ended", mine: false }]);
    expect((await ask("adam")).events.at(-1)?.name, "she is of another bank").toBeUndefined();
    expect(await ask("adam")).toMatchObject({ recovering: false, missing: [{ file: lost }] });
  });

  test("[SY57] a fork and a replica ahead of the centre are kept with their numbers", async () => {
    const here = await centre();
    const marie = await here.world().workstation("marie");
    await here.send(marie, created(newId()));
    const copy = marie.requestFrom(2, [marie.seal(created(newId()))]);
    const other = marie.seal(created(newId(), undefined, { head: { seq: 2, prev: JSON.parse(copy.changes[0]?.head ?? "{}").prev } }));
    valueOf(await here.world().services.push(marie.caller, copy));
    expect(errorOf(await here.world().services.push(marie.caller, marie.requestFrom(2, [other]))).code).toBe("G4009");
    const ahead = { protocol: 1, ...here.world().address, replica: marie.replica, kind: "replica-ahead" as const, have: 1, known: 9 };
    for (let i = 0; i < 2; i += 1) valueOf(await here.world().services.alarm(marie.caller, ahead));
    expect((await here.store().recovery()).alarms).toMatchObject([{ kind: "fork", times: 1 }, { kind: "replica-ahead", have: 1, known: 9, times: 2 }]);
  });

  test("[SY57] whoever speaks in the name of a workstation of which its owner spoke is refused by a code, and changes nothing", async () => {
    const here = await centre();
    const [marie, paul] = [await here.world().workstation("marie"), await here.world().workstation("paul")];
    const said = { protocol: 1, ...here.world().address, replica: marie.replica, known: 9 };
    for (const kind of ["replica-ahead", "feed-ahead"] as const) {
      valueOf(await here.world().services.alarm(marie.caller, { ...said, kind, have: 1 }));
      expect(errorOf(await here.world().services.alarm(paul.caller, { ...said, kind, have: 2 })).code).toBe("G3002");
    }
    const branch = ownBranch(marie);
    valueOf(await here.world().services.alarm(marie.caller, { ...said, kind: "mismatch", have: 3, branch }));
    expect(errorOf(await here.world().services.alarm(paul.caller, { ...said, kind: "mismatch", have: 4, branch })).code).toBe("G3002");
    const { alarms, mismatches } = await here.store().recovery();
    expect([...alarms, ...mismatches].filter(({ replica }) => replica === marie.replica).map(({ times, ...row }) => [times, "have" in row ? row.have : row.files])).toEqual([[1, 1], [1, 1], [1, 3]]);
  });
}
