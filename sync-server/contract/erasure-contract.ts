import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isSignedPurge, purgeText } from "../../shared/audit/purge.ts";
import { instant } from "../../shared/kernel/instant.ts";
import type { StepName } from "../../shared/life/step-specs.ts";
import { somePdf } from "../../shared/testing/some-documents.ts";
import { eraseFile } from "../domain/erasure/erase-file.ts";
import { finishPurges } from "../domain/erasure/finish-purges.ts";
import { reportRetention } from "../domain/erasure/retention-report.ts";
import { nodePowers } from "../domain/node-powers.ts";
import { ObjectsAway } from "../objects/object-store.ts";
import { openFolderStore } from "../objects/folder-store.ts";
import { CONSISTENCY_IDS } from "../store/store.ts";
import { contractWorld, created, edited, errorOf, feedOf, freshSiren, ownBranch, stateOf, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { erasingOn, POLICY, wholeBank } from "../testing/erasing.ts";
import { sealForCentre } from "../testing/seal-for-centre.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { twoBanks } from "../testing/small-world.ts";
import { newId, type Intention } from "../testing/workstation.ts";
import { attached, contentOf, contentWays, sendAll } from "./documents-contract.ts";

const MADE = Date.UTC(2020, 3, 15, 9);
const declined = (file: string, base: number): Intention => ({ kind: "recorded", file, base, body: { step: "declined", facts: { on: "2020-04-15", kind: "REFUS", reason: "AUTRE", why: "Sans objet." } } });

/** What every centre must do with files whose time is over: [ER10] to [ER14]. */
export function erasureContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);
  const folder = mkdtempSync(join(tmpdir(), "guichet-erased-"));
  const objects = openFolderStore(folder);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const inApril = async () => {
    const made = await world({ now: () => instant(MADE), objects });
    const marie = await made.workstation("marie");
    return { ...made, marie, erasing: (on: string, retention = POLICY) => erasingOn(store(), made, on, retention) };
  };
  const finish = () => finishPurges({ store: store(), objects, anchors: undefined, now: Date.now });

  test("[ER10] [ER12] a refused file goes in its time with its documents, and not a day before; a signed statement says so", async () => {
    const it = await inApril();
    const { marie } = it;
    const [file, kept] = [newId(), newId()];
    const content = contentOf(somePdf(70_000, 1));
    await marie.send(created(kept), created(file), attached(file, content));
    const ways = contentWays(it, marie, file, content);
    await sendAll(ways);
    await marie.send(declined(file, 2));
    expect(errorOf(await (await it.erasing("2022-04-14")).erase(file))).toEqual({ code: "G9572", params: { ground: "policy", until: "2022-04-15" } });
    expect((await stateOf(marie, file))?.status).toBe("declined");

    const erasing = await it.erasing("2022-04-15");
    const purge = valueOf(await erasing.erase(file));
    expect(purge.purge).toMatchObject({ file, branch: ownBranch(marie), on: "2022-04-15", rule: "never-loan", since: "2022-04-15", decided: { by: "policy" }, removed: { changes: 3, documents: 1, movements: 0 } });
    expect(purge.purge.heads).toHaveLength(3);
    expect([purgeText(purge.purge), isSignedPurge(purge, await store().signingKeys(), nodePowers)]).toEqual([purge.text, true]);
    expect(await finish()).toMatchObject({ contents: 1, locked: 0, unkept: 1 });

    expect(await feedOf(marie)).toEqual([expect.objectContaining({ kind: "file", file: kept }), { kind: "left", n: 4, file, erased: { on: "2022-04-15", rule: "never-loan" } }]);
    expect(valueOf(await marie.snapshot(ownBranch(marie))).files.map((one) => one.file)).toEqual([kept]);
    expect(errorOf(await ways.find()).code).toBe("G2008");
    expect(await objects.read({ bank: marie.caller.bank?.id ?? "", file, document: content.document }, { from: 0, to: 10 })).toBeUndefined();
    expect(errorOf(await erasing.erase(file)).code).toBe("G2008");
  });

  test("[ER11] nothing of an erased file is taken any more, under whatever id and by whichever replica; other files of the same push are", async () => {
    const it = await inApril();
    const { marie } = it;
    const [file, other] = [newId(), newId()];
    const [first] = await marie.send(created(file));
    valueOf(await (await it.erasing("2022-04-15")).erase(file));
    const verdicts = await marie.send(edited(file, 1, { city: [null, "Lyon"] }), created(file), submitted(file, 1), created(other));
    expect(verdicts.map((one) => (one.kind === "refused" ? [one.code, one.params["on"]] : one.kind))).toEqual([["G9571", "2022-04-15"], ["G9571", "2022-04-15"], ["G9571", "2022-04-15"], "accepted"]);
    expect(valueOf(await marie.push(1)).verdicts.map((one) => one.kind === "duplicate" && one.first.kind)).toEqual([first?.kind, "refused", "refused", "refused", "accepted"]);
    const paul = await it.workstation("paul");
    expect((await paul.send(created(file)))[0]).toMatchObject({ kind: "refused", code: "G9571" });
    expect((await feedOf(marie)).filter((entry) => entry.file === file).map(({ kind }) => kind)).toEqual(["left"]);
  });

  test("[ER10] a loan that lives, one with a number and one whose time nobody set stay, each with its ground", async () => {
    const it = await inApril();
    const [file, draft] = [newId(), newId()];
    await it.marie.send(created(file, soundFields({ siren: freshSiren() })), submitted(file, 1), created(draft));
    const late = await it.erasing("2099-01-01");
    expect(errorOf(await late.erase(file))).toEqual({ code: "G9572", params: { ground: "number" } });
    expect(errorOf(await (await it.erasing("2099-01-01", { neverLoanMonths: null, afterLoanYears: null })).erase(draft))).toEqual({ code: "G9572", params: { ground: "unset" } });
    expect(errorOf(await late.erase(newId())).code).toBe("G2008");
    const ask = { store: store(), retention: POLICY, on: late.moment().businessDate, floors: late.floors };
    expect(await reportRetention(ask, wholeBank(it))).toEqual({ files: 2, due: { "never-loan": 1 }, kept: { number: { files: 1, next: undefined } }, held: 0 });
  });

  test("[ER10] a loan that ended goes, and what its company holds of the ceiling stays in the ledger; a cancelled one leaves nothing there", async () => {
    const it = await inApril();
    const [anna, siren, other] = [await it.workstation("anna"), freshSiren(), freshSiren()];
    const [lent, cancelled] = [newId(), newId()];
    const step = async (from: typeof anna, file: string, name: StepName, facts: object) => {
      const [told] = await from.send({ kind: "recorded", file, base: (await stateOf(it.marie, file))?.version ?? 0, body: { step: name, facts: { on: "2020-04-15", ...facts } } });
      if (told?.kind !== "accepted") throw new Error(JSON.stringify(told));
    };
    const numbers: string[] = [];
    for (const [file, company] of [[lent, siren], [cancelled, other]] as const) {
      const [, told] = await it.marie.send(created(file, soundFields({ siren: company })), submitted(file, 1));
      if (told?.kind !== "accepted" || told.number === undefined) throw new Error(`not registered: ${JSON.stringify(told)}`);
      numbers.push(told.number);
    }
    await step(anna, lent, "approved", {});
    await step(it.marie, lent, "disbursed", { amount: 10_000_000 });
    await step(it.marie, lent, "repaid", {});
    await step(it.marie, cancelled, "cancelled", { reason: "AUTRE", why: "Sans objet." });
    const erasing = await it.erasing("2025-04-15");
    expect(errorOf(await (await it.erasing("2025-04-14")).erase(lent))).toEqual({ code: "G9572", params: { ground: "relation", until: "2025-04-15" } });
    expect(valueOf(await erasing.erase(lent)).purge).toMatchObject({ rule: "ended-loan", removed: { changes: 5, movements: 0 } });
    expect(valueOf(await erasing.erase(cancelled)).purge).toMatchObject({ rule: "never-loan", removed: { changes: 3, movements: 2 } });
    expect(await store().findRegistrations([{ number: numbers[0] ?? "", siren, amount: 10_000_000 }, { number: numbers[1] ?? "", siren: other, amount: 10_000_000 }])).toEqual(["registered", undefined]);
    // The company's lock is made anew where its row went.
    const again = newId();
    expect((await it.marie.send(created(again, soundFields({ siren: other })), submitted(again, 1)))[1]).toMatchObject({ kind: "accepted", number: expect.any(String) });
    // What stays agrees with itself: the ledger holds what no file says any more, for it was erased.
    for (const check of CONSISTENCY_IDS) expect(await store().runCheck(check, it.directory.banks[0]?.id)).toEqual({ check, found: 0, rows: [] });
    // A receipt names the company: the verdict that carried it does no more.
    expect(JSON.stringify(valueOf(await it.marie.push(1)).verdicts.slice(0, 4))).not.toContain("receipt");
  });

  test("[ER5] at its client's request a draft goes before its time, by two words; what was refused waits", async () => {
    const it = await inApril();
    const [draft, refused] = [newId(), newId()];
    await it.marie.send(created(draft), created(refused), declined(refused, 1));
    const erasing = await it.erasing("2020-05-01");
    const words = [newId(), newId()] as const;
    expect(errorOf(await erasing.erase(draft)).code).toBe("G9572");
    expect(errorOf(await erasing.erase(refused, { by: "request", words })).code).toBe("G9575");
    expect(valueOf(await erasing.erase(draft, { by: "request", words })).purge).toMatchObject({ rule: "request", since: null, decided: { by: "request", words } });
  });

  test("[ER10] a file whose work waits in quarantine stays until that is decided", async () => {
    const it = await inApril();
    const { marie, services, address } = it;
    const [paul, file] = [await it.workstation("paul"), newId()];
    await marie.send(created(file));
    marie.seal(edited(file, 1, { city: [null, "Lyon"] }));
    await store().revokeReplica({ bank: wholeBank(it).bank, branches: [], persons: [marie.caller.user] }, marie.replica, MADE);
    const [key] = (await services.centre()).sealingKeys;
    if (key === undefined) throw new Error("no key");
    valueOf(await services.takeSealed(paul.caller, sealForCentre({ ...address, key }, { bank: wholeBank(it).bank, push: marie.requestFrom(1) })));
    const erasing = await it.erasing("2022-04-15");
    expect(errorOf(await erasing.erase(file)).code).toBe("G9574");
    const anna = await it.workstation("anna");
    valueOf(await services.quarantine.decide(anna.caller, { protocol: 1, ...address, replica: anna.replica, of: marie.replica, upTo: 2, decision: "accept" }));
    expect(valueOf(await erasing.erase(file)).purge.removed).toMatchObject({ changes: 2, quarantined: 1 });
  });

  test("[ER11] what a carrier brings of it afterwards, of a replica that was sent away, waits without its body and is refused", async () => {
    const it = await inApril();
    const { marie, services, address } = it;
    const [paul, anna, file] = [await it.workstation("paul"), await it.workstation("anna"), newId()];
    await marie.send(created(file));
    valueOf(await (await it.erasing("2022-04-15")).erase(file));
    marie.seal(edited(file, 1, { city: [null, "Quimperlay"] }));
    await store().revokeReplica({ bank: wholeBank(it).bank, branches: [], persons: [marie.caller.user] }, marie.replica, MADE);
    const [key] = (await services.centre()).sealingKeys;
    if (key === undefined) throw new Error("no key");
    valueOf(await services.takeSealed(paul.caller, sealForCentre({ ...address, key }, { bank: wholeBank(it).bank, push: marie.requestFrom(1) })));
    const asked = { protocol: 1, ...address, replica: anna.replica, of: marie.replica };
    expect(JSON.stringify(valueOf(await services.quarantine.changes(anna.caller, { ...asked, after: 0 })))).not.toContain("Quimperlay");
    valueOf(await services.quarantine.decide(anna.caller, { ...asked, upTo: 2, decision: "accept" }));
    expect((await feedOf(paul)).map(({ kind }) => kind)).toEqual(["left"]);
  });

  test("[ER13] every branch that the file ever was in is told", async () => {
    const it = await inApril();
    const [anna, file] = [await it.workstation("anna"), newId()];
    const [here, there] = anna.caller.branches.map(({ id }) => id);
    await anna.send(created(file));
    expect(await store().moveFile({ bank: wholeBank(it).bank, branches: [here ?? "", there ?? ""], persons: [anna.caller.user] }, { file, to: there ?? "", replica: anna.replica, epoch: 1 })).toBe(true);
    valueOf(await (await it.erasing("2022-04-15")).erase(file));
    for (const branch of [here, there]) expect((await feedOf(anna, branch)).at(-1)).toEqual({ kind: "left", n: expect.any(Number), file, erased: { on: "2022-04-15", rule: "never-loan" } });
  });

  test("[ER10] what was refused of a file that was never made goes too", async () => {
    const it = await inApril();
    const [lea, file] = [await it.workstation("lea"), newId()];
    const [told] = await lea.send(created(file, { siren: "no company", legalName: "Fictive" }));
    expect(told?.kind).toBe("refused");
    expect(await store().listRetained(wholeBank(it), undefined, 10)).toEqual([]);
    const erasing = await it.erasing("2022-04-15");
    expect(valueOf(await erasing.erase(file)).purge).toMatchObject({ branch: ownBranch(lea), removed: { changes: 1 } });
    expect(await store().listNeverMade(wholeBank(it), undefined, 10)).toEqual([]);
    expect((await lea.send(created(file)))[0]).toMatchObject({ code: "G9571" });
  });

  test("[ER14] what an object store that is away left to be done is done by whoever comes next, and once", async () => {
    const it = await inApril();
    await finish(); // of the tests before it
    const other = newId();
    await it.marie.send(created(other));
    valueOf(await (await it.erasing("2022-04-15")).erase(other));
    const away = { eraseFile: async () => { throw new ObjectsAway("away"); } };
    const put: string[] = [];
    const anchors = { put: async (name: string) => { put.push(name); return "put" as const; } };
    await expect(finishPurges({ store: store(), objects: away, anchors, now: Date.now })).rejects.toBeInstanceOf(ObjectsAway);
    const locked = { eraseFile: async () => ({ until: 7 }) };
    expect(await finishPurges({ store: store(), objects: locked, anchors, now: Date.now })).toMatchObject({ locked: 1, until: 7, contents: 0 });
    expect(await finishPurges({ store: store(), objects, anchors, now: Date.now })).toMatchObject({ contents: 1, locked: 0 });
    expect(await finishPurges({ store: store(), objects, anchors, now: Date.now })).toEqual({ contents: 0, locked: 0, until: undefined, kept: 0, unkept: 0 });
    expect(put.filter((name) => name.includes(other))).toEqual([`purge-${wholeBank(it).bank}-${other}.json`]);
  });

  test("[ER11] [ST5] a change that waits for the file's lock while it is erased is refused; nobody is stuck", async () => {
    const it = await inApril();
    const [paul, file] = [await it.workstation("paul"), newId()];
    await it.marie.send(created(file, soundFields({ siren: freshSiren() })));
    const erasing = await it.erasing("2022-04-15");
    let pushed: ReturnType<typeof paul.send> | undefined;
    const slow = { ...erasing, signer: { ...erasing.signer, signText: async (text: string) => {
      pushed = paul.send(submitted(file, 1), created(newId()));
      await new Promise((resolve) => { setTimeout(resolve, 200); });
      return await erasing.signer.signText(text);
    } } };
    valueOf(await eraseFile(slow, wholeBank(it), file, { by: "policy" }));
    expect((await pushed)?.map((one) => (one.kind === "refused" ? one.code : one.kind))).toEqual(["G9571", "accepted"]);
  });

  test("[ER6] a held file is not erased; it is lifted by the words of two who may, and by nobody else", async () => {
    const directory = twoBanks();
    const [bank, ...rest] = directory.banks;
    if (bank === undefined) throw new Error("no bank");
    const boss = { id: newId(), subject: `adam@${bank.id}`, name: "adam", role: "administrator" as const, branches: bank.branches.map(({ id }) => id) };
    const made = await world({ now: () => instant(MADE), objects, directory: { ...directory, banks: [{ ...bank, persons: [...bank.persons, boss] }, ...rest] } });
    const [marie, anna, adam] = [await made.workstation("marie"), await made.caller("anna"), await made.caller("adam")];
    const file = newId();
    await marie.send(created(file));
    const asked = { protocol: 1, ...made.address, file };
    const { holds } = made.services;
    expect(errorOf(await holds.set(marie.caller, { ...asked, reason: "litigation" })).code).toBe("G3002");
    expect(errorOf(await holds.set(anna, { ...asked, file: newId(), reason: "litigation" })).code).toBe("G2008");
    const [held] = valueOf(await holds.set(anna, { ...asked, reason: "litigation" })).holds;
    expect(held).toEqual({ hold: expect.any(String), reason: "litigation", user: anna.user, at: MADE });
    expect(errorOf(await holds.set(adam, { ...asked, reason: "litigation" })).code).toBe("G9576");
    const erasing = await erasingOn(store(), made, "2022-04-15");
    expect(errorOf(await erasing.erase(file))).toEqual({ code: "G9573", params: { reason: ["litigation"] } });
    const ask = { store: store(), retention: POLICY, on: erasing.moment().businessDate, floors: erasing.floors };
    expect(await reportRetention(ask, wholeBank(made))).toMatchObject({ files: 1, due: {}, held: 1 });

    const lift = { ...asked, hold: held?.hold ?? "" };
    expect(errorOf(await holds.lift(anna, { ...lift, hold: newId() })).code).toBe("G9576");
    expect(valueOf(await holds.lift(anna, lift)).holds).toMatchObject([{ lift: { user: anna.user, mine: true } }]);
    expect(errorOf(await holds.lift(anna, lift)).code).toBe("G9504");
    expect(errorOf(await erasing.erase(file)).code).toBe("G9573");
    expect(valueOf(await holds.lift(adam, { ...lift, withdraw: true })).holds).toEqual([held]);
    valueOf(await holds.lift(adam, lift));
    expect(valueOf(await holds.list(anna, asked)).holds).toMatchObject([{ lift: { user: adam.user, mine: false } }]);
    expect(valueOf(await holds.lift(anna, lift)).holds).toEqual([]);
    expect(valueOf(await erasing.erase(file)).purge.file).toBe(file);
  });

  test("[ER13] a replica that looks for a file of a former epoch is told that it was erased, and the centre misses nothing", async () => {
    const it = await inApril();
    const [file, lost] = [newId(), newId()];
    await it.marie.send(created(file));
    valueOf(await (await it.erasing("2022-04-15")).erase(file));
    const asked = await it.services.missing(it.marie.caller, { protocol: 1, ...it.address, replica: it.marie.replica, files: [file, lost].map((one) => ({ file: one, branch: ownBranch(it.marie), version: 1 })) });
    expect(valueOf(asked)).toEqual({ taken: true, erased: [{ file, on: "2022-04-15", rule: "never-loan" }] });
  });
}
